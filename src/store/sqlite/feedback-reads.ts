/**
 * What the desk reads of the surveys: a page of scores, and what they amount to. Reads only. Two years of a busy shop are read a slice
 * at a time, so that no customer waits for a report.
 */
import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../core/limits.ts';
import type { FeedbackCount, FeedbackPlace, FeedbackQuery, FeedbackRow } from '../../core/ports/feedback.ts';
import type { Context } from './context.ts';

type ListQuery = FeedbackQuery & { before?: FeedbackPlace; limit: number };

/** `operatorId` only where one is asked for. */
interface Whose {
  operatorId?: number;
}

interface Window extends Whose {
  fromMs: number;
  beforeMs: number;
  beforeId: number;
}

interface ListParams extends Window {
  kind: string | null;
  level: string | null;
  downMs: number;
  downId: number;
  limit: number;
}

export function createFeedbackReads({ db }: Context) {
  const prepare = (whose: string) => ({
    list: db.prepare<ListParams, FeedbackRow>(LIST(whose)),
    listEdge: db.prepare<Window & { rows: number }, { atMs: number; id: number }>(LIST_EDGE(whose)),
    count: db.prepare<Whose & { fromMs: number; untilMs: number }, FeedbackCount>(COUNT(whose)),
  });
  const [ofAll, ofOne] = [prepare(''), prepare('AND s.operator_id = @operatorId')];
  const countEdge = db.prepare<{ fromMs: number; rows: number }, number>(COUNT_EDGE).pluck();
  const rows = LIMITS.reportSlice;

  return {
    async list({ kind, level, operatorId, fromMs, before, limit }: ListQuery): Promise<FeedbackRow[]> {
      const { list, listEdge } = operatorId === undefined ? ofAll : ofOne;
      const wanted = { kind: kind ?? null, level: level ?? null };
      const found: FeedbackRow[] = [];
      let place = before ?? { atMs: Number.MAX_SAFE_INTEGER, id: 0 };
      while (true) {
        const whose = operatorId === undefined ? {} : { operatorId };
        const window = { ...whose, fromMs, beforeMs: place.atMs, beforeId: place.id };
        const edge = listEdge.get({ ...window, rows });
        const { atMs: downMs, id: downId } = edge ?? { atMs: fromMs, id: 0 };
        found.push(...list.all({ ...window, ...wanted, downMs, downId, limit: limit - found.length }));
        if (!edge || found.length >= limit) return found;
        place = edge;
        await setImmediate();
      }
    },

    async count(fromMs: number, operatorId?: number): Promise<FeedbackCount[]> {
      const { count } = operatorId === undefined ? ofAll : ofOne;
      const whose = operatorId === undefined ? {} : { operatorId };
      const sums = new Map<string, FeedbackCount>();
      for (let atMs = fromMs; ;) {
        const edge = countEdge.get({ fromMs: atMs, rows });
        // Any number may have been asked in one millisecond: it is counted whole.
        const untilMs = edge === undefined ? Number.MAX_SAFE_INTEGER : Math.max(edge, atMs + 1);
        for (const one of count.all({ ...whose, fromMs: atMs, untilMs })) add(sums, one);
        if (edge === undefined) break;
        atMs = untilMs;
        await setImmediate();
      }
      return [...sums.values()].toSorted((a, b) => a.kind.localeCompare(b.kind) || b.asked - a.asked);
    },
  };
}

function add(sums: Map<string, FeedbackCount>, one: FeedbackCount): void {
  const key = `${one.kind} ${one.operatorId}`;
  const sum = sums.get(key);
  if (!sum) return void sums.set(key, one);
  for (const name of ['asked', 'scored', 'sum', 'low', 'middle', 'high'] as const) sum[name] += one[name];
}

/** The same steps as `levelOf` of the core; a test holds the two together. */
const LEVEL = `CASE
  WHEN s.kind = 'nps' THEN CASE WHEN s.score <= 6 THEN 'low' WHEN s.score <= 8 THEN 'middle' ELSE 'high' END
  ELSE CASE WHEN s.score <= 2 THEN 'low' WHEN s.score <= 3 THEN 'middle' ELSE 'high' END END`;

const SCORED = `s.scored_at IS NOT NULL AND s.scored_at >= @fromMs AND (s.scored_at, s.id) < (@beforeMs, @beforeId)`;

const LIST = (whose: string) => `
  SELECT s.id, s.kind, c.public_id AS conversation, c.account, c.name AS customer, nullif(o.name, '') AS operator, s.flow, s.score, s.comment,
         s.scored_at AS scoredMs
    FROM surveys s JOIN conversations c ON c.id = s.conversation_id LEFT JOIN operators o ON o.id = s.operator_id
   WHERE ${SCORED} ${whose} AND (s.scored_at, s.id) >= (@downMs, @downId)
     AND (@kind IS NULL OR s.kind = @kind)
     AND (@level IS NULL OR ${LEVEL} = @level)
   ORDER BY s.scored_at DESC, s.id DESC LIMIT @limit`;

/** Where a slice ends: the row that stands so many further back. */
const LIST_EDGE = (whose: string) => `
  SELECT s.scored_at AS atMs, s.id FROM surveys s
   WHERE ${SCORED} ${whose} ORDER BY s.scored_at DESC, s.id DESC LIMIT 1 OFFSET @rows`;

const COUNT = (whose: string) => `
  SELECT s.kind, s.operator_id AS operatorId, nullif(o.name, '') AS operator, count(*) AS asked, count(s.score) AS scored,
         coalesce(sum(s.score), 0) AS sum,
         coalesce(sum(s.score IS NOT NULL AND ${LEVEL} = 'low'), 0) AS low,
         coalesce(sum(s.score IS NOT NULL AND ${LEVEL} = 'middle'), 0) AS middle,
         coalesce(sum(s.score IS NOT NULL AND ${LEVEL} = 'high'), 0) AS high
    FROM surveys s LEFT JOIN operators o ON o.id = s.operator_id
   WHERE s.asked_at IS NOT NULL AND s.asked_at >= @fromMs AND s.asked_at < @untilMs ${whose}
   GROUP BY s.kind, s.operator_id`;

const COUNT_EDGE = `
  SELECT s.asked_at FROM surveys s WHERE s.asked_at IS NOT NULL AND s.asked_at >= @fromMs
   ORDER BY s.asked_at LIMIT 1 OFFSET @rows`;
