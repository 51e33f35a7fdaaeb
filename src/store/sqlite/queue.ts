/**
 * The order in which waiting customers should be taken: band, then those who lost their operator, then arrival.
 * The console's list, the position that customers are told and the numbers for estimates all come from here.
 */
import type { Priority } from '../../core/conversation.ts';
import type { DeskFacts } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { ConversationRecord } from './rows.ts';
import type { Operators } from './operators.ts';
import { LIMITS } from '../../core/limits.ts';
import { NUMBER } from './planned-once.ts';

export const QUEUE_ORDER = 'priority, queue_rank, queue_at, id';

export type Queue = ReturnType<typeof createQueue>;

export function createQueue(context: Context, operators: Operators) {
  const { db } = context;
  const ahead = db
    .prepare<[number, number, number, number], number>(
      `SELECT count(*) FROM conversations WHERE status = 'queued' AND (${QUEUE_ORDER}) < (?, ?, ?, ?)`,
    )
    .pluck();
  const bands = db.prepare<[], { priority: Priority; waiting: number }>(
    `SELECT priority, count(*) AS waiting FROM conversations WHERE status = 'queued' GROUP BY priority`,
  );
  const handling = db
    .prepare<[number], number | null>(
      `SELECT avg(closed_at - claimed_at) FROM (
         SELECT closed_at, claimed_at FROM cases WHERE closed_at IS NOT NULL AND claimed_at IS NOT NULL
          ORDER BY closed_at DESC LIMIT ${NUMBER})`,
    )
    .pluck();

  return {
    /** Queued conversations before this one; 0 unless it is queued. */
    ahead(record: ConversationRecord): number {
      if (record.status !== 'queued') return 0;
      return ahead.get(record.priority, record.queue_rank, record.queue_at, record.id) ?? 0;
    },

    facts(): DeskFacts {
      const waiting: DeskFacts['waiting'] = { 0: 0, 1: 0, 2: 0 };
      for (const band of bands.all()) waiting[band.priority] = band.waiting;
      const handleMs = handling.get(LIMITS.handledCases) ?? null;
      return {
        waiting,
        operators: operators.atDesk(),
        handleMs: handleMs === null ? null : Math.round(handleMs),
      };
    },
  };
}
