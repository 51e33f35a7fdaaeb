/** The verbs of the log of questions: what writes takes its place in the group commit, what reads goes in small steps. */
import { LIMITS } from '../../core/limits.ts';
import type { QuestionSettled, QuestionStore } from '../../core/ports/question-store.ts';
import type { Context } from './context.ts';
import type { GroupCommit } from './group-commit.ts';
import { createQuestionCounts } from './question-counts.ts';
import { createAskedReads } from './asked-reads.ts';
import { createQuestionReads } from './question-reads.ts';
import { EMPTIED } from './question-statements.ts';
import { createQuestionSums, type QuestionSums } from './question-sums.ts';
import { NUMBER } from './planned-once.ts';

export function questionVerbs(group: GroupCommit, context: Context): QuestionStore {
  const asked = createAskedReads(context);
  const reads = createQuestionReads(context);
  const sums = createQuestionSums(context);
  const counts = createQuestionCounts(context, sums);
  const settle = createSettle(context);
  const sweep = createSweep(context, sums);
  return {
    readQuestions: ({ sinceMs, after, limit }) => asked.page(sinceMs, after, limit),
    countQuestions: (sinceMs) => asked.count(sinceMs),
    readUnanswered: ({ limit, beforeId, nowMs }) => reads.unanswered(limit, beforeId, nowMs),
    countUnanswered: async (nowMs) => reads.countUnanswered(nowMs),
    async settleQuestions(ids, how, nowMs) {
      let settled = 0;
      for (let from = 0; from < ids.length; from += LIMITS.questionsSettled) {
        const some = ids.slice(from, from + LIMITS.questionsSettled);
        settled += await group.write(() => settle(some, how, nowMs));
      }
      return settled;
    },
    countEntries: (days) => counts.entries(days),
    countBands: (days) => counts.bands(days),
    firstCounted: async ({ timeZone }) => counts.firstDay(timeZone),
    lastAsked: () => counts.lastSaid(),
    sumUpQuestions: (past) => group.write(() => sums.sumUp(past)),
    forgetQuestions: (past) => group.write(() => sweep(past)),
  };
}

function createSettle({ db }: Context) {
  const settle = db.prepare<[string, string | null, string, number, string]>(
    `UPDATE questions SET waits = 0, settled_as = ?, settled_entry = ?, settled_by = ?, settled_at = ?
      WHERE waits = 1 AND id IN (SELECT value FROM json_each(?))`,
  );
  return (ids: readonly number[], how: QuestionSettled, nowMs: number): number => {
    const entry = how.as === 'aside' ? null : how.id;
    return settle.run(how.as, entry, how.by, nowMs, JSON.stringify(ids)).changes;
  };
}

/**
 * Old rows lie at the low end. A step looks at the next ones after the last step's and begins anew when it meets young ones, so that
 * those which wait for somebody are not looked at again and again. The last row is emptied: numbers go on rising.
 */
function createSweep(
  { db }: Context,
  sums: QuestionSums,
): (past: { beforeMs: number; rows: number; waitingToo: boolean }) => number {
  const look = db.prepare<[number, number, number], { id: number; waits: number; asked_at: number }>(
    `SELECT id, waits, asked_at FROM questions WHERE id > ? AND id <= ? ORDER BY id LIMIT ${NUMBER}`,
  );
  const last = db.prepare<[], number | null>('SELECT max(id) FROM questions').pluck();
  const remove = db.prepare<[number]>('DELETE FROM questions WHERE id = ?');
  const empty = db.prepare<[number]>(`UPDATE questions SET ${EMPTIED} WHERE id = ? AND text <> ''`);
  let position = 0;

  return ({ beforeMs, rows, waitingToo }) => {
    const lastId = last.get() ?? 0;
    // What is not summed up yet is still needed.
    const seen = look.all(position, sums.upTo(), rows);
    let removed = 0;
    for (const { id, waits, asked_at } of seen) {
      if (asked_at >= beforeMs) {
        position = 0;
        return removed;
      }
      position = id;
      if (waits === 0 || waitingToo) removed += (id === lastId ? empty : remove).run(id).changes;
    }
    if (seen.length < rows) position = 0;
    return removed;
  };
}
