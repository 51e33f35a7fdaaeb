/**
 * Payment links of the embedded shop: it takes no money itself, but leads to the page that the shop has for it, and keeps what
 * was asked, by key. With no such page it makes no links.
 */
import type Database from 'better-sqlite3';
import type { Clock, Random } from '../../core/clock.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type {
  MadePaymentLink,
  PaymentLinks,
  PaymentLinkState,
  PaymentWish,
} from '../../core/ports/payment-links.ts';
import type { ShopResult } from '../../core/ports/shop.ts';

export interface EmbeddedPaymentLinksOptions {
  /** Of `openLoyaltyDatabase`. */
  db: Database.Database;
  /** https, with `{link}` where the name of the link stands; null: the shop has no such page. */
  page: () => string | null;
  clock: Clock;
  random: Random;
}

export interface EmbeddedPaymentLinks extends PaymentLinks {
  /** Where a receipt was to go is not kept once its link cannot be paid any more. */
  forgetReceipts(): void;
}

type Kept = { id: string; minor: number; currency: string; order_id: string; until_ms: number };

const ABORTED = { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } } as const;

export function createEmbeddedPaymentLinks(options: EmbeddedPaymentLinksOptions): EmbeddedPaymentLinks {
  const { db, page, clock } = options;
  const write = linkWriter(options);
  const byId = db.prepare<
    [string],
    { state: PaymentLinkState['state']; until_ms: number; paid_ms: number | null }
  >('SELECT state, until_ms, paid_ms FROM links WHERE id = ?');
  const clear = db.prepare<[number, number]>(
    `UPDATE links SET receipt = '' WHERE receipt <> '' AND (state <> 'open' OR until_ms <= ? OR made_ms <= ?)`,
  );
  return {
    forgetReceipts() {
      const nowMs = clock.now();
      clear.run(nowMs, nowMs - LIMITS.paymentReceiptMs);
    },
    capabilities() {
      const level = page() === null ? 'none' : 'native';
      return { create: level, read: level, receiptTo: ['email', 'phone'], longestMs: LIMITS.paymentLinkMs };
    },
    async create(wish, key, signal) {
      if (signal.aborted) return ABORTED;
      const base = page();
      if (base === null) return { ok: false, failure: { kind: 'unsupported' } };
      if (!Number.isSafeInteger(wish.amount.minor) || wish.amount.minor < 1)
        return { ok: false, failure: { kind: 'rejected', detail: 'there is nothing to pay' } };
      return write(wish, key, base);
    },
    async read(id, signal) {
      if (signal.aborted) return ABORTED;
      const row = byId.get(id);
      if (!row) return { ok: false, failure: { kind: 'not_found' } };
      const isOver = row.state === 'open' && row.until_ms <= clock.now();
      return { ok: true, value: { state: isOver ? 'expired' : row.state, paidMs: row.paid_ms } };
    },
  };
}

function linkWriter({ db, clock, random }: EmbeddedPaymentLinksOptions) {
  const byKey = db.prepare<[string], Kept>(
    'SELECT id, minor, currency, order_id, until_ms FROM links WHERE key = ?',
  );
  // Two links for the same would be two ways to pay it.
  const open = db.prepare<[string, number, string, string, number], Kept>(
    `SELECT id, minor, currency, order_id, until_ms FROM links
      WHERE order_id = ? AND minor = ? AND currency = ? AND receipt = ? AND state = 'open' AND until_ms > ?
      ORDER BY until_ms DESC LIMIT 1`,
  );
  const put = db.prepare(
    `INSERT INTO links (key, id, order_id, minor, currency, receipt, made_ms, until_ms, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
  );
  return db.transaction((wish: PaymentWish, key: string, page: string): ShopResult<MadePaymentLink> => {
    const { orderId, amount, receipt, ttlMs } = wish;
    const mine = byKey.get(key);
    if (mine && (mine.order_id !== orderId || mine.minor !== amount.minor))
      return { ok: false, failure: { kind: 'rejected', detail: 'the key was for something else' } };
    const nowMs = clock.now();
    const { minor, currency } = amount;
    const to = JSON.stringify(receipt);
    const before = mine ?? open.get(orderId, minor, currency, to, nowMs);
    const id = before?.id ?? newPublicId(random);
    const untilMs = before?.until_ms ?? nowMs + Math.min(Math.max(1, ttlMs), LIMITS.paymentLinkMs);
    if (!before) put.run(key, id, orderId, minor, currency, to, nowMs, untilMs);
    return { ok: true, value: { id, url: page.replaceAll('{link}', id), untilMs, amount } };
  }).immediate;
}
