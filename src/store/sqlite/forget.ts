/**
 * "Forget me": what is kept of a person beside their dialog, on all their channels, in the commit of the turn that heard it. What was
 * decided, agreed to and answered stays: the shop has to be able to prove it.
 */
import type { ConversationId } from '../../core/ids.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';
import { EMPTIED } from './question-statements.ts';

export type ForgetPerson = ReturnType<typeof createForgetPerson>;

const THEIRS = `conversation_id IN (SELECT o.id FROM conversations o WHERE o.contact_id =
  (SELECT m.contact_id FROM conversations m WHERE m.id = ${NUMBER}))`;

export function createForgetPerson({ db }: Context) {
  const gone = ['order_tickets', 'birthdays', 'stay_reasons'].map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE ${THEIRS}`),
  );
  // Emptied, not deleted: what was asked so often says nothing of whom.
  const emptied = db.prepare<[number]>(`UPDATE questions SET ${EMPTIED} WHERE ${THEIRS}`);
  const closed = [
    `UPDATE order_watches SET ended_at = ?, due_at = NULL WHERE ended_at IS NULL AND ${THEIRS}`,
    `UPDATE stock_alerts SET state = 'closed', reason = 'cancelled', settled_at = ?
      WHERE state IN ('waiting', 'calling', 'held') AND ${THEIRS}`,
    // What is being given, or was, is still told.
    `UPDATE personal_messages SET state = 'dropped', why = 'forgotten', ended_at = ?, due_at = NULL
      WHERE due_at IS NOT NULL AND state = 'planned' AND ${THEIRS}`,
  ].map((statement) => db.prepare<[number, number]>(statement));

  /** Runs inside the turn's savepoint. */
  return (id: ConversationId, nowMs: number): void => {
    for (const statement of gone) statement.run(id);
    emptied.run(id);
    for (const statement of closed) statement.run(nowMs, id);
  };
}
