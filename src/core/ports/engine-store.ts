/**
 * What the engine asks of a store, as whole deeds. Every promise of a writing verb resolves after the disk has synced; the calls of
 * one tick share a transaction, each item in a savepoint. No transaction callback: the verbs have to fit a database behind a socket.
 */
import type { ButtonAction, Content, Json, Part } from '../content.ts';
import type { Conversation, HandoffReason, Origin, Priority } from '../conversation.ts';
import type { CaseOutcome, CommandOutcome, InboxEvent, Profile, TaskOutcome } from '../event.ts';
import type {
  AccountId,
  Address,
  ConversationId,
  DeliveryId,
  InboxId,
  OperatorId,
  PublicId,
  TaskId,
} from '../ids.ts';
import type { Locale } from '../locale.ts';
import type { NewMessage, ResendRule } from '../message.ts';
import type { FeedbackDeed } from '../feedback.ts';
import type { QuestionDeed } from '../question.ts';
import type { ConsentDeed, Notice } from '../notice.ts';
import type { IdentityDeed, LinkFacts } from './identity-store.ts';

export interface EngineStore {
  /**
   * Stores events. A repeat (same `source` and `externalId`) changes nothing. Receipts are merged into their deliveries by rank
   * at once and wake nobody, except `failed`; one that precedes our own "sent" is kept and joined later. One with the key of a part
   * whose fate is unknown settles it. A conversation that is kept under one of `aliases` moves to the address of the event.
   */
  acceptEvents(accepts: Accept[]): Promise<AcceptResult[]>;
  /** What a fresh event needs to be decided, per accept in order. */
  loadArrivals(accepts: Accept[]): Promise<Arrival[]>;
  /** The next due event of each conversation: commands first, then by arrival. Conversations without one are left out. */
  nextEvents(conversations: ConversationId[], nowMs: number): Promise<StoredArrival[]>;
  /** Conversations that have due events, oldest first: at start, and as the net under the wake-ups. */
  readyConversations(nowMs: number, limit: number): Promise<ConversationId[]>;
  /** Queue, operators and hours' worth of numbers that turns decide on. */
  readDeskFacts(): Promise<DeskFacts>;
  /** The turns, each all or nothing. */
  commitTurns(turns: TurnCommit[]): Promise<TurnResult[]>;
  /** Puts a throwing event off until `retryAtMs`. */
  deferEvent(inboxId: InboxId, error: string, retryAtMs: number): Promise<void>;

  /**
   * Marks due parts `sending`, at most one per conversation and always its oldest open one. The statement that marks is the last
   * gate: words made under another epoch, or by the bot while a person owns the conversation, become `cancelled`; stale prompts too.
   */
  claimDeliveries(claim: DeliveryClaim): Promise<ClaimedDelivery[]>;
  /** What became of sends. Returns parts claimed in the same commit because their predecessor has gone. */
  recordDeliveries(records: DeliveryRecord[]): Promise<DeliveryFollowUp>;

  /** Turns due timers into inbox events; returns the conversations to wake. */
  fireTimers(nowMs: number, limit: number): Promise<ConversationId[]>;
  /** Marks due tasks `running`. */
  claimTasks(nowMs: number, limit: number): Promise<ClaimedTask[]>;
  /** Ends or puts off tasks; an ended one enters the inbox as `task:<id>` in the same commit. Returns whom to wake. */
  recordTasks(records: TaskRecord[]): Promise<ConversationId[]>;

  /**
   * After a crash: parts in `sending` become unknown by their resend rule, running tasks are queued again. `settles` is
   * `ChannelFacts.settlesMs` of the accounts that have it.
   */
  recover(nowMs: number, settles?: ReadonlyMap<AccountId, number>): Promise<Recovery>;
  /** Counts a try against `key` inside a sliding window; true while the limit is not passed. Durable. */
  countTry(key: string, limit: number, windowMs: number, nowMs: number): Promise<boolean>;
  /** Deletes what is past its keep date, at most `rows` rows; returns how many went. */
  housekeep(nowMs: number, rows: number): Promise<number>;
  /** Numbers for health and metrics. */
  readLoad(): Promise<StoreLoad>;
}

/** An event on its way in. `source` is the account, or `desk`, `timer`, `task`. */
export interface Accept {
  source: string;
  externalId: string;
  target:
    | { account: AccountId; address: Address; aliases?: Address[]; profile?: Profile }
    | { conversationId: ConversationId };
  event: InboxEvent;
  raw: string | null;
  /** Overtakes waiting events of its conversation (operators' commands). */
  urgent: boolean;
  receivedAtMs: number;
  /** Public ids for the rows that a first contact creates; null: this event is none. */
  newIds: { conversation: PublicId; contact: PublicId } | null;
}

