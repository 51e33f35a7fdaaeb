/**
 * The conversation: one thread with one address, who owns it, and where its flows stand.
 * Ownership changes only through `changeOwner`; every change raises the epoch, and words made under an older epoch
 * are never sent.
 */
import type { FlowButton, Json, Prompt } from './content.ts';
import type { AccountId, Address, CaseId, ContactId, ConversationId, OperatorId, PublicId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { Memory } from './memory.ts';
import type { Consents } from './notice.ts';
import type { OpenSurvey } from './feedback.ts';

export type Status =
  | { is: 'bot' }
  | { is: 'queued'; sinceMs: number; reason: HandoffReason }
  | { is: 'assigned'; operatorId: OperatorId; sinceMs: number }
  | { is: 'resolved'; atMs: number };

/**
 * Owns a conversation while a person of the shop answers outside our console (on the phone, in the platform's own inbox).
 * It is nobody at the desk: never in a list of people, never gone, and anybody may take over from it.
 */
export const EXTERNAL_OPERATOR: OperatorId = 0;

export const HANDOFF_REASONS = [
  'asked', // the customer asked for a person
  'missed', // the bot did not understand twice
  'not-helped', // the answer did not help
  'angry', // hard words or despair
  'flow', // a flow reached a case for people
  'bot-failed', // a turn threw, or an answer could not be delivered
  'external', // a person wrote to the customer outside the console
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];

/** Queue bands, lower first. A conversation that lost its operator goes to the front of its own band. */
export const PRIORITY = { urgent: 0, high: 1, normal: 2 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Where one machine stands. `context` is plain JSON; a new `runId` each time the flow starts. */
export interface FlowState {
  flow: string;
  version: number;
  runId: string;
  value: Json;
  context: Record<string, Json>;
  /** The open question, to be repeated after a digression. */
  prompt?: Prompt;
  suspendedAtMs?: number;
}

/** The part of a conversation that turns read and write; the store keeps it as one JSON value beside the columns. */
export interface DialogState {
  desk: FlowState | null;
  active: FlowState | null;
  suspended: FlowState[];
  /** A share-phone or share-location keyboard is still up. */
  keyboardUp?: true;
  /** The line that offered buttons, as long as it is our last one: its labels may be typed, and its numbers. */
  offerSeq?: number;
  /**
   * What the customer is sending as one album: the bot answers it as a whole, by the timer that is due at `dueAtMs` (null:
   * it has answered). `text` is the caption, `pictures`: it holds a photo or a film; void under another epoch.
   */
  album?: { id: string; epoch: number; dueAtMs: number | null; text?: string; pictures?: true };
  /**
   * The customer opened the chat, was welcomed in the answer to that, and has not written since: their platform takes no word
   * of ours. Service messages wait here until they write, the newest few.
   */
  unheard?: { text: string; slots: Record<string, Json>; buttons: FlowButton[] }[];
  /** The deep link by which they opened it: what it leads to waits for their first word, too. */
  linked?: string;
  /** When the last service message (position, hold, hours) was made. */
  servedAtMs?: number;
  /** True from requeue to the next claim: the customer was told once. */
  requeueTold?: true;
  /** What the customer has agreed to hear of us; without a line they were never asked. */
  consents?: Consents;
  /** What need not be asked again. */
  memory?: Memory;
  /**
   * A question that somebody else is asked about, who may choose among `ids`; void under another epoch and with the customer's next
   * word. `offered`: what is offered without them (none: a miss).
   */
  choosing?: { key: string; epoch: number; text: string; ids: string[]; offered: string[]; score?: number };
  /** Asked by our last word, and not answered. */
  survey?: OpenSurvey;
  /** The customer's last question at the desk, folded, how often in a row it was asked, and under which owner. */
  said?: { text: string; times: number; atMs: number; epoch: number };
  /** Facts gathered on the way, shown to the operator: order number, topic. */
  collected: Record<string, Json>;
}

export interface Conversation {
  id: ConversationId;
  publicId: PublicId;
  account: AccountId;
  address: Address;
  contactId: ContactId;
  /** What the platform calls the person; "" when it does not say. */
  name: string;
  /** Own number, vouched for by the channel: digits with country code. */
  verifiedPhone: string | null;
  status: Status;
  priority: Priority;
  /** Ownership counter. */
  epoch: number;
  /** Raised by every turn; the commit refuses a turn made against another. */
  version: number;
  lastSeq: number;
  locale: Locale;
  /** The customer chose the language; it is no longer guessed. */
  localeChosen: boolean;
  reachable: boolean;
  caseId: CaseId | null;
  dialog: DialogState;
}

type StatusName = Status['is'];

const ALLOWED: Record<StatusName, readonly StatusName[]> = {
  bot: ['queued', 'assigned'],
  queued: ['assigned', 'bot', 'resolved'],
  assigned: ['queued', 'assigned', 'resolved', 'bot'],
  resolved: ['bot', 'assigned'],
};

/**
 * The only way to change who owns a conversation. Returns the conversation under its new owner with the epoch raised,
 * or null when the step is not allowed.
 */
export function changeOwner(conversation: Conversation, to: Status): Conversation | null {
  if (!ALLOWED[conversation.status.is].includes(to.is)) return null;
  return { ...conversation, status: to, epoch: conversation.epoch + 1 };
}

export function emptyDialog(): DialogState {
  return { desk: null, active: null, suspended: [], collected: {} };
}

/** Who may speak to the customer; decided when words are queued and once more when they are sent. */
export type Origin = 'bot' | 'service' | 'operator' | 'notice';

/**
 * The gate of speech. `madeUnder` is the epoch the words were made under. The store's claim statement says the same in
 * SQL; a test holds the two together.
 */
export function maySpeak(
  origin: Origin,
  madeUnder: number,
  now: { status: StatusName; epoch: number },
): 'yes' | 'hold' | 'never' {
  switch (origin) {
    case 'operator':
      return 'yes'; // what the owner said is said, even if the conversation has moved on since
    case 'bot':
      return now.status === 'bot' && madeUnder === now.epoch ? 'yes' : 'never';
    case 'service':
      return madeUnder === now.epoch ? 'yes' : 'never';
    case 'notice':
      return now.status === 'bot' || now.status === 'resolved' ? 'yes' : 'hold';
  }
}
