/**
 * The inbox: events on their way to a conversation, in order, each once. An event is stored before anybody is told that
 * it arrived; operators' commands overtake waiting customer events; a deferred event holds up the ones behind it.
 */
import type Database from 'better-sqlite3';
import type { CommandOutcome, InboxEvent } from '../../core/event.ts';
import type { ConversationId, InboxId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Accept } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

export interface NewInboxRow {
  source: string;
  externalId: string;
  conversationId: ConversationId;
  urgent: boolean;
  state: 'waiting' | 'done' | 'parked';
  event: InboxEvent | null;
  outcome: CommandOutcome | null;
  error: string | null;
  receivedAtMs: number;
  settledAtMs: number | null;
  raw: string | null;
}

export interface InboxRow {
  id: number;
  conversation_id: number;
  event: string;
  received_at: number;
  attempts: number;
  due_at: number;
}

export type Inbox = ReturnType<typeof createInbox>;

export function createInbox(context: Context) {
  const { add, addRaw, count, known, pending, head, settle, defer, ready } = prepare(context.db);
  let counted = { group: -1, pending: 0 };

  /** Waiting events over all conversations, counted once a transaction: the mark need not be exact. */
  function pendingNow(): number {
    if (counted.group !== context.group) {
      counted = { group: context.group, pending: pending.get(2 * LIMITS.inboxHighWater) ?? 0 };
    }
    return counted.pending;
  }

  return {
    /** The new row's id, or null when this event is known already. A waiting row is counted in its conversation. */
    add(row: NewInboxRow): InboxId | null {
      const result = add.run(...insertValues(row));
      if (result.changes === 0) return null;
      const id = Number(result.lastInsertRowid);
      if (row.raw !== null) addRaw.run(id, row.receivedAtMs, row.raw);
      if (row.state === 'waiting') {
        count.run(row.conversationId);
        if (counted.group === context.group) counted.pending += 1;
      }
      return id;
    },

    known: (source: string, externalId: string) => known.get(source, externalId) ?? null,

    /** True when this event must be refused. Commands may pass the marks, up to twice as far. */
    overloaded(accept: Accept, waitingInLane: number): boolean {
      const factor = accept.urgent ? 2 : 1;
      return waitingInLane >= LIMITS.laneHighWater * factor || pendingNow() >= LIMITS.inboxHighWater * factor;
    },

    /** The event to decide next in this conversation; commands first. */
    next(conversationId: ConversationId, nowMs: number): InboxRow | null {
      for (const urgent of [1, 0]) {
        const row = head.get(conversationId, urgent);
        if (row && row.due_at <= nowMs) return row;
      }
      return null;
    },

    /** False when the event is not waiting any more. The conversation's counter is lowered by the turn's update. */
    settle(
      id: InboxId,
      as: 'done' | 'parked',
      outcome: CommandOutcome | null,
      error: string | null,
      atMs: number,
    ): boolean {
      return settle.run(as, outcome && JSON.stringify(outcome), error, atMs, id).changes > 0;
    },

    defer: (id: InboxId, error: string, retryAtMs: number) => void defer.run(error, retryAtMs, id),

    ready(nowMs: number, limit: number): ConversationId[] {
      const ids = new Set<number>();
      // Two lanes of one conversation may both be due, so more rows are read than asked for.
      for (const row of ready.iterate(nowMs, 2 * limit)) {
        ids.add(row.conversation_id);
        if (ids.size === limit) break;
      }
      return [...ids];
    },
  };
}

/** In the order of the statement's parameters. */
function insertValues(row: NewInboxRow): unknown[] {
  return [
    row.source,
    row.externalId,
    row.conversationId,
    row.urgent ? 1 : 0,
    row.state,
    row.event && JSON.stringify(row.event),
    row.outcome && JSON.stringify(row.outcome),
    row.error,
    row.receivedAtMs,
    row.settledAtMs,
  ];
}

function prepare(db: Database.Database) {
  return {
    add: db.prepare(
      `INSERT INTO inbox (source, external_id, conversation_id, urgent, state, event, outcome, error, received_at, settled_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, external_id) DO NOTHING`,
    ),
    addRaw: db.prepare<[number, number, string]>(
      'INSERT INTO raw_payloads (inbox_id, received_at, body) VALUES (?, ?, ?)',
    ),
    count: db.prepare<[number]>('UPDATE conversations SET waiting = waiting + 1 WHERE id = ?'),
    known: db.prepare<[string, string], { id: number; conversation_id: number }>(
      'SELECT id, conversation_id FROM inbox WHERE source = ? AND external_id = ?',
    ),
    pending: db
      .prepare<[number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM inbox INDEXED BY inbox_age WHERE state = 'waiting' LIMIT ${NUMBER})`,
      )
      .pluck(),
    head: db.prepare<[number, number], InboxRow>(
      `SELECT id, conversation_id, event, received_at, attempts, due_at FROM inbox
        WHERE state = 'waiting' AND conversation_id = ${NUMBER} AND urgent = ${NUMBER} ORDER BY id LIMIT 1`,
    ),
    settle: db.prepare<[string, string | null, string | null, number, number]>(
      `UPDATE inbox SET state = ?, outcome = ?, error = ?, settled_at = ? WHERE id = ? AND state = 'waiting'`,
    ),
    defer: db.prepare<[string, number, number]>(
      `UPDATE inbox SET attempts = attempts + 1, error = ?, due_at = ? WHERE id = ? AND state = 'waiting'`,
    ),
    ready: db.prepare<[number, number], { conversation_id: number }>(READY),
  };
}

const READY = `
  SELECT conversation_id FROM inbox AS i INDEXED BY inbox_age
   WHERE state = 'waiting' AND due_at <= ${NUMBER} AND NOT EXISTS (
     SELECT 1 FROM inbox AS earlier WHERE earlier.state = 'waiting' AND earlier.conversation_id = i.conversation_id
        AND earlier.urgent = i.urgent AND earlier.id < i.id)
   ORDER BY id LIMIT ${NUMBER}`;
