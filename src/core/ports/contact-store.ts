/** What people at the desk see of one person over several channels: identities, evidence, all threads in one. */
import type { AccountId, ConversationId, OperatorId, PublicId } from '../ids.ts';
import type { LinkKind, SuggestionReason } from '../link.ts';
import type { ConversationRow, ThreadLine } from './desk-store.ts';

export interface ContactStore {
  /** The contact of a conversation; null: no such conversation. */
  readContact(id: ConversationId, nowMs: number): Promise<ContactRecord | null>;
  /** Lines of all threads of the contact, oldest first; `before` is the `place` of the first line known so far. */
  readContactThread(id: ConversationId, page: { before?: number; limit: number }): Promise<ContactLine[]>;
  /**
   * People at the desk say that the contacts of two conversations are different persons, or (null) take that back. False: they are
   * one already, or there was nothing to take back.
   */
  sayApart(
    id: ConversationId,
    other: ConversationId,
    said: { by: OperatorId; atMs: number } | null,
  ): Promise<boolean>;
}

export interface ContactRecord {
  publicId: PublicId;
  /** Latest activity first. */
  identities: ContactIdentity[];
  /** Newest first, undone ones too. */
  links: LinkRecord[];
  suggestions: Suggestion[];
  /** Whom people at the desk called somebody else, newest first. */
  apart: SaidApart[];
}

export interface ContactIdentity {
  row: ConversationRow;
  phone: string | null;
  provenAtMs: number | null;
  /** When the customer last wrote here; null: never. */
  heardAtMs: number | null;
}

export interface LinkRecord {
  id: PublicId;
  kind: LinkKind;
  evidence: string | null;
  /** `in`: where the proof was given. */
  ends: [LinkEnd, LinkEnd];
  in: PublicId;
  madeAtMs: number;
  madeBy: string | null;
  undone: { atMs: number; by: string | null } | null;
}

export interface LinkEnd {
  publicId: PublicId;
  account: AccountId;
}

/** Somebody who may be the same person, with evidence that does not suffice by itself. */
export interface Suggestion {
  row: ConversationRow;
  why: SuggestionReason;
  /** The number that both have, in full; null when it is about a code. */
  phone: string | null;
  atMs: number | null;
}

export interface SaidApart {
  row: ConversationRow;
  atMs: number;
  by: string;
}

/** A line with the conversation it stands in. `place` rises with time over all threads. */
export interface ContactLine {
  conversation: PublicId;
  account: AccountId;
  place: number;
  line: ThreadLine;
}
