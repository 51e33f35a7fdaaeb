/**
 * Writes a checked set of the shop's files into its tables, in one transaction. An order that is as it was keeps its place in the
 * line of changes; one that a customer has cancelled stays so until the files say something else of it.
 */
import type Database from 'better-sqlite3';
import type { Order } from '../../core/ports/shop.ts';
import { orderNumberDigits, orderNumberKey } from '../order-number.ts';
import type { Sample } from './read-sample.ts';

export function fillShop(db: Database.Database, sample: Sample, meta: Record<string, string>): void {
  db.exec(
    'DELETE FROM meta; DELETE FROM variants; DELETE FROM customers; DELETE FROM contacts; DELETE FROM pay_pages;',
  );
  const variant = db.prepare('INSERT INTO variants (sku, product, body) VALUES (?, ?, ?)');
  for (const item of sample.variants) variant.run(item.id, item.productId, JSON.stringify(item));
  const customer = db.prepare('INSERT INTO customers (id, body) VALUES (?, ?)');
  for (const item of sample.customers) customer.run(item.id, JSON.stringify(item));
  fillOrders(db, sample);
  const page = db.prepare('INSERT INTO pay_pages (order_id, body) VALUES (?, ?)');
  for (const [id, body] of sample.payPages) page.run(id, JSON.stringify(body));
  const entry = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries(meta)) entry.run(key, value);
}

interface Kept {
  id: string;
  body: string;
  gone: number;
}

function fillOrders(db: Database.Database, { orders }: Sample): void {
  const kept = new Map(
    db
      .prepare<[], Kept>('SELECT id, body, gone FROM orders')
      .all()
      .map((row) => [row.id, row]),
  );
  const cancelled = new Map(
    db
      .prepare<[], { id: string; state: string }>(
        `SELECT order_id AS id, state_then AS state FROM order_wishes
          WHERE kind = 'cancel' AND answer LIKE '%"done"%' ORDER BY asked_ms`,
      )
      .all()
      .map(({ id, state }) => [id, state]),
  );
  let seq = Number(db.prepare('SELECT coalesce(max(seq), 0) FROM orders').pluck().get());
  const put = db.prepare(
    `INSERT INTO orders (id, number_key, number_digits, placed_ms, body, seq, gone) VALUES (?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (id) DO UPDATE SET number_key = excluded.number_key, number_digits = excluded.number_digits,
       placed_ms = excluded.placed_ms, body = excluded.body, seq = excluded.seq, gone = 0`,
  );
  const contact = db.prepare('INSERT OR IGNORE INTO contacts (kind, value, order_id) VALUES (?, ?, ?)');
  for (const written of orders) {
    const item = laidOver(written, cancelled.get(written.id));
    const body = JSON.stringify(item);
    const before = kept.get(item.id);
    kept.delete(item.id);
    if (before?.body !== body || before.gone === 1) {
      const key = orderNumberKey(item.number);
      put.run(item.id, key, orderNumberDigits(key), item.placedAtMs, body, (seq += 1));
    }
    for (const [kind, value] of contactsOf(item)) contact.run(kind, value, item.id);
  }
  const remove = db.prepare('UPDATE orders SET gone = 1, seq = ? WHERE id = ?');
  for (const { id, gone } of kept.values()) if (gone === 0) remove.run((seq += 1), id);
}

/** `stateThen`: as the files had it when the customer cancelled; once they say otherwise, they are right. */
function laidOver(order: Order, stateThen: string | undefined): Order {
  return stateThen === order.state ? { ...order, state: 'cancelled', payable: false } : order;
}

function contactsOf({ buyer, parcels }: Order): [kind: string, value: string][] {
  return [
    ...buyer.phones.map((phone): [string, string] => ['phone', phone]),
    ...buyer.emails.map((email): [string, string] => ['email', email]),
    ...parcels.flatMap(({ number }): [string, string][] => (number === null ? [] : [['track', number]])),
  ];
}