export type AcceptResult =
  | {
      kind: 'accepted';
      inboxId: InboxId;
      conversationId: ConversationId;
      wakes: boolean;
      /** The price category of a message that, as this receipt is the first to tell, is billed; null: nothing of the kind. */
      billed: string | null;
    }
  | { kind: 'duplicate'; inboxId: InboxId; conversationId: ConversationId }
  /** No such conversation, or its lane is over its high-water mark. */
  | { kind: 'refused'; reason: 'overload' | 'no-conversation' }
  | { kind: 'failed'; error: Error };

/** The state an event meets. */
export interface Arrival {
  /** Null: nobody has written from this address before. */
  conversation: Conversation | null;
  /** Events of this conversation that wait already; above 0 the newcomer must queue behind them. */
  waiting: number;
  /** What the tapped button means; null when the token is unknown or not this conversation's. */
  offered: OfferedButton | null;
  /** The line that offered buttons last, where the event is a short text that may mean one of them. */
  offer: Offer | null;
  /** Queued conversations ahead of this one; 0 unless it is queued. */
  ahead: number;
  /** When the customer wrote or tapped last, by the platform's time, UTC ms; 0: never. */
  heardAtMs: number;
  /** Put in by the drain where the event has to do with who somebody is. */
  links?: LinkFacts;
}

export interface StoredArrival extends Arrival {
  conversation: Conversation;
  item: { inboxId: InboxId; event: InboxEvent; receivedAtMs: number; attempts: number };
}

export interface OfferedButton {
  messageId: PublicId;
  label: string;
  action: ButtonAction;
  /** True if this very button was pressed before. */
  pressedBefore: boolean;
}

export type Offer = { messageId: PublicId; content: Content };

export interface DeskFacts {
  /** Waiting conversations by band. */
  waiting: Record<Priority, number>;
  operators: DeskOperator[];
  /** Mean time from claim to outcome over the last closed cases; null without any. */
  handleMs: number | null;
}

export interface DeskOperator {
  id: OperatorId;
  name: string;
  /** On duty and connected (or within the grace after a lost connection). */
  available: boolean;
  load: number;
  maxLoad: number;
}

export interface TurnCommit {
  /** The event that this turn consumes: stored before, or stored by this very commit. */
  event: { kind: 'stored'; inboxId: InboxId } | { kind: 'fresh'; accept: Accept };
  /** `parked`: the event threw and is kept for people to look at; `error` says why. */
  consume: { as: 'done'; outcome?: CommandOutcome } | { as: 'parked'; error: string };
  /** The conversation as it shall be; `version` still the one that was loaded. id 0: created by the accept. */
  next: Conversation;
  messages: NewMessage[];
  deliveries: NewDelivery[];
  timers: TimerChange[];
  tasks: NewTask[];
  case: CaseChange | null;
  /** The tapped button, to be marked as pressed. */
  pressed: { messageId: PublicId; index: number } | null;
  /** The edited incoming message and its new text. */
  edited: { externalId: string; text: string } | null;
  /** The customer's message that they took back. */
  revoked: { externalId: string } | null;
  /** The line, theirs or ours, that the customer reacted to; `emoji` null takes the reaction away. */
  reacted: { externalId: string; emoji: string | null } | null;
  /** Our copy of a customer's file, or why there is none. */
  fetched: {
    messageId: PublicId;
    index: number;
    media: { file: string; mime: string; bytes: number } | { missing: string };
  } | null;
  /** A part that is unknown, refused or dead and shall be tried again, at a person's wish. */
  resend: DeliveryId | null;
  /** What the turn does to identities: codes, links. */
  identity: IdentityDeed[];
  /** What the customer agrees to or withdraws, for the ledger; where they stand is in `next.dialog.consents`. */
  consents: ConsentDeed[];
  /** Surveys that are planned or answered; what was asked of the FAQ, and what came of it. */
  feedback: FeedbackDeed[];
  questions: QuestionDeed[];
  /** They want to be forgotten: what is kept of the person beside the dialog goes with this commit, on all their channels. */
  forget?: true;
  /** The customer wrote: unanswered prompts count as answered. */
  incoming: boolean;
  /** When the customer did so, by the platform's time: it opens the platform's reply window. */
  heardAtMs: number | null;
  /** Refuse the turn if this operator already holds `maxLoad` conversations. */
  guard: { operatorId: OperatorId; maxLoad: number } | null;
  /** The account may send now: the first part goes out marked `sending` if nothing is before it. */
  dispatch: boolean;
  atMs: number;
}

export interface NewDelivery {
  messageId: PublicId;
  partIndex: number;
  part: Part;
  origin: Origin;
  resend: ResendRule;
  /** Of what is said unasked: consent and time are asked once more when it is sent, for it may have waited long. */
  notice?: Pick<Notice, 'kind' | 'untilMs'>;
}

