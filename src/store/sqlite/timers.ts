/**
 * Timers are rows with a due time, so that a restart loses none. A timer that fires leaves its row and enters the inbox
 * in one commit: it has its effect once.
 */
import type Database from 'better-sqlite3';
import type { Json } from '../../core/content.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { TimerChange } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import { parseStored } from './rows.ts';
import { NUMBER } from './planned-once.ts';

interface TimerRow {
  id: number;
  conversation_id: number;
  name: string;
  run_id: string;
  epoch: number;
  due_at: number;
  payload: string;
}

export type Timers = ReturnType<typeof createTimers>;

export function createTimers(context: Context, inbox: Inbox) {
  const { set, cancel, cancelAll, cancelRun, due, remove } = prepare(context.db);

  return {
    change(conversationId: ConversationId, epoch: number, change: TimerChange): void {
      if ('cancelAll' in change) cancelAll.run(conversationId);
      else if ('cancelRun' in change) cancelRun.run(conversationId, change.cancelRun);
      else if ('cancel' in change) cancel.run(conversationId, change.cancel, change.runId ?? '');
      else {
        const payload = JSON.stringify(change.payload);
        set.run(conversationId, change.set, change.runId ?? '', epoch, change.dueAtMs, payload);
      }
    },

    /** Due timers become events; returns whom to wake. */
    fire(nowMs: number, limit: number): ConversationId[] {
      const woken = new Set<number>();
      for (const timer of due.all(nowMs, limit)) {
        remove.run(timer.id);
        inbox.add({
          source: 'timer',
          externalId: `timer:${timer.id}`,
          conversationId: timer.conversation_id,
          urgent: false,
          state: 'waiting',
          event: {
            type: 'timer',
            name: timer.name,
            runId: timer.run_id === '' ? null : timer.run_id,
            epoch: timer.epoch,
            payload: parseStored<Json>(timer.payload),
          },
          outcome: null,
          error: null,
          receivedAtMs: nowMs,
          settledAtMs: null,
          raw: null,
        });
        woken.add(timer.conversation_id);
      }
      return [...woken];
    },
  };
}

function prepare(db: Database.Database) {
  return {
    set: db.prepare<[number, string, string, number, number, string]>(
      `INSERT INTO timers (conversation_id, name, run_id, epoch, due_at, payload) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (conversation_id, name, run_id)
       DO UPDATE SET epoch = excluded.epoch, due_at = excluded.due_at, payload = excluded.payload`,
    ),
    cancel: db.prepare<[number, string, string]>(
      'DELETE FROM timers WHERE conversation_id = ? AND name = ? AND run_id = ?',
    ),
    cancelAll: db.prepare<[number]>('DELETE FROM timers WHERE conversation_id = ?'),
    cancelRun: db.prepare<[number, string]>('DELETE FROM timers WHERE conversation_id = ? AND run_id = ?'),
    due: db.prepare<[number, number], TimerRow>(
      `SELECT * FROM timers WHERE due_at <= ${NUMBER} ORDER BY due_at, id LIMIT ${NUMBER}`,
    ),
    remove: db.prepare<[number]>('DELETE FROM timers WHERE id = ?'),
  };
}
