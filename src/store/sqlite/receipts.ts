/**
 * What platforms report of parts they took: merged by rank, so that their order and their repeats do not matter.
 * A report that is faster than our own record of the send is kept and joined then.
 */
import type Database from 'better-sqlite3';
import type { ChannelEvent } from '../../core/event.ts';
import type { ConversationId, DeliveryId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Context } from './context.ts';
import { NUMBER, TEXT } from './planned-once.ts';

type Receipt = Extract<ChannelEvent, { type: 'receipt' }>;

interface EarlyReceipt {
  status: Receipt['status'];
  reason: string | null;
}

export type Receipts = ReturnType<typeof createReceipts>;

export function createReceipts(context: Context) {
  const { find, lane, deliver, read, fail, keep, early: earlyOf, drop } = prepare(context.db);

  /** True if this report told something new. A part that has arrived can fail no more. */
  function apply(id: DeliveryId, { status, reason }: EarlyReceipt): boolean {
    if (status === 'failed') return fail.run(reason, id).changes > 0;
    return (status === 'read' ? read : deliver).run(id).changes > 0;
  }

  return {
    merge(conversationId: ConversationId, receipt: Receipt, atMs: number): void {
      const state = lane.get(conversationId);
      if (!state) return;
      const report = { status: receipt.status, reason: receipt.reason ?? null };
      const id = find.get(conversationId, state.last_seq - LIMITS.lookBackLines, receipt.messageId);
      if (id !== undefined) {
        if (apply(id, report)) context.touch(conversationId);
      } else if (state.lane_open > 0) {
        // With nothing of ours under way it is about words that we did not send.
        keep.run(conversationId, receipt.messageId, report.status, report.reason, atMs);
      }
    },

    /** A part has just got its outside id: whatever was reported of it before counts now. */
    join(conversationId: ConversationId, externalId: string, id: DeliveryId): void {
      const early = earlyOf.get(conversationId, externalId);
      if (!early) return;
      apply(id, early);
      drop.run(conversationId, externalId);
    },
  };
}

function prepare(db: Database.Database) {
  return {
    find: db
      .prepare<[number, number, string], number>(
        `SELECT d.id FROM messages m JOIN deliveries d ON d.message_id = m.id
          WHERE m.conversation_id = ${NUMBER} AND m.seq > ${NUMBER} AND d.external_id = ${TEXT} ORDER BY m.seq DESC LIMIT 1`,
      )
      .pluck(),
    lane: db.prepare<[number], { last_seq: number; lane_open: number }>(
      'SELECT last_seq, lane_open FROM conversations WHERE id = ?',
    ),
    deliver: db.prepare<[number]>(
      `UPDATE deliveries SET state = 'delivered' WHERE id = ? AND state = 'sent'`,
    ),
    read: db.prepare<[number]>(
      `UPDATE deliveries SET state = 'read' WHERE id = ? AND state IN ('sent', 'delivered')`,
    ),
    fail: db.prepare<[string | null, number]>(
      `UPDATE deliveries SET state = 'refused', reason = ? WHERE id = ? AND state = 'sent'`,
    ),
    keep: db.prepare<[number, string, string, string | null, number]>(KEEP),
    drop: db.prepare<[number, string]>(
      'DELETE FROM early_receipts WHERE conversation_id = ? AND external_id = ?',
    ),
    early: db.prepare<[number, string], EarlyReceipt>(
      'SELECT status, reason FROM early_receipts WHERE conversation_id = ? AND external_id = ?',
    ),
  };
}

const RANK = (column: string) => `CASE ${column} WHEN 'failed' THEN 0 WHEN 'delivered' THEN 1 ELSE 2 END`;

const KEEP = `
  INSERT INTO early_receipts (conversation_id, external_id, status, reason, at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (conversation_id, external_id) DO UPDATE SET status = excluded.status, reason = excluded.reason
   WHERE ${RANK('excluded.status')} > ${RANK('early_receipts.status')}`;
