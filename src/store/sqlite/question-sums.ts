/**
 * What questions amount to, by the shop's day, messenger, entry and language. Summed up a while after they were asked, when nothing can come of
 * them any more, many at once: a turn writes a row, and nothing is counted while a customer waits.
 */
import { LIMITS } from '../../core/limits.ts';
import { dayAt } from '../../core/week.ts';
import type { QuestionFate } from '../../core/question.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';
import type { RecentRow } from './question-statements.ts';

const COUNTED = [
  'answered',
  'offered',
  'chosen',
  'shown',
  'helped',
  'not_helped',
  'escalated',
  'lost',
  'offers',
  'misses',
] as const;
type Counted = (typeof COUNTED)[number];

export interface SumPlace {
  day: number;
  platform: string;
  /** '': questions that no entry answered. */
  entry: string;
  locale: string;
}

/** `said_at`: when the entry was said last; 0: it was not. */
export type SumRow = SumPlace & { said_at: number } & Record<Counted, number>;

interface AskedRow {
  id: number;
  platform: string;
  locale: string;
  band: RecentRow['band'];
  entries: string;
  said: string | null;
  fate: QuestionFate | null;
  escalated: number;
  asked_at: number;
}

export type QuestionSums = ReturnType<typeof createQuestionSums>;

export function createQuestionSums({ db }: Pick<Context, 'db'>) {
  const upTo = db.prepare<[], number>('SELECT question_id FROM question_sums_to').pluck();
  const moveTo = db.prepare<[number]>('UPDATE question_sums_to SET question_id = ?');
  const next = db.prepare<[number, number], AskedRow>(
    `SELECT id, platform, locale, band, entries, said, fate, escalated, asked_at FROM questions
      WHERE id > ? ORDER BY id LIMIT ${NUMBER}`,
  );
  const add = db.prepare<SumRow>(
    `INSERT INTO question_counts (day, platform, entry, locale, said_at, ${COUNTED.join(', ')})
     VALUES (@day, @platform, @entry, @locale, @said_at, ${COUNTED.map((column) => `@${column}`).join(', ')})
     ON CONFLICT (day, platform, entry, locale) DO UPDATE SET said_at = max(said_at, excluded.said_at),
       ${COUNTED.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
  );

  return {
    /** The last question that stands in the sums. */
    upTo: (): number => upTo.get() ?? 0,

    /** The moment of the first question that does not stand in the sums; null: there is none. */
    firstAfter: (): number | null => next.get(upTo.get() ?? 0, 1)?.asked_at ?? null,

    /** One step, inside a transaction: questions asked before a moment. Returns how many. */
    sumUp({ beforeMs, rows, timeZone }: { beforeMs: number; rows: number; timeZone: string }): number {
      const seen = next.all(upTo.get() ?? 0, rows);
      const young = seen.findIndex(({ asked_at }) => asked_at >= beforeMs);
      const old = young === -1 ? seen : seen.slice(0, young);
      const last = old.at(-1);
      if (!last) return 0;
      for (const row of sumsOf(old, timeZone)) add.run(row);
      moveTo.run(last.id);
      return old.length;
    },

    /** The sums of a step of questions after one, and where the next step begins; null: there are no more. */
    after(id: number, timeZone: string): { sums: SumRow[]; next: number | null } {
      const rows = next.all(id, LIMITS.questionRowsAtOnce);
      const isLast = rows.length < LIMITS.questionRowsAtOnce;
      return { sums: sumsOf(rows, timeZone), next: isLast ? null : (rows.at(-1)?.id ?? null) };
    },
  };
}

/** Each question counts on its own day, whatever came of it when. */
function sumsOf(rows: readonly AskedRow[], timeZone: string): SumRow[] {
  const sums = new Map<string, SumRow>();
  for (const row of rows) {
    const add = (entry: string, what: Counted, isSaid = false): void => {
      const { platform, locale, asked_at } = row;
      const day = dayAt(asked_at, timeZone);
      const key = `${day} ${platform} ${locale} ${entry}`;
      const sum = sums.get(key) ?? { ...EMPTY, day, platform, entry, locale };
      sums.set(key, sum);
      sum[what] += 1;
      if (isSaid) sum.said_at = Math.max(sum.said_at, asked_at);
    };
    count(row, add);
  }
  return [...sums.values()];
}

function count(
  { band, entries, said, fate, escalated }: AskedRow,
  add: (entry: string, what: Counted, isSaid?: boolean) => void,
): void {
  const entry = said ?? '';
  if (band === 'miss') add('', 'misses');
  else if (band === 'offer') {
    add('', 'offers');
    for (const id of JSON.parse(entries) as string[]) add(id, 'offered');
    if (said !== null) add(said, 'chosen', true);
  } else if (band === 'shown') add(entry, 'shown', true);
  else {
    add(entry, 'answered', true);
    // Further questions in the same breath: said, too, but the question is one.
    for (const id of (JSON.parse(entries) as string[]).slice(1)) add(id, 'shown', true);
  }
  if (fate === 'helped') add(entry, 'helped');
  if (fate === 'not-helped') add(entry, 'not_helped');
  if (escalated === 1) add(entry, 'escalated');
  const isLost = fate === 'not-helped' || escalated === 1;
  if (isLost && said !== null && band !== 'shown') add(said, 'lost');
}

const EMPTY = {
  said_at: 0,
  answered: 0,
  offered: 0,
  chosen: 0,
  shown: 0,
  helped: 0,
  not_helped: 0,
  escalated: 0,
  lost: 0,
  offers: 0,
  misses: 0,
};
