/**
 * Our own copy of the shop's orders, so that look-ups answer when the shop is slow, down, or cannot find by phone; and who
 * wants to hear of an order. What is written here was read from the shop; nothing is decided. Writing verbs are durable when
 * their promise resolves.
 */
import type { AccountId, ConversationId } from '../ids.ts';
import type { Locale } from '../locale.ts';
import type { Order, OrderHint } from './shop.ts';

export interface OrderMirror {
  /**
   * Takes a page of orders and, with it, where the sweep goes on: all or nothing. An order that was read later already stays
   * as it is. Watchers of orders that moved are due from then on. Returns how many orders moved.
   */
  mirrorOrders(page: MirrorPage): Promise<number>;
  /** At most `limit`, newest first. `number`: its digits without leading zeros, `key` the whole number to be put first. */
  findMirrored(by: MirrorQuery, limit: number): Promise<MirroredOrder[]>;
  readMirrored(orderId: string): Promise<MirroredOrder | null>;
  /** The id of some order or other: the same for the same `at`, 0…1, while none comes or goes. Null: there are none. */
  someMirrored(at: number): Promise<string | null>;
  readSweep(): Promise<SweepState>;
  /** Calls of the shop that its orders have changed, kept until they are read anew; the same twice is one. */
  keepHints(hints: OrderHint[], nowMs: number): Promise<void>;
  dueHints(nowMs: number, limit: number): Promise<KeptHint[]>;
  /** Done with it, or to be tried again; a hint that came anew meanwhile stays. */
  settleHint(hint: KeptHint, againAtMs: number | null): Promise<void>;
  /** Forgets orders placed before `beforeMs`, and the oldest beyond `most`, at most `rows` in all; how many went. */
  forgetOrders(bounds: { beforeMs: number; most: number; rows: number }): Promise<number>;
}

export interface MirrorPage {
  orders: MirrorEntry[];
  /** Ids of orders that the shop no longer has. */
  gone: string[];
  /** Null: no part of a sweep. */
  sweep: SweepState | null;
  nowMs: number;
}

export interface MirrorEntry {
  order: Order;
  /** Capital letters and digits of its number, and the digits alone. */
  key: string;
  digits: string;
  /** What a watcher would hear of it; equal: nothing has moved. */
  standing: string;
  /** When the shop was asked, UTC ms. */
  readAtMs: number;
}

export type MirrorQuery =
  | { key: string; digits: string }
  /** Digits with country code. */
  | { phone: string }
  /** The last nine digits of a phone: for people of the shop, never as proof. */
  | { phoneEnding: string }
  /** Lower case. */
  | { email: string }
  | { track: string };

export interface MirroredOrder {
  order: Order;
  /** It was so then, UTC ms: when it was read, or later, when a whole sweep found nothing new of it. */
  asOfMs: number;
}

/** Times are UTC ms; null: never. */
export interface SweepState {
  /** Where the sweep goes on; null: at the beginning. */
  cursor: string | null;
  /** When the sweep that is under way began. */
  beganAtMs: number | null;
  /** When the last sweep that ended had begun: all orders are known as of then. */
  wholeAsOfMs: number | null;
  /** When everything was last read from the beginning. */
  fullAtMs: number | null;
}

export interface KeptHint {
  hint: OrderHint;
  keptAtMs: number;
  tries: number;
}

/** Orders that a conversation has proved to be theirs, and those that it wants to hear of. */
export interface OrderWatches {
  /** What the order is called between the bot and this conversation. The same order again gets the same ticket. */
  openOrder(ticket: NewOrderTicket): Promise<string>;
  /** Null: there is no such ticket, it is somebody else's, or too old. */
  readOrderTicket(
    ticket: string,
    conversationId: ConversationId,
    sinceMs: number,
  ): Promise<OrderTicket | null>;
  /** Begins to watch, from how the order stands; watching already is as good. False: as many as may be. */
  watchOrder(watch: NewOrderWatch, most: number): Promise<boolean>;
  /** Ends one; null: all of the conversation. Returns how many ended. */
  endWatches(conversationId: ConversationId, orderId: string | null, nowMs: number): Promise<number>;
  listWatches(conversationId: ConversationId): Promise<OrderWatch[]>;
  /** Whose order has moved since they were told last, the longest waiting first. */
  dueWatches(nowMs: number, limit: number): Promise<DueWatch[]>;
  settleWatch(due: DueWatch, outcome: WatchOutcome): Promise<void>;
  /** Forgets tickets opened and watches ended before then, at most `rows` of each. */
  forgetWatches(beforeMs: number, rows: number): Promise<number>;
  /** Orders that somebody watches, `afterId` on; read one by one where the shop cannot tell what has changed. */
  watchedOrders(afterId: string, limit: number): Promise<string[]>;
}

export interface OrderTicket {
  orderId: string;
  number: string;
}

export interface NewOrderTicket extends OrderTicket {
  /** Unguessable; not used if the order has one already. */
  ticket: string;
  conversationId: ConversationId;
  nowMs: number;
}

export interface NewOrderWatch extends OrderTicket {
  conversationId: ConversationId;
  standing: string;
  nowMs: number;
}

export interface OrderWatch extends OrderTicket {
  /** Ticket of the order, for buttons. */
  ticket: string | null;
  sinceMs: number;
}

export interface DueWatch extends OrderTicket {
  id: number;
  conversationId: ConversationId;
  account: AccountId;
  locale: Locale;
  /** How often it was due, and how often it was refused since: with `id` they name this one try. */
  turn: number;
  refusals: number;
  /** What is to be told. */
  standing: string;
  /** What was told last. */
  told: string;
  dueSinceMs: number;
}

/** `told`: `isOver` ends the watch. `later`: comes again, as another try if this one was refused. `ended`: nobody wants or can hear it. */
export type WatchOutcome =
  | { is: 'told'; isOver: boolean; nowMs: number }
  | { is: 'later'; atMs: number; wasRefused: boolean }
  | { is: 'ended'; nowMs: number };
