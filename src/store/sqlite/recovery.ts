/**
 * What a restart finds: parts that were on the wire and tasks that were running. Nobody knows whether the parts arrived;
 * each goes by its rule and is sent once more at most.
 */
import { LIMITS } from '../../core/limits.ts';
import type { ResendRule } from '../../core/message.ts';
import type { Recovery } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Lane } from './lane.ts';
import type { Tasks } from './tasks.ts';

interface OnWire {
  id: number;
  conversation_id: number;
  resend: ResendRule;
  maybe_twice: number;
  tried_at: number;
}

export function createRecovery(context: Context, parts: { lane: Lane; tasks: Tasks }) {
  const { db } = context;
  const onWire = db.prepare<[], OnWire>(
    `SELECT id, conversation_id, resend, maybe_twice, tried_at FROM deliveries WHERE lane IS NOT NULL AND lane = 'wire'`,
  );
  const leave = db.prepare<[number, number]>(
    `UPDATE deliveries SET state = 'unknown', lane = NULL, reason = 'restart', settled_at = ? WHERE id = ?`,
  );
  const again = db.prepare<[number, number]>(
    `UPDATE deliveries SET state = 'unknown', lane = 'head', reason = 'restart', due_at = ? WHERE id = ?`,
  );

  return function recover(nowMs: number): Recovery {
    const counts = { resent: 0, leftUnknown: 0 };
    for (const part of onWire.all()) {
      if (part.resend === 'never' || part.maybe_twice === 1) {
        leave.run(nowMs, part.id);
        parts.lane.close(part.conversation_id, 0);
        counts.leftUnknown += 1;
      } else {
        const silence = part.tried_at + LIMITS.unansweredPromptMs;
        again.run(part.resend === 'once' ? nowMs : silence, part.id);
        context.touch(part.conversation_id);
        counts.resent += 1;
      }
    }
    return { ...counts, tasks: parts.tasks.recover(nowMs) };
  };
}
