/**
 * The orders of the embedded shop as the port has them: read from its tables, with what customers asked for laid over them. A
 * wish is kept under our key, in a table that no new reading of the files touches.
 */
import type Database from 'better-sqlite3';
import type { Clock } from '../../core/clock.ts';
import type {
  CancelWish,
  Order,
  OrderChange,
  OrderNote,
  PaymentLink,
  ShopFailure,
  ShopOrders,
  ShopResult,
  WishOutcome,
} from '../../core/ports/shop.ts';
import { orderNumberDigits, orderNumberKey } from '../order-number.ts';
import { UNSUPPORTED } from '../unsupported.ts';
import type { PayPage } from './read-orders.ts';

/** Of the database: what is kept when everything else is filled afresh. */
export const WISHES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS order_wishes (
    key TEXT PRIMARY KEY, order_id TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, answer TEXT NOT NULL,
    asked_ms INTEGER NOT NULL, state_then TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS order_wishes_of ON order_wishes (order_id);
`;

/** Nobody has begun to pack: the order can be cancelled at once. */
const UNTOUCHED: ReadonlySet<Order['state']> = new Set<Order['state']>([
  'new',
  'awaiting_payment',
  'confirmed',
]);
/** Somebody may be packing it right now: people have to look. */
const IN_WORK: ReadonlySet<Order['state']> = new Set<Order['state']>(['assembling', 'on_hold']);

export function createEmbeddedOrders(db: Database.Database, clock: Clock): ShopOrders {
  const rows = prepare(db);
  const write = createWrites(db, rows, clock);
  return {
    ...UNSUPPORTED,
    capabilities: () => ({
      orderByNumber: 'native',
      ordersByPhone: 'native',
      ordersByEmail: 'native',
      orderByTrack: 'native',
      tracking: 'native',
      pickupCode: 'native',
      orderPush: 'none',
      sweep: 'native',
      note: 'native',
      payLink: 'native',
      cancel: 'native',
      changeAddress: 'native',
    }),
    async findOrders(by, limit, signal) {
      if (signal.aborted) return aborted();
      const contact = (kind: string, value: string) => found(rows.byContact.all({ kind, value, limit }));
      if ('phone' in by) return contact('phone', by.phone);
      if ('email' in by) return contact('email', by.email.trim().toLowerCase());
      if ('track' in by) return contact('track', by.track.trim());
      const key = orderNumberKey(by.number);
      if (key === '') return { ok: true, value: [] };
      // Letters are often left out or misread, and equal keys have equal digits. Orders that share digits are told apart
      // by the proof of ownership.
      return found(rows.byNumber.all({ key, digits: orderNumberDigits(key), limit }));
    },
    async getOrder(id, signal) {
      if (signal.aborted) return aborted();
      const row = rows.byId.get(id);
      return row ? { ok: true, value: parse(row) } : failed('not_found');
    },
    async changes(cursor, budget, signal) {
      if (signal.aborted) return aborted();
      const epoch = rows.epoch.get() ?? '';
      const [known, at] = (cursor ?? '').split(':');
      // Another set of tables counts from the beginning.
      const after = known === epoch ? Number(at) : 0;
      const changed = rows.changed.all(after, budget + 1);
      const page = changed.slice(0, budget);
      const last = page.at(-1)?.seq ?? after;
      const items = page.map((row): OrderChange =>
        row.gone === 1 ? { is: 'gone', orderId: row.id } : { is: 'order', order: parse(row) },
      );
      return { ok: true, value: { items, cursor: `${epoch}:${last}`, more: changed.length > budget } };
    },
    ...write,
  };
}

type Rows = ReturnType<typeof prepare>;
type Writes = Pick<ShopOrders, 'addNote' | 'paymentLink' | 'cancel' | 'changeAddress'>;

function createWrites(db: Database.Database, rows: Rows, clock: Clock): Writes {
  /** Looks for the key, does it, and keeps both in one transaction: a crash in between does nothing. */
  const once = <T>(wish: Wish, key: string, act: (order: Order) => ShopResult<T>): ShopResult<T> =>
    db
      .transaction((): ShopResult<T> => {
        const before = rows.wish.get(key);
        if (before) return JSON.parse(before.answer) as ShopResult<T>;
        const row = rows.byId.get(wish.orderId);
        if (!row) return failed('not_found');
        const order = parse(row);
        const answer = act(order);
        if (!answer.ok) return answer;
        const { orderId, kind, body } = wish;
        const written = [JSON.stringify(body), JSON.stringify(answer)] as const;
        rows.keep.run(key, orderId, kind, ...written, clock.now(), order.state);
        return answer;
      })
      .immediate();

  return {
    async addNote({ orderId, ...body }: OrderNote, key, signal) {
      if (signal.aborted) return aborted();
      return once<null>({ kind: 'note', orderId, body }, key, () => ({ ok: true, value: null }));
    },
    async paymentLink(orderId, _key, signal): Promise<ShopResult<PaymentLink>> {
      if (signal.aborted) return aborted();
      const row = rows.byId.get(orderId);
      const page = rows.payPage.get(orderId);
      if (!row) return failed('not_found');
      const { total, paid, payable } = parse(row);
      const { url, untilMs }: PayPage = page
        ? (JSON.parse(page.body) as PayPage)
        : { url: '', untilMs: null };
      const isOver = untilMs !== null && untilMs <= clock.now();
      if (!payable || url === '' || isOver) return failed('rejected');
      const amount = { minor: total.minor - paid.minor, currency: total.currency };
      return { ok: true, value: { url, untilMs, amount } };
    },
    async cancel({ orderId, reason }: CancelWish, key, signal) {
      if (signal.aborted) return aborted();
      return once<WishOutcome>({ kind: 'cancel', orderId, body: { reason } }, key, (order) => {
        if (IN_WORK.has(order.state)) return { ok: true, value: { outcome: 'requested' } };
        if (!UNTOUCHED.has(order.state)) return failed('rejected');
        const cancelled: Order = { ...order, state: 'cancelled', payable: false };
        rows.change.run(JSON.stringify(cancelled), orderId);
        return { ok: true, value: { outcome: 'done' } };
      });
    },
    async changeAddress({ orderId, address }, key, signal) {
      if (signal.aborted) return aborted();
      return once<WishOutcome>({ kind: 'address', orderId, body: { address } }, key, (order) => {
        const isHere = UNTOUCHED.has(order.state) || IN_WORK.has(order.state);
        return isHere ? { ok: true, value: { outcome: 'requested' } } : failed('rejected');
      });
    },
  };
}

interface Wish {
  kind: 'note' | 'cancel' | 'address';
  orderId: string;
  body: Record<string, string | boolean>;
}

function prepare(db: Database.Database) {
  return {
    byNumber: db.prepare<{ key: string; digits: string; limit: number }, Body>(
      `SELECT body FROM orders WHERE number_digits = @digits AND gone = 0
       ORDER BY number_key = @key DESC, placed_ms DESC, id LIMIT @limit`,
    ),
    byContact: db.prepare<{ kind: string; value: string; limit: number }, Body>(
      `SELECT body FROM contacts JOIN orders ON orders.id = contacts.order_id
       WHERE kind = @kind AND value = @value AND gone = 0 ORDER BY placed_ms DESC, id DESC LIMIT @limit`,
    ),
    byId: db.prepare<[string], Body>('SELECT body FROM orders WHERE id = ? AND gone = 0'),
    changed: db.prepare<[number, number], Body & { id: string; seq: number; gone: number }>(
      'SELECT id, seq, gone, body FROM orders WHERE seq > ? ORDER BY seq LIMIT ?',
    ),
    epoch: db.prepare<[], string>('SELECT name FROM epoch').pluck(),
    payPage: db.prepare<[string], Body>('SELECT body FROM pay_pages WHERE order_id = ?'),
    wish: db.prepare<[string], { answer: string }>('SELECT answer FROM order_wishes WHERE key = ?'),
    keep: db.prepare<[string, string, string, string, string, number, string]>(
      `INSERT INTO order_wishes (key, order_id, kind, body, answer, asked_ms, state_then)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    change: db.prepare<[string, string]>(
      'UPDATE orders SET body = ?, seq = (SELECT max(seq) + 1 FROM orders) WHERE id = ?',
    ),
  };
}

type Body = { body: string };

function parse({ body }: Body): Order {
  return JSON.parse(body) as Order;
}

function found(rows: Body[]): ShopResult<Order[]> {
  return { ok: true, value: rows.map(parse) };
}

function failed(kind: ShopFailure['kind']): { ok: false; failure: ShopFailure } {
  return { ok: false, failure: { kind } };
}

function aborted(): { ok: false; failure: ShopFailure } {
  return { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } };
}
