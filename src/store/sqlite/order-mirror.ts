/**
 * The copy of the shop's orders in rows: found by number, phone, e-mail and parcel. A page of a sweep and the place where the
 * sweep goes on are one deed, so that an interruption loses nothing. Bodies of another shape than this program's are not seen.
 */
import type Database from 'better-sqlite3';
import { LIMITS } from '../../core/limits.ts';
import type {
  KeptHint,
  MirrorEntry,
  MirrorPage,
  MirrorQuery,
  MirroredOrder,
  SweepState,
} from '../../core/ports/order-mirror.ts';
import type { Order, OrderHint } from '../../core/ports/shop.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';
import type { OrderWatchRows } from './order-watches.ts';
import { parseStored } from './rows.ts';

/** Raised whenever `Order` changes its shape: everything is read afresh then. */
const SHAPE = 1;
const ENDING_DIGITS = 9;

type Found = { body: string; read_at: number };

export function createOrderMirror({ db }: Context, watches: OrderWatchRows) {
  const rows = prepare(db);
  const write = createWriter(rows, watches);

  const sweep = (): SweepState => {
    const row = rows.sweep.get(SHAPE);
    return row ?? { cursor: null, beganAtMs: null, wholeAsOfMs: null, fullAtMs: null };
  };
  const seen = ({ body, read_at }: Found): MirroredOrder => ({
    order: parseStored<Order>(body),
    asOfMs: Math.max(read_at, sweep().wholeAsOfMs ?? 0),
  });

  return {
    mirror({ orders, gone, sweep: next, nowMs }: MirrorPage): number {
      let moved = 0;
      for (const entry of orders) if (write(entry, nowMs)) moved += 1;
      for (const orderId of gone) {
        const id = rows.idOf.get(orderId);
        if (id !== undefined) forget(rows, id);
        watches.orderGone(orderId, nowMs);
      }
      if (next) rows.keepSweep.run({ shape: SHAPE, ...next });
      return moved;
    },
    find(by: MirrorQuery, limit: number): MirroredOrder[] {
      if ('digits' in by)
        return rows.byNumber.all({ shape: SHAPE, key: by.key, digits: by.digits, limit }).map(seen);
      return rows.byContact.all({ shape: SHAPE, ...contactOf(by), limit }).map(seen);
    },
    read(orderId: string): MirroredOrder | null {
      const row = rows.byId.get(orderId, SHAPE);
      return row ? seen(row) : null;
    },
    some: (at: number): string | null => rows.some.get({ at }) ?? null,
    sweep,
    keepHints(hints: OrderHint[], nowMs: number): void {
      // Beyond that the sweep finds what has changed.
      let room = LIMITS.orderHints - (rows.countHints.get() ?? 0);
      for (const hint of hints) {
        if (room <= 0) return;
        rows.keepHint.run({ name: nameOf(hint), nowMs });
        room -= 1;
      }
    },
    dueHints: (nowMs: number, limit: number): KeptHint[] =>
      rows.dueHints.all(nowMs, limit).map(({ name, kept_at: keptAtMs, tries }) => ({
        hint: hintOf(name),
        keptAtMs,
        tries,
      })),
    settleHint({ hint, keptAtMs }: KeptHint, againAtMs: number | null): void {
      if (againAtMs === null) rows.dropHint.run(nameOf(hint), keptAtMs);
      else rows.putOffHint.run(againAtMs, nameOf(hint), keptAtMs);
    },
    forget(bounds: { beforeMs: number; most: number; rows: number }): number {
      const oldest = rows.beyond.get(bounds.most) ?? 0;
      const ids = rows.old.all(Math.max(bounds.beforeMs, oldest), bounds.rows);
      for (const id of ids) forget(rows, id);
      return ids.length;
    },
  };
}

type Rows = ReturnType<typeof prepare>;

function createWriter(rows: Rows, watches: OrderWatchRows) {
  /** True when the order is new here or stands otherwise than before. */
  return (entry: MirrorEntry, nowMs: number): boolean => {
    const { order, key, digits, standing, readAtMs } = entry;
    const known = rows.known.get(order.id);
    if (known && known.read_at > readAtMs) return false;
    const body = JSON.stringify(order);
    if (known?.body === body && known.shape === SHAPE) {
      rows.readAgain.run(readAtMs, known.id);
      return false;
    }
    const values = { key, digits, placed: order.placedAtMs, readAtMs, standing, shape: SHAPE, body };
    const id = known?.id ?? Number(rows.add.run({ orderId: order.id, ...values }).lastInsertRowid);
    if (known) {
      rows.change.run({ id, ...values });
      rows.dropContacts.run(id);
    }
    for (const [kind, value] of contactsOf(order)) rows.addContact.run(kind, value, id);
    if (known?.standing === standing) return false;
    watches.orderStands(order.id, standing, nowMs);
    return true;
  };
}

function forget(rows: Rows, id: number): void {
  rows.dropContacts.run(id);
  rows.drop.run(id);
}

function contactsOf({ buyer, parcels }: Order): [kind: string, value: string][] {
  return [
    ...buyer.phones.flatMap((phone): [string, string][] => [
      ['phone', phone],
      ['ending', phone.slice(-ENDING_DIGITS)],
    ]),
    ...buyer.emails.map((email): [string, string] => ['email', email.toLowerCase()]),
    ...parcels.flatMap(({ number }): [string, string][] => (number === null ? [] : [['track', number]])),
  ];
}

function contactOf(by: Exclude<MirrorQuery, { digits: string }>): { kind: string; value: string } {
  if ('phone' in by) return { kind: 'phone', value: by.phone };
  if ('phoneEnding' in by) return { kind: 'ending', value: by.phoneEnding.slice(-ENDING_DIGITS) };
  if ('email' in by) return { kind: 'email', value: by.email };
  return { kind: 'track', value: by.track };
}

