/**
 * Who wants to know when something is back, as rows: wishes in the order of asking, what has been seen of each variant's
 * stock, and how far its wave has come. Writing verbs are durable when their promise resolves.
 */
import type { CommandOutcome } from '../event.ts';
import type { AccountId, ConversationId, PublicId } from '../ids.ts';
import type { LocalText } from '../local-text.ts';
import type { Locale } from '../locale.ts';

export interface StockAlertStore {
  /** One open wish a customer and variant, over all channels of that customer; at most `most` in all. */
  addAlert(alert: NewStockAlert, most: number): Promise<'added' | 'already' | 'full'>;
  /** The open wishes of this customer, oldest first. Those made before a word of stop are closed, not listed. */
  listAlerts(conversationId: ConversationId, limit: number): Promise<StockAlert[]>;
  /** Closes one wish of this customer, or all with a null; returns how many. */
  cancelAlerts(conversationId: ConversationId, key: PublicId | null, atMs: number): Promise<number>;

  /** Watches in one of these states that are due, longest due first. */
  dueStockWatches(states: readonly WatchState[], nowMs: number, limit: number): Promise<StockWatch[]>;
  /**
   * A hint that the stock of these variants has changed (null: of any): what was out or missing is read at the next look. Only a
   * hint: what has been seen of them stays as it is.
   */
  wakeStockWatches(variantIds: readonly string[] | null, nowMs: number): Promise<void>;
  /** What was read, and when to look again. A watch that nobody waits for any more is forgotten. */
  writeStockWatches(watches: readonly StockWatch[]): Promise<void>;
  /**
   * The next waiting ones for a variant in the order of asking, marked as being called. Whoever has said stop since, or has
   * been told of it on another channel, is closed instead.
   */
  callNext(call: CallNext): Promise<{ called: CalledAlert[]; others: boolean }>;
  /** The same for wishes from before `askedBeforeMs`, of any variant. */
  callExpired(askedBeforeMs: number, nowMs: number, limit: number): Promise<CalledAlert[]>;
  /** Those that are being called: after a crash, or because the engine took its time. */
  readCalled(limit: number): Promise<CalledAlert[]>;
  /** What became of calls. */
  settleCalls(settled: readonly SettledCall[], atMs: number): Promise<void>;
  /**
   * Looks through held wishes, `limit` a step and round and round: those whose customer has written since wait again.
   * Returns how many.
   */
  releaseHeld(limit: number): Promise<number>;
  /** Settled wishes from before then, at most `limit`; returns how many went. */
  forgetAlerts(beforeMs: number, limit: number): Promise<number>;
}

export interface NewStockAlert {
  key: PublicId;
  conversationId: ConversationId;
  variantId: string;
  productId: string;
  title: LocalText;
  atMs: number;
}

export interface StockAlert {
  key: PublicId;
  variantId: string;
  productId: string;
  title: LocalText;
  askedAtMs: number;
}

export type AlertAbout = 'back' | 'gone' | 'expired';

export interface CallNext {
  variantId: string;
  about: 'back' | 'gone';
  nowMs: number;
  limit: number;
  /** People that the wave may still tell; `others` says whether more than these wait. */
  waveLeft: number;
}

/** Somebody who is to hear of it. */
export interface CalledAlert extends StockAlert {
  conversationId: ConversationId;
  account: AccountId;
  locale: Locale;
  about: AlertAbout;
  /** Tries that were put off. */
  attempt: number;
  /** The same for every try of one notice; another one after it was put off. */
  noticeKey: string;
  /** What the engine has made of that notice, as it stands; null: it never got there. */
  outcome: CommandOutcome | 'pending' | 'parked' | null;
}

export type SettledCall = { key: PublicId } & (
  | { to: 'told' }
  | { to: 'closed'; reason: AlertClosed }
  /** As before the call; nothing was said. */
  | { to: 'waiting' }
  /** Not now: a new try, under a new key, not before `dueAtMs`. */
  | { to: 'later'; dueAtMs: number }
  /** Until the customer writes. */
  | { to: 'held' }
);

export type AlertClosed =
  | 'cancelled' // the customer does not wait any more
  | 'opted-out' // a word of stop
  | 'unreachable' // they have blocked us, or their chat is gone
  | 'elsewhere' // told on another channel of theirs
  | 'unheard' // held for so long that it expired
  | 'failed'; // the notice could not be made, again and again

/** out → maybe (read once) → back (read twice); missing → gone. */
export type WatchState = 'out' | 'maybe' | 'back' | 'missing' | 'gone';

export interface StockWatch {
  variantId: string;
  state: WatchState;
  /** When this state was first read, by our clock. */
  sinceMs: number;
  /** When the shop says that this was true. */
  readAtMs: number;
  dueMs: number;
  waveLeft: number;
  wave: number;
}
