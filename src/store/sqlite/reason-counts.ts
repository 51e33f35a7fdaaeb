/** Why customers stayed away, counted. Reads only, a slice at a time, so that no customer waits for a report. */
import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../core/limits.ts';
import type { StayReason } from '../../core/ports/personal-store.ts';
import type { Context } from './context.ts';

interface ReasonCount {
  reason: StayReason;
  count: number;
}

/** Since `sinceMs`, the most frequent first. */
export function createReasonCounts({ db }: Context): (sinceMs: number) => Promise<ReasonCount[]> {
  const edgeOf = db
    .prepare<[number, number], number>(
      'SELECT at FROM stay_reasons WHERE at >= ? ORDER BY at LIMIT 1 OFFSET ?',
    )
    .pluck();
  const counted = db.prepare<[number, number], ReasonCount>(
    'SELECT reason, count(*) AS count FROM stay_reasons WHERE at >= ? AND at < ? GROUP BY reason',
  );

  return async (sinceMs) => {
    const sums = new Map<StayReason, number>();
    for (let fromMs = sinceMs; ;) {
      const edge = edgeOf.get(fromMs, LIMITS.reportSlice);
      // Any number may have been said in one millisecond: it is counted whole.
      const untilMs = edge === undefined ? Number.MAX_SAFE_INTEGER : Math.max(edge, fromMs + 1);
      for (const { reason, count } of counted.all(fromMs, untilMs)) {
        sums.set(reason, (sums.get(reason) ?? 0) + count);
      }
      if (edge === undefined) break;
      fromMs = untilMs;
      await setImmediate();
    }
    const counts = [...sums].map(([reason, count]) => ({ reason, count }));
    return counts.toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  };
}
