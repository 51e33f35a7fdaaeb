/**
 * Who may see an order again without proving it anew, and who wants to hear of it. A watch knows what its customer was told
 * last; whether something is due is decided in the commit that brings the order's new standing, so that no change is lost.
 */
import type Database from 'better-sqlite3';
import type { ConversationId } from '../../core/ids.ts';
import type {
  DueWatch,
  NewOrderTicket,
  NewOrderWatch,
  OrderTicket,
  OrderWatch,
  WatchOutcome,
} from '../../core/ports/order-mirror.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

export type OrderWatchRows = ReturnType<typeof createOrderWatches>;

export function createOrderWatches({ db }: Context) {
  const rows = prepare(db);
  return {
    open({ ticket, conversationId, orderId, number, nowMs }: NewOrderTicket): string {
      return rows.openTicket.get(ticket, conversationId, orderId, number, nowMs)?.ticket ?? ticket;
    },
    ticket: (ticket: string, conversationId: ConversationId, sinceMs: number): OrderTicket | null =>
      rows.ticket.get(ticket, conversationId, sinceMs) ?? null,

    watch({ conversationId, orderId, number, standing, nowMs }: NewOrderWatch, most: number): boolean {
      if (rows.isWatched.get(conversationId, orderId) !== undefined) return true;
      if ((rows.countOf.get(conversationId) ?? 0) >= most) return false;
      rows.add.run(conversationId, orderId, number, standing, nowMs);
      return true;
    },
    end: (conversationId: ConversationId, orderId: string | null, nowMs: number): number =>
      rows.end.run({ conversationId, orderId, nowMs }).changes,
    list: (conversationId: ConversationId): OrderWatch[] => rows.list.all(conversationId),

    /** The shop says how an order stands now: told already, or to be told. */
    orderStands(orderId: string, standing: string, nowMs: number): void {
      rows.tell.run({ orderId, standing, nowMs });
      rows.takeBack.run(orderId, standing);
    },
    orderGone: (orderId: string, nowMs: number): void => void rows.endOrder.run(nowMs, orderId),

    due: (nowMs: number, limit: number): DueWatch[] => rows.due.all(nowMs, limit),
    settle({ id, turn, standing }: DueWatch, outcome: WatchOutcome): void {
      if (outcome.is === 'later')
        return void rows.putOff.run(outcome.atMs, outcome.wasRefused ? 1 : 0, id, turn);
      if (outcome.is === 'ended') return void rows.endOne.run(outcome.nowMs, id);
      rows.told.run({ id, standing });
      // What came meanwhile is still to be told, unless it is what was told just now.
      if (outcome.isOver) rows.endTold.run(outcome.nowMs, id, turn);
    },
    forget(beforeMs: number, count: number): number {
      return rows.dropTickets.run(beforeMs, count).changes + rows.dropEnded.run(beforeMs, count).changes;
    },
    watched: (afterId: string, limit: number): string[] => rows.watched.all(afterId, limit),
  };
}

const DUE = `SELECT w.id, conversation_id AS conversationId, c.account, c.locale, order_id AS orderId, number, turn, refusals,
    pending AS standing, told, due_since AS dueSinceMs
  FROM order_watches w JOIN conversations c ON c.id = w.conversation_id
  WHERE due_at <= ? AND due_at IS NOT NULL AND ended_at IS NULL AND pending IS NOT NULL ORDER BY due_at LIMIT ${NUMBER}`;

function prepare(db: Database.Database) {
  return { ...prepareTickets(db), ...prepareWatches(db), ...prepareNews(db) };
}

function prepareTickets(db: Database.Database) {
  return {
    openTicket: db.prepare<[string, number, string, string, number], { ticket: string }>(
      `INSERT INTO order_tickets (ticket, conversation_id, order_id, number, opened_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (conversation_id, order_id) DO UPDATE SET opened_at = excluded.opened_at RETURNING ticket`,
    ),
    ticket: db.prepare<[string, number, number], OrderTicket>(
      `SELECT order_id AS orderId, number FROM order_tickets WHERE ticket = ? AND conversation_id = ? AND opened_at >= ?`,
    ),
    dropTickets: db.prepare<[number, number]>(
      `DELETE FROM order_tickets WHERE ticket IN (SELECT ticket FROM order_tickets WHERE opened_at < ? LIMIT ${NUMBER})`,
    ),
  };
}

