/**
 * Tasks: look-ups and outside writes that turns asked for. The answer enters the inbox in the commit that ends the task,
 * so that it can neither be lost nor come twice.
 */
import type Database from 'better-sqlite3';
import type { Json } from '../../core/content.ts';
import type { AccountId, ConversationId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { ClaimedTask, NewTask, TaskRecord } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import { parseStored } from './rows.ts';
import { NUMBER } from './planned-once.ts';

interface DueTask {
  id: number;
  conversation_id: number;
  kind: string;
  key: string;
  input: string;
  attempts: number;
  account: AccountId;
  address: string;
  locale: Locale;
  verified_phone: string | null;
}

interface EndedTask {
  conversation_id: number;
  kind: string;
  run_id: string | null;
  epoch: number;
}

export type Tasks = ReturnType<typeof createTasks>;

export function createTasks(context: Context, inbox: Inbox) {
  const { add, due, start, end, retry, requeue } = prepare(context.db);

  return {
    add(conversationId: ConversationId, epoch: number, task: NewTask, atMs: number): void {
      add.run(conversationId, task.kind, task.runId, epoch, task.key, JSON.stringify(task.input), atMs);
    },

    claim(nowMs: number, limit: number): ClaimedTask[] {
      return due.all(nowMs, limit).map((row) => {
        start.run(row.id);
        const { account, address, locale, verified_phone: verifiedPhone } = row;
        return {
          id: row.id,
          conversationId: row.conversation_id,
          kind: row.kind,
          key: row.key,
          input: parseStored<Json>(row.input),
          attempt: row.attempts + 1,
          identity: { account, address, locale, verifiedPhone },
        };
      });
    },

    /** Returns the conversation to wake, or null when the task goes on or had ended before. */
    record(record: TaskRecord): ConversationId | null {
      if (!('outcome' in record)) {
        retry.run(record.error, record.retryAtMs, record.id);
        return null;
      }
      const { id, outcome, atMs } = record;
      const task = end.get(outcome.ok ? 'done' : 'failed', outcome.ok ? null : outcome.reason, atMs, id);
      if (!task) return null;
      const { conversation_id: conversationId, kind, run_id: runId, epoch } = task;
      inbox.add({
        source: 'task',
        externalId: `task:${id}`,
        conversationId,
        urgent: false,
        state: 'waiting',
        event: { type: 'task', taskId: id, kind, runId, epoch, outcome },
        outcome: null,
        error: null,
        receivedAtMs: atMs,
        settledAtMs: null,
        raw: null,
      });
      return conversationId;
    },

    /** After a crash: whatever was running starts again. */
    recover: (nowMs: number) => requeue.run(nowMs).changes,
  };
}

function prepare(db: Database.Database) {
  return {
    add: db.prepare<[number, string, string | null, number, string, string, number]>(
      `INSERT INTO tasks (conversation_id, kind, run_id, epoch, key, input, state, due_at)
       VALUES (?, ?, ?, ?, ?, ?, 'queued', ?)`,
    ),
    due: db.prepare<[number, number], DueTask>(
      `SELECT t.id, t.conversation_id, t.kind, t.key, t.input, t.attempts, c.account, c.address, c.locale, c.verified_phone
         FROM tasks t JOIN conversations c ON c.id = t.conversation_id
        WHERE t.state = 'queued' AND t.due_at <= ${NUMBER} ORDER BY t.due_at, t.id LIMIT ${NUMBER}`,
    ),
    start: db.prepare<[number]>(
      `UPDATE tasks SET state = 'running', attempts = attempts + 1 WHERE id = ? AND state = 'queued'`,
    ),
    end: db.prepare<[string, string | null, number, number], EndedTask>(
      `UPDATE tasks SET state = ?, error = ?, settled_at = ? WHERE id = ? AND state = 'running'
       RETURNING conversation_id, kind, run_id, epoch`,
    ),
    retry: db.prepare<[string, number, number]>(
      `UPDATE tasks SET state = 'queued', error = ?, due_at = ? WHERE id = ? AND state = 'running'`,
    ),
    requeue: db.prepare<[number]>(`UPDATE tasks SET state = 'queued', due_at = ? WHERE state = 'running'`),
  };
}