export type TimerChange =
  | { set: string; runId: string | null; dueAtMs: number; payload: Json }
  | { cancel: string; runId: string | null }
  /** Voids every timer of one flow run. */
  | { cancelRun: string }
  /** Voids every timer of the conversation. */
  | { cancelAll: true };

export interface NewTask {
  kind: string;
  runId: string | null;
  /** Idempotency key of an outside write; unique among tasks. */
  key: string;
  input: Json;
}

export type CaseChange =
  /** `claimedBy`: a person took the conversation straight from the bot; the case opens and is claimed at once. */
  | {
      open: { reason: HandoffReason; priority: Priority; summary: CaseSummary; claimedBy: OperatorId | null };
    }
  | { claimed: { operatorId: OperatorId } }
  | { firstReply: true }
  | { close: { outcome: CaseOutcome | 'returned' | 'withdrawn' } };

/** What the operator reads first. */
export interface CaseSummary {
  reason: HandoffReason;
  locale: Locale;
  /** The last lines before the handoff, oldest first; the store fills them in when the case is read. */
  lastLines: { who: 'customer' | 'bot'; text: string }[];
  collected: Record<string, Json>;
  flow: string | null;
}

export type TurnResult =
  | {
      kind: 'committed';
      conversationId: ConversationId;
      inboxId: InboxId;
      claimed: ClaimedDelivery[];
      /** Other conversations that got an event by this commit. */
      wake?: ConversationId[];
    }
  | { kind: 'duplicate' }
  /** Somebody else changed the conversation since it was loaded: load and decide again. */
  | { kind: 'stale'; conversationId: ConversationId }
  | { kind: 'load-reached' }
  | { kind: 'overload' }
  | { kind: 'failed'; error: Error };

export interface DeliveryClaim {
  nowMs: number;
  limit: number;
  /** Accounts that must not send now (breaker open, pause, as many under way as allowed). */
  notAccounts: AccountId[];
  /** At most so many of an account; without a line: as many as `limit`. */
  room?: ReadonlyMap<AccountId, number>;
}

export interface ClaimedDelivery {
  id: DeliveryId;
  conversationId: ConversationId;
  account: AccountId;
  address: Address;
  part: Part;
  /** The same for every try. */
  key: string;
  origin: Origin;
  resend: ResendRule;
  /** Tries begun, this one included. */
  attempt: number;
  createdAtMs: number;
  /** An earlier try may have arrived. */
  maybeTwice: boolean;
  /** When the customer wrote last, by the platform's time; 0: never. */
  heardAtMs: number;
}

export interface DeliveryRecord {
  id: DeliveryId;
  atMs: number;
  /** The account carries out nothing now: the next part of the conversation is not begun with this record. */
  rests?: true;
  result:
    | { kind: 'sent'; externalId: string }
    | {
        kind: 'retry';
        dueAtMs: number;
        reason: string;
        /** The account failed, not the part: the try does not count. */
        uncounted?: true;
        /** It may have been carried out, but the platform drops repeats of a key: to be tried again without a mark. */
        mayHaveArrived?: true;
        pause?: { scope: 'chat' | 'account'; untilMs: number };
      }
    /** `againAtMs`: try once more then (with `if-unanswered`: only if the customer stayed silent); null: leave it. */
    | { kind: 'unknown'; reason: string; againAtMs: number | null }
    | { kind: 'refused'; code: string; unreachable: boolean }
    | { kind: 'dead'; code: string };
}

export interface DeliveryFollowUp {
  claimed: ClaimedDelivery[];
  /** Conversations that got a `delivery-failed` event. */
  wake: ConversationId[];
  /** Records that could not be written, each alone; the others are. */
  failed: { record: DeliveryRecord; error: Error }[];
}

export interface ClaimedTask {
  id: TaskId;
  conversationId: ConversationId;
  kind: string;
  key: string;
  input: Json;
  attempt: number;
  identity: { account: AccountId; address: Address; locale: Locale; verifiedPhone: string | null };
}

export type TaskRecord =
  | { id: TaskId; atMs: number; outcome: TaskOutcome }
  | { id: TaskId; atMs: number; retryAtMs: number; error: string };

export interface Recovery {
  /** Parts found `sending`: sent again, left unknown. */
  resent: number;
  leftUnknown: number;
  tasks: number;
  /** Accounts with parts that will be tried a second time: the first got no answer. */
  unanswered: AccountId[];
}

export interface StoreLoad {
  inboxPending: number;
  inboxParked: number;
  deliveriesOpen: number;
  deliveriesDead: number;
  conversations: number;
}