function prepareWatches(db: Database.Database) {
  return {
    isWatched: db.prepare<[number, string], { id: number }>(
      'SELECT id FROM order_watches WHERE conversation_id = ? AND order_id = ? AND ended_at IS NULL',
    ),
    countOf: db
      .prepare<[number], number>(
        'SELECT count(*) FROM order_watches WHERE conversation_id = ? AND ended_at IS NULL',
      )
      .pluck(),
    add: db.prepare<[number, string, string, string, number]>(
      'INSERT INTO order_watches (conversation_id, order_id, number, told, since) VALUES (?, ?, ?, ?, ?)',
    ),
    end: db.prepare<{ conversationId: number; orderId: string | null; nowMs: number }>(
      `UPDATE order_watches SET ended_at = @nowMs, due_at = NULL
        WHERE conversation_id = @conversationId AND ended_at IS NULL AND order_id = coalesce(@orderId, order_id)`,
    ),
    endOrder: db.prepare<[number, string]>(
      'UPDATE order_watches SET ended_at = ?, due_at = NULL WHERE order_id = ? AND ended_at IS NULL',
    ),
    list: db.prepare<[number], OrderWatch>(
      `SELECT w.order_id AS orderId, w.number, w.since AS sinceMs, t.ticket FROM order_watches w
         LEFT JOIN order_tickets t ON t.conversation_id = w.conversation_id AND t.order_id = w.order_id
        WHERE w.conversation_id = ? AND w.ended_at IS NULL ORDER BY w.since DESC, w.id DESC`,
    ),
  };
}

/** What is due, and what became of it. */
function prepareNews(db: Database.Database) {
  return {
    tell: db.prepare<{ orderId: string; standing: string; nowMs: number }>(
      `UPDATE order_watches SET pending = @standing, turn = turn + 1, refusals = 0, due_since = coalesce(due_since, @nowMs), due_at = @nowMs
        WHERE order_id = @orderId AND ended_at IS NULL AND told <> @standing AND pending IS NOT @standing`,
    ),
    takeBack: db.prepare<[string, string]>(
      `UPDATE order_watches SET pending = NULL, due_at = NULL, due_since = NULL
        WHERE order_id = ? AND ended_at IS NULL AND told = ? AND pending IS NOT NULL`,
    ),
    due: db.prepare<[number, number], DueWatch>(DUE),
    putOff: db.prepare<[number, number, number, number]>(
      'UPDATE order_watches SET due_at = ?, refusals = refusals + ? WHERE id = ? AND turn = ? AND ended_at IS NULL',
    ),
    endOne: db.prepare<[number, number]>(
      'UPDATE order_watches SET ended_at = ?, due_at = NULL WHERE id = ? AND ended_at IS NULL',
    ),
    told: db.prepare<{ id: number; standing: string }>(
      `UPDATE order_watches SET told = @standing,
         due_at = CASE WHEN pending IS @standing THEN NULL ELSE due_at END,
         due_since = CASE WHEN pending IS @standing THEN NULL ELSE due_since END,
         pending = CASE WHEN pending IS @standing THEN NULL ELSE pending END WHERE id = @id`,
    ),
    endTold: db.prepare<[number, number, number]>(
      'UPDATE order_watches SET ended_at = ?, due_at = NULL WHERE id = ? AND turn = ? AND pending IS NULL',
    ),
    dropEnded: db.prepare<[number, number]>(
      `DELETE FROM order_watches WHERE id IN
         (SELECT id FROM order_watches WHERE ended_at IS NOT NULL AND ended_at < ? LIMIT ${NUMBER})`,
    ),
    watched: db
      .prepare<[string, number], string>(
        `SELECT DISTINCT order_id FROM order_watches WHERE order_id > ? AND ended_at IS NULL ORDER BY order_id LIMIT ${NUMBER}`,
      )
      .pluck(),
  };
}
