/**
 * What a restart finds: parts that were on the wire and tasks that were running. Nobody knows whether the parts arrived;
 * each goes by its rule and is sent once more at most, unless a receipt has told, or the platform drops repeats.
 */
import type { AccountId } from '../../core/ids.ts';
import type { ResendRule } from '../../core/message.ts';
import type { Recovery } from '../../core/ports/engine-store.ts';
import { secondTryAfter } from '../../core/second-try.ts';
import type { Context } from './context.ts';
import type { Lane } from './lane.ts';
import type { Receipts } from './receipts.ts';
import type { Tasks } from './tasks.ts';

interface OnWire {
  id: number;
  conversation_id: number;
  account: AccountId;
  external_id: string | null;
  resend: ResendRule;
  maybe_twice: number;
  tried_at: number;
}

export function createRecovery(context: Context, parts: { lane: Lane; receipts: Receipts; tasks: Tasks }) {
  const { lane, receipts, tasks } = parts;
  const { onWire, leave, again, repeat, unanswered } = prepare(context);

  /** True if the part will be sent once more. */
  function takeUp(part: OnWire, nowMs: number, settlesMs: number | null): boolean {
    if (part.external_id !== null) {
      leave.run('sent', null, nowMs, part.id);
      receipts.join(part.conversation_id, part.external_id, part.id);
      lane.close(part.conversation_id, 0);
      return false;
    }
    if (settlesMs === 0) {
      repeat.run(nowMs, part.id);
      context.touch(part.conversation_id);
      return true;
    }
    const waitMs = part.maybe_twice === 1 ? null : secondTryAfter(part.resend, settlesMs);
    if (waitMs === null) {
      leave.run('unknown', 'restart', nowMs, part.id);
      lane.close(part.conversation_id, 0);
      return false;
    }
    again.run(waitMs === 0 ? nowMs : part.tried_at + waitMs, part.id);
    context.touch(part.conversation_id);
    return true;
  }

  return function recover(nowMs: number, settles: ReadonlyMap<AccountId, number>): Recovery {
    const counts = { resent: 0, leftUnknown: 0 };
    for (const part of onWire.all()) {
      if (takeUp(part, nowMs, settles.get(part.account) ?? null)) counts.resent += 1;
      else if (part.external_id === null) counts.leftUnknown += 1;
    }
    return { ...counts, tasks: tasks.recover(nowMs), unanswered: unanswered.all() };
  };
}

function prepare({ db }: Context) {
  return {
    onWire: db.prepare<[], OnWire>(
      `SELECT id, conversation_id, account, external_id, resend, maybe_twice, tried_at FROM deliveries
        WHERE lane IS NOT NULL AND lane = 'wire'`,
    ),
    leave: db.prepare<['sent' | 'unknown', string | null, number, number]>(
      'UPDATE deliveries SET state = ?, lane = NULL, reason = ?, settled_at = ? WHERE id = ?',
    ),
    again: db.prepare<[number, number]>(
      `UPDATE deliveries SET state = 'unknown', lane = 'head', reason = 'restart', due_at = ? WHERE id = ?`,
    ),
    unanswered: db
      .prepare<[], AccountId>(
        `SELECT DISTINCT account FROM deliveries WHERE lane IS NOT NULL AND state = 'unknown'`,
      )
      .pluck(),
    // 2: what may have arrived is known to the platform by its key.
    repeat: db.prepare<[number, number]>(
      `UPDATE deliveries SET state = 'queued', lane = 'head', reason = 'restart', due_at = ?,
              maybe_twice = iif(maybe_twice = 0, 2, maybe_twice) WHERE id = ?`,
    ),
  };
}
