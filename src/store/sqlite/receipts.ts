/**
 * What platforms report of parts they took: merged by rank, so that their order and their repeats do not matter.
 * A report that is faster than our own record of the send is kept and joined then; one that carries the key of a part whose
 * fate is unknown settles it, so that it is not sent again.
 */
import type Database from 'better-sqlite3';
import type { ChannelEvent } from '../../core/event.ts';
import type { ConversationId, DeliveryId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { DeliveryState } from '../../core/message.ts';
import type { Context } from './context.ts';
import type { Lane } from './lane.ts';
import { NUMBER, TEXT } from './planned-once.ts';

type Receipt = Extract<ChannelEvent, { type: 'receipt' }>;

/** A report as `early_receipts` keeps it. */
interface Report {
  status: Receipt['status'];
  reason: string | null;
  price_category: string | null;
  billable: number | null;
}

/** The part that a report is about. */
interface Part {
  id: DeliveryId;
  state: DeliveryState;
  lane: 'head' | 'behind' | 'wire' | 'held' | null;
  external_id: string | null;
  attempts: number;
  maybe_twice: number;
}

export type Receipts = ReturnType<typeof createReceipts>;

export function createReceipts(context: Context, lane: Lane) {
  const { thread, byExternalId, byKey, learn, settle, early, keep, drop, ...rest } = prepare(context.db);
  const { apply, applyPrice } = createMerge(rest);

  function find(conversationId: ConversationId, since: number, { messageId, key }: Receipt): Part | null {
    const known = byExternalId.get(conversationId, since, messageId);
    if (known || key === undefined) return known ?? null;
    const dot = key.lastIndexOf('.');
    return byKey.get(conversationId, since, key.slice(0, dot), Number(key.slice(dot + 1))) ?? null;
  }

  /** The part is settled, or this settles it: the platform has it after all, there is no second try, the lane goes on. */
  function merge(
    conversationId: ConversationId,
    part: Part,
    externalId: string,
    report: Report,
    atMs: number,
  ) {
    if (isUnsettled(part)) {
      settle.run(externalId, atMs, part.id);
      if (part.lane !== null) lane.remove(conversationId);
      else context.touch(conversationId);
    } else if (part.external_id !== externalId && report.status === 'failed') {
      return null; // one of two tries failed: what the customer has got of the other stays
    }
    const isNews = apply(part.id, report);
    const isPriced = applyPrice(part.id, report);
    if (isNews || isPriced) context.touch(conversationId);
    return isPriced ? billedAs(report) : null;
  }

  function keepEarly(conversationId: ConversationId, externalId: string, report: Report, atMs: number) {
    const { status, reason, price_category: category, billable } = report;
    if (status === 'sent' && category === null) return null;
    const before = early.get(conversationId, externalId);
    keep.run(conversationId, externalId, status, reason, category, billable, atMs);
    return before?.price_category == null ? billedAs(report) : null;
  }

  return {
    /** Returns the price category if this receipt is the first to say that the message is billed. */
    merge(conversationId: ConversationId, receipt: Receipt, atMs: number): string | null {
      const now = thread.get(conversationId);
      if (!now) return null;
      const { messageId } = receipt;
      const report = reportOf(receipt);
      const part = find(conversationId, now.last_seq - LIMITS.lookBackLines, receipt);
      if (part && part.state !== 'sending') return merge(conversationId, part, messageId, report, atMs);
      // Our own call goes on: the next part must not start beside it, so this waits for its end, whatever that will be.
      if (part) learn.run(messageId, part.id);
      // With nothing of ours under way it is about words that we did not send.
      return now.lane_open > 0 ? keepEarly(conversationId, messageId, report, atMs) : null;
    },

    /** A part has just got its outside id: whatever was reported of it before counts now. */
    join(conversationId: ConversationId, externalId: string, id: DeliveryId): void {
      const report = early.get(conversationId, externalId);
      if (!report) return;
      apply(id, report);
      applyPrice(id, report);
      drop.run(conversationId, externalId);
    },
  };
}

/** What a report changes in the row of a part that the platform has. */
function createMerge({
  deliver,
  read,
  fail,
  price,
}: Pick<Statements, 'deliver' | 'read' | 'fail' | 'price'>) {
  return {
    /** True if this report told something new. A part that has arrived can fail no more. */
    apply(id: DeliveryId, { status, reason }: Report): boolean {
      if (status === 'failed') return fail.run(reason, id).changes > 0;
      if (status === 'sent') return false;
      return (status === 'read' ? read : deliver).run(id).changes > 0;
    },

    /** True if nothing was known of the price before. */
    applyPrice(id: DeliveryId, { price_category: category, billable }: Report): boolean {
      return category !== null && price.run(category, billable, id).changes > 0;
    },
  };
}

type Statements = ReturnType<typeof prepare>;

function reportOf({ status, reason, price }: Receipt): Report {
  return {
    status,
    reason: reason ?? null,
    price_category: price?.category ?? null,
    billable: price ? Number(price.billable) : null,
  };
}

function billedAs({ price_category: category, billable }: Report): string | null {
  return billable === 1 ? category : null;
}

/** Nobody knew whether it arrived, or it was to be tried again. Held notices wait for their moment anyway. */
function isUnsettled({ state, lane, attempts, maybe_twice: maybeTwice }: Part): boolean {
  if (state === 'unknown' || state === 'dead') return true;
  return state === 'queued' && lane !== 'held' && (attempts > 0 || maybeTwice !== 0);
}

function prepare(db: Database.Database) {
  const part = `SELECT d.id, d.state, d.lane, d.external_id, d.attempts, d.maybe_twice
                  FROM messages m JOIN deliveries d ON d.message_id = m.id
                 WHERE m.conversation_id = ${NUMBER} AND m.seq > ${NUMBER}`;
  return {
    byExternalId: db.prepare<[number, number, string], Part>(
      `${part} AND d.external_id = ${TEXT} ORDER BY m.seq DESC LIMIT 1`,
    ),
    byKey: db.prepare<[number, number, string, number], Part>(
      `${part} AND m.public_id = ${TEXT} AND d.part_index = ${NUMBER} ORDER BY m.seq DESC LIMIT 1`,
    ),
    thread: db.prepare<[number], { last_seq: number; lane_open: number }>(
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
    learn: db.prepare<[string, number]>(
      'UPDATE deliveries SET external_id = coalesce(external_id, ?) WHERE id = ?',
    ),
    settle: db.prepare<[string, number, number]>(
      `UPDATE deliveries SET state = 'sent', lane = NULL, external_id = ?, reason = NULL, settled_at = ? WHERE id = ?`,
    ),
    price: db.prepare<[string, number | null, number]>(
      'UPDATE deliveries SET price_category = ?, billable = ? WHERE id = ? AND price_category IS NULL',
    ),
    keep: db.prepare<[number, string, string, string | null, string | null, number | null, number]>(KEEP),
    drop: db.prepare<[number, string]>(
      'DELETE FROM early_receipts WHERE conversation_id = ? AND external_id = ?',
    ),
    early: db.prepare<[number, string], Report>(
      `SELECT status, reason, price_category, billable FROM early_receipts
        WHERE conversation_id = ? AND external_id = ?`,
    ),
  };
}

const RANK = (column: string) =>
  `CASE ${column} WHEN 'sent' THEN 0 WHEN 'failed' THEN 1 WHEN 'delivered' THEN 2 ELSE 3 END`;

const IS_FURTHER = `${RANK('excluded.status')} > ${RANK('early_receipts.status')}`;

const KEEP = `
  INSERT INTO early_receipts (conversation_id, external_id, status, reason, price_category, billable, at)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (conversation_id, external_id) DO UPDATE SET
    status = iif(${IS_FURTHER}, excluded.status, status), reason = iif(${IS_FURTHER}, excluded.reason, reason),
    price_category = coalesce(price_category, excluded.price_category), billable = coalesce(billable, excluded.billable)`;
