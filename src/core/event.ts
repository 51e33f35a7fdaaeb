/**
 * Everything that can change a conversation, as it lies in the inbox: a customer's act, a timer, the answer of a task,
 * an operator's command. One door gives order, de-duplication, retry and an audit trail.
 */
import type { IncomingContent, Json } from './content.ts';
import type { AccountId, Address, DeliveryId, OperatorId, PublicId, TaskId } from './ids.ts';

/** What an adapter makes of one update. `externalId` is unique per account: the same update twice has the same one. */
export type ChannelEvent = ChannelEventHead &
  (
    | { type: 'message'; messageId: string; content: IncomingContent }
    | { type: 'edit'; messageId: string; content: IncomingContent }
    | { type: 'button'; token: string; tapId?: string }
    | { type: 'reachability'; reachable: boolean }
    | { type: 'receipt'; messageId: string; status: 'delivered' | 'read' | 'failed'; reason?: string }
    /** Words a person of the shop typed outside our console: counts as a person taking over. */
    | { type: 'echo'; messageId: string; content: IncomingContent }
    /** Anything new: stored and counted, never retried. */
    | { type: 'unknown'; name: string }
  );

export interface ChannelEventHead {
  account: AccountId;
  externalId: string;
  address: Address;
  /** The platform's own time, UTC ms. */
  occurredAtMs: number;
  profile?: Profile;
}

/** What a platform tells of a person; each field may be missing and may change. */
export interface Profile {
  name?: string;
  username?: string;
  /** The platform's language tag, as given. */
  languageTag?: string;
}

/** Any event of the inbox. */
export type InboxEvent =
  | ChannelEvent
  | { type: 'timer'; name: string; runId: string | null; epoch: number; payload: Json }
  | { type: 'task'; taskId: TaskId; kind: string; runId: string | null; epoch: number; outcome: TaskOutcome }
  | { type: 'command'; operatorId: OperatorId | null; command: DeskCommand }
  | { type: 'delivery-failed'; deliveryId: DeliveryId; reason: string };

export type TaskOutcome = { ok: true; value: Json } | { ok: false; reason: string };

/**
 * What people at the desk can do to a conversation; `operatorId` null means the desk itself (presence ran out).
 * `override`: the server has checked that this person may act on a colleague's conversation.
 */
export type DeskCommand =
  | { do: 'claim' }
  | { do: 'reply'; clientId: string; text: string; media?: Json }
  | { do: 'note'; clientId: string; text: string }
  | { do: 'release'; to: 'queue' | 'bot'; override?: true }
  | { do: 'transfer'; to: OperatorId; note?: string; override?: true }
  | { do: 'resolve'; outcome: CaseOutcome; override?: true }
  | { do: 'operator-gone'; operatorId: OperatorId }
  /** Sends a part again whose fate is unknown or that died. */
  | { do: 'resend'; deliveryId: DeliveryId };

export const CASE_OUTCOMES = ['solved', 'not-solved', 'no-answer', 'spam', 'other'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** What became of a command; kept with its inbox row, so that a repeat gets the same answer. */
export type CommandOutcome =
  { ok: true; messageId?: PublicId } | { ok: false; code: CommandRefusal; ownerId?: OperatorId };

export type CommandRefusal =
  | 'taken' // somebody else was faster
  | 'not-owner' // only the owner may do this
  | 'wrong-status' // the conversation is not in a state that allows it
  | 'load-reached' // the operator holds as many as allowed
  | 'unreachable' // the customer has blocked the bot
  | 'unknown-operator'
  | 'failed'; // the turn threw; the event is kept