function nameOf(hint: OrderHint): string {
  return 'orderId' in hint ? `id:${hint.orderId}` : `number:${hint.number}`;
}

function hintOf(name: string): OrderHint {
  const value = name.slice(name.indexOf(':') + 1);
  return name.startsWith('id:') ? { orderId: value } : { number: value };
}

interface Values {
  key: string;
  digits: string;
  placed: number;
  readAtMs: number;
  standing: string;
  shape: number;
  body: string;
}

function prepare(db: Database.Database) {
  return { ...prepareOrders(db), ...prepareReading(db) };
}

function prepareOrders(db: Database.Database) {
  return {
    known: db.prepare<
      [string],
      { id: number; read_at: number; standing: string; shape: number; body: string }
    >('SELECT id, read_at, standing, shape, body FROM mirrored_orders WHERE order_id = ?'),
    idOf: db.prepare<[string], number>('SELECT id FROM mirrored_orders WHERE order_id = ?').pluck(),
    add: db.prepare<Values & { orderId: string }>(
      `INSERT INTO mirrored_orders (order_id, number_key, number_digits, placed_at, read_at, standing, shape, body)
       VALUES (@orderId, @key, @digits, @placed, @readAtMs, @standing, @shape, @body)`,
    ),
    change: db.prepare<Values & { id: number }>(
      `UPDATE mirrored_orders SET number_key = @key, number_digits = @digits, placed_at = @placed, read_at = @readAtMs,
         standing = @standing, shape = @shape, body = @body WHERE id = @id`,
    ),
    readAgain: db.prepare<[number, number]>('UPDATE mirrored_orders SET read_at = ? WHERE id = ?'),
    addContact: db.prepare<[string, string, number]>(
      'INSERT OR IGNORE INTO mirrored_contacts (kind, value, mirrored_id) VALUES (?, ?, ?)',
    ),
    dropContacts: db.prepare<[number]>('DELETE FROM mirrored_contacts WHERE mirrored_id = ?'),
    drop: db.prepare<[number]>('DELETE FROM mirrored_orders WHERE id = ?'),
    byNumber: db.prepare<{ shape: number; key: string; digits: string; limit: number }, Found>(
      `SELECT body, read_at FROM mirrored_orders WHERE number_digits = @digits AND shape = @shape
        ORDER BY number_key = @key DESC, placed_at DESC, id LIMIT @limit`,
    ),
    byContact: db.prepare<{ shape: number; kind: string; value: string; limit: number }, Found>(
      `SELECT o.body, o.read_at FROM mirrored_contacts c JOIN mirrored_orders o ON o.id = c.mirrored_id
        WHERE c.kind = @kind AND c.value = @value AND o.shape = @shape
        ORDER BY o.placed_at DESC, o.id DESC LIMIT @limit`,
    ),
    byId: db.prepare<[string, number], Found>(
      'SELECT body, read_at FROM mirrored_orders WHERE order_id = ? AND shape = ?',
    ),
    some: db
      .prepare<{ at: number }, string>(
        `SELECT order_id FROM mirrored_orders
          WHERE id >= (SELECT CAST(id * @at AS INTEGER) FROM mirrored_orders ORDER BY id DESC LIMIT 1) ORDER BY id LIMIT 1`,
      )
      .pluck(),
    beyond: db
      .prepare<[number], number>(
        'SELECT placed_at FROM mirrored_orders ORDER BY placed_at DESC LIMIT 1 OFFSET ?',
      )
      .pluck(),
    old: db
      .prepare<[number, number], number>(
        `SELECT id FROM mirrored_orders WHERE placed_at < ? ORDER BY placed_at LIMIT ${NUMBER}`,
      )
      .pluck(),
  };
}

/** How far the reading of the shop has got, and what it has hinted at. */
function prepareReading(db: Database.Database) {
  return {
    sweep: db.prepare<[number], SweepState>(
      `SELECT cursor, began_at AS beganAtMs, whole_as_of AS wholeAsOfMs, full_at AS fullAtMs
         FROM order_sweep WHERE shape = ?`,
    ),
    keepSweep: db.prepare<SweepState & { shape: number }>(
      `INSERT INTO order_sweep (one, shape, cursor, began_at, whole_as_of, full_at)
       VALUES (1, @shape, @cursor, @beganAtMs, @wholeAsOfMs, @fullAtMs)
       ON CONFLICT (one) DO UPDATE SET shape = excluded.shape, cursor = excluded.cursor, began_at = excluded.began_at,
         whole_as_of = excluded.whole_as_of, full_at = excluded.full_at`,
    ),
    countHints: db.prepare<[], number>('SELECT count(*) FROM order_hints').pluck(),
    // A hint that comes anew is another one than that which is being looked after, be it in the same millisecond.
    keepHint: db.prepare<{ name: string; nowMs: number }>(
      `INSERT INTO order_hints (name, kept_at, due_at) VALUES (@name, @nowMs, @nowMs)
       ON CONFLICT (name) DO UPDATE SET kept_at = max(excluded.kept_at, kept_at + 1), due_at = excluded.due_at, tries = 0`,
    ),
    dueHints: db.prepare<[number, number], { name: string; kept_at: number; tries: number }>(
      `SELECT name, kept_at, tries FROM order_hints WHERE due_at <= ? ORDER BY due_at LIMIT ${NUMBER}`,
    ),
    dropHint: db.prepare<[string, number]>('DELETE FROM order_hints WHERE name = ? AND kept_at = ?'),
    putOffHint: db.prepare<[number, string, number]>(
      'UPDATE order_hints SET due_at = ?, tries = tries + 1 WHERE name = ? AND kept_at = ?',
    ),
  };
}
