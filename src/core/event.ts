/**
 * Everything that can change a conversation, as it lies in the inbox: a customer's act, a timer, the answer of a task,
 * an operator's command. One door gives order, de-duplication, retry and an audit trail.
 */
import type { IncomingContent, Json } from './content.ts';
import type { AccountId, Address, DeliveryId, OperatorId, PublicId, TaskId } from './ids.ts';
import type { LinkKind } from './link.ts';
import type { Locale } from './locale.ts';
import type { Notice } from './notice.ts';

/** What an adapter makes of one update. `externalId` is unique per account: the same update twice has the same one. */
export type ChannelEvent = ChannelEventHead &
  /**
   * `album`: several messages that the customer sent as one carry the same id. `welcomed`: they opened the chat and have our
   * welcome already, in the answer to that very call; the platform takes no second word before they write.
   */
  (
    | { type: 'message'; messageId: string; content: IncomingContent; album?: string; welcomed?: true }
    | { type: 'edit'; messageId: string; content: IncomingContent }
    /** The customer took a message back. */
    | { type: 'revoke'; messageId: string }
    /** `emoji` null: the reaction was taken back. `messageId` is the platform's id of the message it is about. */
    | { type: 'reaction'; messageId: string; emoji: string | null }
    | { type: 'button'; token: string; tapId?: string }
    | { type: 'reachability'; reachable: boolean }
    | ({ type: 'receipt'; messageId: string } & Receipt)
    /** The same person has another address from now on (a new number): the conversation moves there. */
    | { type: 'moved'; to: Address }
    /** Words a person of the shop typed outside our console: counts as a person taking over. */
    | { type: 'echo'; messageId: string; content: IncomingContent }
    /** Anything new: stored and counted, never retried. */
    | { type: 'unknown'; name: string }
  );

/** What a platform reports of words of ours. */
export interface Receipt {
  /** `sent` is reported by platforms that accept first and send later. */
  status: 'sent' | 'delivered' | 'read' | 'failed';
  reason?: string;
  /** The key that went out with the part: it settles a send whose answer was lost. */
  key?: string;
  /** What the platform says this message costs. */
  price?: { category: string; billable: boolean };
}

export interface ChannelEventHead {
  account: AccountId;
  externalId: string;
  address: Address;
  /** The platform's own time, UTC ms. */
  occurredAtMs: number;
  /** Other addresses by which the platform knows the same person: a conversation kept under one of them is this one. */
  aliases?: Address[];
  profile?: Profile;
}

/** What a platform tells of a person; each field may be missing and may change. */
export interface Profile {
  name?: string;
  username?: string;
  /** The platform's language tag, as given. */
  languageTag?: string;
  /** Digits with country code; `phoneVerified` only if the platform itself vouches that it is this person's. */
  phone?: string;
  phoneVerified?: boolean;
}

/** Any event of the inbox. */
export type InboxEvent =
  | ChannelEvent
  | { type: 'timer'; name: string; runId: string | null; epoch: number; payload: Json }
  | { type: 'task'; taskId: TaskId; kind: string; runId: string | null; epoch: number; outcome: TaskOutcome }
  | { type: 'command'; operatorId: OperatorId | null; command: DeskCommand }
  | IdentityEvent
  | { type: 'delivery-failed'; deliveryId: DeliveryId; reason: string };

/** An identity at the other end of a link was joined with this one, or parted from it, by a turn over there. */
export interface IdentityEvent {
  type: 'identity';
  change: 'joined' | 'parted';
  linkId: PublicId;
  kind: LinkKind;
  evidence: string | null;
  /** The account at the other end. */
  account: AccountId;
  /** The customer is told, too. */
  tell: boolean;
  /** Null: the customer did it, or it came about by proof. */
  operatorId: OperatorId | null;
}

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
  | { do: 'resend'; deliveryId: DeliveryId }
  /** Offers the customer the shop's other channels, each with a one-time code. */
  | { do: 'invite' }
  /** Says that the person of another conversation is the same one. */
  | { do: 'join'; with: PublicId }
  /** A visitor wants to go on at `to`: by a code that only they know, as the house keeps it (SHA-256 in hex). */
  | { do: 'lead'; to: AccountId; codeHash: string }
  /** Undoes a link between two identities. */
  | { do: 'part'; link: PublicId }
  /** The shop has something to say of itself. */
  | { do: 'notice'; notice: Notice };

export const CASE_OUTCOMES = ['solved', 'not-solved', 'no-answer', 'spam', 'other'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** What became of a command; kept with its inbox row, so that a repeat gets the same answer. */
export type CommandOutcome =
  /** `locale`: the language of the conversation, where words have to be made of the outcome. */
  | { ok: true; messageId?: PublicId; locale?: Locale }
  | { ok: false; code: CommandRefusal; ownerId?: OperatorId };

export type CommandRefusal =
  | 'taken' // somebody else was faster
  | 'not-owner' // only the owner may do this
  | 'wrong-status' // the conversation is not in a state that allows it
  | 'load-reached' // the operator holds as many as allowed
  | 'unreachable' // the customer has blocked the bot
  | 'unknown-operator'
  | 'no-channel' // there is no other channel to invite to
  | 'no-link' // there is no such link or conversation (any more)
  | 'contact-full' // one person cannot have so many identities
  | 'busy' // a person has the conversation, or the customer is in the middle of something
  | 'opted-out' // the customer has not agreed to it, or no longer does
  | 'window-closed' // the platform lets us write only to those who wrote lately
  | 'late' // nobody wants to hear it any more
  | 'failed'; // the turn threw; the event is kept
