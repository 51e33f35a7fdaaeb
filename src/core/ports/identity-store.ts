/**
 * One person over several channels, as rows. Identities (conversations) are joined by links, each with its evidence; the
 * contact of an identity follows from the links that hold. A link can be undone, and undoing it is kept as well.
 */
import type { AccountId, ConversationId, OperatorId, PublicId } from '../ids.ts';
import type { LinkKind } from '../link.ts';
import type { Locale } from '../locale.ts';

export interface IdentityStore {
  /** What turns about identities decide on, per ask in order. */
  readLinkFacts(asks: LinkAsk[], nowMs: number): Promise<LinkFacts[]>;
}

/** What an event brings that has to do with who somebody is. */
export interface LinkAsk {
  /** Null: nobody has written from there before. */
  conversationId: ConversationId | null;
  account: AccountId;
  /** Hash of a one-time code. */
  codeHash?: string;
  /** A number that the channel vouches for. */
  phone?: string;
  linkId?: PublicId;
  /** The conversation that somebody at the desk wants to join with this one. */
  joinWith?: PublicId;
}

export interface LinkFacts {
  /** All identities of the contact, the asking one among them; empty before its first message. */
  kin: ConversationId[];
  /** Null: there never was such a code, or it is forgotten. */
  code: KnownCode | null;
  /** Wrong codes inside the window. */
  tries: { conversation: number; account: number };
  /** Other identities that proved the same number, newest proof first. */
  twins: Twin[];
  /** A link that holds, of this contact. */
  link: KnownLink | null;
  chosen: Kin | null;
  /** Pairs among everybody named here that were parted and not joined again since. */
  apart: [ConversationId, ConversationId][];
}

/** Somebody else's identity with everybody who is the same person. */
export interface Kin {
  conversationId: ConversationId;
  account: AccountId;
  locale: Locale;
  kin: ConversationId[];
}

export type Twin = Kin & { provenAtMs: number };

export interface KnownCode {
  id: PublicId;
  /** Who asked for it. */
  from: Kin;
  /** The only account on which it counts. */
  account: AccountId;
  state: 'live' | 'spent' | 'expired';
}

export interface KnownLink {
  id: PublicId;
  kind: LinkKind;
  evidence: string | null;
  ends: { conversationId: ConversationId; account: AccountId }[];
}

/** What a turn does to identities; carried out in its commit, in order, all or nothing. */
export type IdentityDeed =
  /** The channel vouches now for the number that the conversation has. */
  | { do: 'phone-proven' }
  /** An earlier code from here to the same account dies. */
  | { do: 'make-code'; code: NewLinkCode }
  /** Turned away as stale when it is no longer live. */
  | { do: 'spend-code'; codeId: PublicId }
  /** A wrong code. Turned away as stale when the limit was reached meanwhile. */
  | { do: 'count-try' }
  | { do: 'join'; link: NewLink }
  /** `by` null: the customer. Turned away as stale when the link does not hold any more. */
  | { do: 'part'; linkId: PublicId; by: OperatorId | null };

export interface NewLinkCode {
  id: PublicId;
  hash: string;
  account: AccountId;
  expiresAtMs: number;
}

export interface NewLink {
  id: PublicId;
  /** The identity at the other end. */
  with: ConversationId;
  kind: LinkKind;
  /** A masked number or the id of a code: enough to understand the link, never enough to use it. */
  evidence: string | null;
  by: OperatorId | null;
  /** The customer at the other end is told. */
  tell: boolean;
}
