/**
 * What the desk reads, and the few things it writes that change no conversation: drafts, presence, people, sessions.
 * Whatever changes a conversation goes through the inbox instead.
 */
import type { Content, IncomingContent, Json } from '../content.ts';
import type { Origin, Priority, Status } from '../conversation.ts';
import type { CommandOutcome } from '../event.ts';
import type { AccountId, Address, ConversationId, InboxId, OperatorId, PublicId } from '../ids.ts';
import type { Locale } from '../locale.ts';
import type { ActivityName, DeliveryState } from '../message.ts';
import type { ConsentDeed } from '../notice.ts';
import type { CaseSummary } from './engine-store.ts';

export interface DeskStore {
  /** Calls `listener` after every commit that changed a conversation or an operator; returns the way to stop. */
  watch(listener: () => void): () => void;
  /** Conversations changed after `cursor`, oldest change first. One conversation appears once, as it is now. */
  readChanges(after: number, limit: number): Promise<{ rows: ConversationRow[]; cursor: number }>;
  /** The newest cursor. */
  readCursor(): Promise<number>;
  listConversations(query: ConversationQuery): Promise<ConversationRow[]>;
  readConversation(publicId: PublicId): Promise<ConversationDetail | null>;
  /** The conversation with this address; null: nobody has written from there. */
  findConversation(account: AccountId, address: Address): Promise<PublicId | null>;
  /** A page of the thread, oldest first; the newest page without `beforeSeq`. */
  readThread(id: ConversationId, page: { beforeSeq?: number; limit: number }): Promise<ThreadLine[]>;
  /** The platform's id of the customer's last message; null: there is none. */
  readLastIncoming(id: ConversationId): Promise<string | null>;
  /** The outcome of a command, or null while it waits. */
  readOutcome(inboxId: InboxId): Promise<CommandOutcome | null>;
  /** The newest command whose key (`commandKey`) begins like this; `outcome` null while it waits. */
  readCommand(keyStart: string): Promise<{ conversation: PublicId; outcome: CommandOutcome | null } | null>;
  /** What the customer agreed to and withdrew, newest first. */
  readConsents(id: ConversationId): Promise<ConsentLine[]>;
  readDraft(operatorId: OperatorId, id: ConversationId): Promise<string>;
  saveDraft(operatorId: OperatorId, id: ConversationId, text: string, atMs: number): Promise<void>;
  /** Inbox events that were parked and deliveries that died, newest first. */
  listFailures(limit: number): Promise<FailureRow[]>;

  /** What goes in and out of each account that had any of it lately. */
  readTraffic(): Promise<AccountTraffic[]>;

  // --- presence
  touchPresence(operatorId: OperatorId, nowMs: number): Promise<void>;
  setOnDuty(operatorId: OperatorId, onDuty: boolean, nowMs: number): Promise<void>;
  /** Conversations held by operators not seen since `beforeMs`. */
  readAbandoned(
    beforeMs: number,
  ): Promise<{ conversationId: ConversationId; operatorId: OperatorId; epoch: number }[]>;

  // --- people
  countOperators(): Promise<number>;
  listOperators(): Promise<Operator[]>;
  findOperatorByLogin(login: string): Promise<(Operator & { passwordHash: string }) | null>;
  /** Null if the login is taken. */
  createOperator(operator: NewOperator): Promise<Operator | null>;
  updateOperator(id: OperatorId, change: OperatorChange): Promise<Operator | null>;
  /** Sessions are kept by the hash of their token. */
  createSession(session: NewSession): Promise<void>;
  readSession(tokenHash: string): Promise<Session | null>;
  touchSession(tokenHash: string, nowMs: number): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  deleteSessionsOf(operatorId: OperatorId): Promise<void>;
  createInvite(invite: Invite): Promise<void>;
  /** Takes an unused, unexpired invite; the second taker gets null. */
  takeInvite(tokenHash: string, nowMs: number): Promise<Invite | null>;
  readInvite(tokenHash: string, nowMs: number): Promise<Invite | null>;
}

export interface ConversationQuery {
  /** `queue`: waiting, in the order in which they should be taken. The others: newest activity first. */
  view: 'queue' | 'mine' | 'assigned' | 'bot' | 'resolved' | 'all';
  operatorId?: OperatorId;
  /** Part of the customer's name or of an order number that was mentioned, or the last four or more digits of a phone. */
  search?: string;
  before?: number;
  limit: number;
}

