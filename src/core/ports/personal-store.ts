/**
 * What the shop keeps of customers who want to hear of it: their birthday, when they are to be looked after, what they were sent
 * and given, and why they stay away. Verbs that write resolve when it is durable. Times are UTC ms.
 */
import type { Consents } from '../notice.ts';
import type { AccountId, ConversationId } from '../ids.ts';
import type { Locale } from '../locale.ts';

export interface PersonalStore {
  /** Null: no such conversation. */
  readPerson(id: ConversationId): Promise<Person | null>;
  /** Null forgets it. */
  saveBirthday(id: ConversationId, birthday: Birthday | null, nowMs: number): Promise<void>;
  /** People who want to hear of offers and have their birthday on this day, those after `after`, in their order. */
  birthdaysOn(day: Birthday, after: ConversationId, limit: number): Promise<Person[]>;
  /** People who want to hear of offers and are to be looked at by now, the longest waiting first. */
  dueLooks(nowMs: number, limit: number): Promise<Person[]>;
  /** When to look next. */
  lookAgain(id: ConversationId, atMs: number): Promise<void>;
  /**
   * Puts a message down to be sent, once for each `key`. `capped`: the person was told of offers too often lately, on any of
   * their channels; messages that are on their way count.
   */
  planPersonal(message: NewPersonal, cap: PersonalCap): Promise<'planned' | 'known' | 'capped'>;
  /** What has to be gone on with by now, the oldest first. */
  duePersonal(nowMs: number, limit: number): Promise<Personal[]>;
  /** Goes on with one; a change of a message that has ended already is left alone. */
  stepPersonal(id: number, step: PersonalStep): Promise<void>;
  /** Why somebody has not bought for long, in their own words or by a tap. */
  keepReason(reason: KeptReason): Promise<void>;
  /** What people at the desk see, newest first. */
  readPersonal(id: ConversationId): Promise<PersonalRecord>;
  /** How often each reason was given since then. */
  countReasons(sinceMs: number): Promise<{ reason: StayReason; count: number }[]>;
}

/** Who may be written to, and how it stands with them. */
export interface Person {
  conversationId: ConversationId;
  account: AccountId;
  /** Own number, vouched for by the channel. */
  verifiedPhone: string | null;
  locale: Locale;
  reachable: boolean;
  /** When they wrote last; 0: never. */
  heardAtMs: number;
  consents: Consents;
  birthday: Birthday | null;
}

/** No year: nobody's age is asked. */
export interface Birthday {
  /** 1…31 */
  day: number;
  /** 1…12 */
  month: number;
}

export const PERSONAL_KINDS = ['birthday', 'win-back'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export interface NewPersonal {
  kind: PersonalKind;
  conversationId: ConversationId;
  /** Names this very message, and what is given with it. */
  key: string;
  /** To be given with it; 0: only words. */
  points: number;
  dueAtMs: number;
  /** Nobody wants to hear it any more then. */
  untilMs: number;
  nowMs: number;
}

/** At most `messages` of any kind since `sinceMs`, and none of this kind since `sameSinceMs`. */
export interface PersonalCap {
  messages: number;
  sinceMs: number;
  sameSinceMs: number;
}

/**
 * `planned`: nothing has been done; `granting`: points are being given, it may have happened; `granted`: it is known what was
 * given; `told` and `dropped`: it is over.
 */
export type PersonalState = 'planned' | 'granting' | 'granted' | 'told' | 'dropped';

export interface Personal {
  id: number;
  kind: PersonalKind;
  conversationId: ConversationId;
  key: string;
  state: PersonalState;
  points: number;
  /** What was really given; null: not known yet. */
  granted: number | null;
  /** How often it could not be said yet; with the key it names one try. */
  refused: number;
  untilMs: number;
}

export type PersonalStep =
  | { to: 'granting'; nowMs: number }
  | { to: 'granted'; granted: number; nowMs: number }
  | { to: 'told'; nowMs: number }
  | { to: 'dropped'; why: string; nowMs: number }
  /** To be tried again then. `refused`: it was not the moment to say it. */
  | { to: 'wait'; dueAtMs: number; refused?: true };

export const STAY_REASONS = ['price', 'choice', 'quality', 'delivery', 'no-need', 'other'] as const;
export type StayReason = (typeof STAY_REASONS)[number];

export interface KeptReason {
  conversationId: ConversationId;
  reason: StayReason;
  /** "" for a tap. */
  words: string;
  atMs: number;
}

export interface PersonalRecord {
  birthday: Birthday | null;
  messages: {
    kind: PersonalKind;
    state: PersonalState;
    granted: number | null;
    why: string | null;
    atMs: number;
  }[];
  reasons: { reason: StayReason; words: string; atMs: number }[];
}
