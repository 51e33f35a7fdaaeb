/**
 * The book of returns: tickets of proven orders, and every decision with what it was made from, so that a dispute can be
 * replayed. Must never hand out a ticket to anybody but the identity that proved the order.
 */
import type Database from 'better-sqlite3';
import type { Random } from '../../core/clock.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ReturnBook } from '../../core/ports/returns.ts';
import type { Order } from '../../core/ports/shop.ts';

/** On the database of `openReturnsDatabase`. */
export function createReturnBook(db: Database.Database, random: Random): ReturnBook {
  const put = db.prepare('INSERT INTO tickets (ticket, identity, order_body, opened_ms) VALUES (?, ?, ?, ?)');
  const dropTickets = db.prepare('DELETE FROM tickets WHERE opened_ms < ?');
  const get = db.prepare<[string, string, number], { order_body: string }>(
    'SELECT order_body FROM tickets WHERE ticket = ? AND identity = ? AND opened_ms >= ?',
  );
  const note = db.prepare(
    `INSERT INTO decisions (ticket, line, decided_ms, pack, version, inputs, decision)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropDecisions = db.prepare('DELETE FROM decisions WHERE decided_ms < ?');
  return {
    async open({ identity, order }, nowMs) {
      const ticket = newPublicId(random);
      dropTickets.run(nowMs - LIMITS.returnTicketMs);
      put.run(ticket, identity, JSON.stringify(order), nowMs);
      return ticket;
    },
    async read(ticket, identity, nowMs) {
      const row = get.get(ticket, identity, nowMs - LIMITS.returnTicketMs);
      return row ? { identity, order: JSON.parse(row.order_body) as Order } : null;
    },
    async keep({ ticket, line, inputs, decision }) {
      const { id, version } = decision.pack;
      dropDecisions.run(inputs.nowMs - LIMITS.returnDecisionMs);
      note.run(ticket, line, inputs.nowMs, id, version, JSON.stringify(inputs), JSON.stringify(decision));
    },
  };
}