export interface ConversationRow {
  id: ConversationId;
  publicId: PublicId;
  account: AccountId;
  name: string;
  locale: Locale;
  status: Status;
  priority: Priority;
  epoch: number;
  reachable: boolean;
  lastSeq: number;
  /** The last line, shortened, and whose it is. */
  preview: { who: 'customer' | 'bot' | 'operator' | 'system'; text: string } | null;
  lastAtMs: number;
  /** The customer has written since the last words of a person of the shop. */
  unanswered: boolean;
  /** Set from the moment the customer first waited for a person in the open case. */
  waitingSinceMs: number | null;
  /** It waits, and this operator holds another conversation of the same contact. */
  keeperId: OperatorId | null;
  /** Cursor of this row's last change. */
  changed: number;
}

export interface ConversationDetail extends ConversationRow {
  address: string;
  username: string | null;
  verifiedPhone: string | null;
  /** As the platform says, without vouching for it: to call back, never to prove anything. */
  phone: string | null;
  /** When the customer wrote last, by the platform's time; 0: never. */
  heardAtMs: number;
  collected: Record<string, Json>;
  flow: string | null;
  case: {
    openedAtMs: number;
    claimedAtMs: number | null;
    closedAtMs: number | null;
    outcome: string | null;
    summary: CaseSummary;
  } | null;
}

export type ThreadLine = { publicId: PublicId; seq: number; atMs: number; author: string | null } & (
  | {
      kind: 'in';
      content: IncomingContent;
      editedAtMs: number | null;
      /** The customer took it back then. */
      revokedAtMs: number | null;
      /** The customer's own reaction to it. */
      reaction: string | null;
    }
  | {
      kind: 'out';
      origin: Origin;
      content: Content;
      /** The least advanced of its parts; null when there is nothing to send. */
      delivery: {
        state: DeliveryState;
        reason: string | null;
        maybeTwice: boolean;
        ids: number[];
        /** What the platform says it costs: how many of its parts are billed, and as what; null: nothing was said. */
        price: { category: string; billable: number } | null;
      } | null;
      clientId: string | null;
      /** The customer's reaction. */
      reaction: string | null;
      /** Labels of the buttons that were tapped. */
      pressed: string[];
    }
  | { kind: 'note'; text: string; clientId: string }
  | { kind: 'activity'; name: ActivityName; data: Record<string, Json> }
);

export interface AccountTraffic {
  account: AccountId;
  /** Parts that are not out yet. */
  waiting: number;
  /** 0: not paused. */
  pausedUntilMs: number;
  /** Null: none among the last few thousand. */
  lastInMs: number | null;
  lastOutMs: number | null;
}

export interface FailureRow {
  kind: 'event' | 'delivery';
  id: number;
  conversation: PublicId;
  name: string;
  reason: string;
  atMs: number;
}

export const ROLES = ['admin', 'supervisor', 'operator', 'editor'] as const;
export type Role = (typeof ROLES)[number];

export interface Operator {
  id: OperatorId;
  publicId: PublicId;
  login: string;
  name: string;
  role: Role;
  locale: Locale;
  maxLoad: number;
  load: number;
  onDuty: boolean;
  lastSeenMs: number | null;
  disabled: boolean;
}

export interface NewOperator {
  publicId: PublicId;
  login: string;
  name: string;
  role: Role;
  locale: Locale;
  maxLoad: number;
  passwordHash: string;
  atMs: number;
}

/** `seq`: the line of the thread at which it was said; `locale`: the language of the words. */
export interface ConsentLine extends ConsentDeed {
  locale: Locale;
  seq: number;
  atMs: number;
}

export interface OperatorChange {
  name?: string;
  role?: Role;
  locale?: Locale;
  maxLoad?: number;
  disabled?: boolean;
  passwordHash?: string;
}

export interface NewSession {
  tokenHash: string;
  operatorId: OperatorId;
  csrf: string;
  atMs: number;
}

export interface Session {
  operator: Operator;
  csrf: string;
  createdAtMs: number;
  seenAtMs: number;
}

/** A one-time link: the first admin's, or one that an admin makes for a colleague. */
export interface Invite {
  tokenHash: string;
  role: Role;
  expiresAtMs: number;
}
