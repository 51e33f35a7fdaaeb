/** What customers wished for their orders in the chat and people have to look after: read from the shop's own book, newest first. */
import type Database from 'better-sqlite3';

export interface OrderWish {
  order: string;
  kind: 'note' | 'cancel' | 'address';
  /** As the customer wrote it. */
  words: string;
  askedAtMs: number;
  /** Nobody has to do anything any more. */
  isDone: boolean;
}

interface WishRow {
  order_id: string;
  kind: OrderWish['kind'];
  body: string;
  answer: string;
  asked_ms: number;
}

export function createOrderWishes(db: Database.Database): (limit: number) => OrderWish[] {
  const newest = db.prepare<[number], WishRow>(
    'SELECT order_id, kind, body, answer, asked_ms FROM order_wishes ORDER BY asked_ms DESC LIMIT ?',
  );
  return (limit) =>
    newest.all(limit).map(({ order_id: order, kind, body, answer, asked_ms: askedAtMs }) => ({
      order,
      kind,
      words: wordsOf(JSON.parse(body) as Record<string, unknown>),
      askedAtMs,
      isDone: answer.includes('"done"'),
    }));
}

function wordsOf({ text, reason, address }: Record<string, unknown>): string {
  const said = [text, reason, address].find((one) => typeof one === 'string');
  return typeof said === 'string' ? said : '';
}
