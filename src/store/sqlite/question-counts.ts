/** What the counters of questions amount to: by entry, by week and platform. Read in small steps, as the log itself is. */
import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import { dayAt, mondayOf, stampOf } from '../../core/week.ts';
import type { BandCount, CountedDays, EntryCount } from '../../core/ports/question-store.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';
import { createQuestionSums, type QuestionSums, type SumPlace, type SumRow } from './question-sums.ts';

export function createQuestionCounts(
  { db }: Pick<Context, 'db'>,
  questions: QuestionSums = createQuestionSums({ db }),
) {
  const rows = db.prepare<[number, string, string, string, number, number], SumRow>(
    `SELECT * FROM question_counts WHERE (day, platform, entry, locale) > (?, ?, ?, ?) AND day < ?
      ORDER BY day, platform, entry, locale LIMIT ${NUMBER}`,
  );

  const first = db.prepare<[], number | null>('SELECT min(day) FROM question_counts').pluck();

  /** The sums, and of questions that do not stand in them yet. */
  async function read(days: CountedDays): Promise<SumRow[]> {
    for (;;) {
      const upTo = questions.upTo();
      const found = [...(await summed(days)), ...(await unsummed(upTo, days))];
      // Meanwhile some may have gone from the one into the other.
      if (questions.upTo() === upTo) return found;
    }
  }

  async function summed({ fromDay, toDay }: CountedDays): Promise<SumRow[]> {
    const found: SumRow[] = [];
    let place: SumPlace = { day: fromDay, platform: '', entry: '', locale: '' };
    for (;;) {
      const { day, platform, entry, locale } = place;
      const step = rows.all(day, platform, entry, locale, toDay, LIMITS.questionRowsAtOnce);
      found.push(...step);
      if (step.length < LIMITS.questionRowsAtOnce) return found;
      place = step.at(-1) ?? place;
      await setImmediate();
    }
  }

  async function unsummed(upTo: number, { fromDay, toDay, timeZone }: CountedDays): Promise<SumRow[]> {
    const found: SumRow[] = [];
    for (let from: number | null = upTo; from !== null;) {
      const step = questions.after(from, timeZone);
      found.push(...step.sums.filter(({ day }) => day >= fromDay && day < toDay));
      from = step.next;
      if (from !== null) await setImmediate();
    }
    return found;
  }

  return {
    async entries(days: CountedDays): Promise<EntryCount[]> {
      const found = new Map<string, EntryCount>();
      for (const row of await read(days)) if (row.entry !== '') addEntry(found, row);
      return [...found.values()];
    },

    async bands(days: CountedDays): Promise<BandCount[]> {
      const found = new Map<string, BandCount>();
      for (const row of await read(days)) addBand(found, row);
      return [...found.values()];
    },

    firstDay(timeZone: string): number | null {
      const day = first.get() ?? null;
      const unsummedMs = day === null ? questions.firstAfter() : null;
      return unsummedMs === null ? day : dayAt(unsummedMs, timeZone);
    },

    async lastSaid(): Promise<{ sinceMs: number | null; entries: { id: string; atMs: number }[] }> {
      return lastSaid(await read(EVER));
    },
  };
}

/** Which day it is where does not matter for when something was said last. */
const EVER: CountedDays = { fromDay: 0, toDay: Number.MAX_SAFE_INTEGER, timeZone: 'UTC' };

function lastSaid(all: readonly SumRow[]): {
  sinceMs: number | null;
  entries: { id: string; atMs: number }[];
} {
  const last = new Map<string, number>();
  let began = Number.MAX_SAFE_INTEGER;
  for (const { day, entry, said_at } of all) {
    began = Math.min(began, day);
    if (said_at > (last.get(entry) ?? 0)) last.set(entry, said_at);
  }
  const entries = [...last].map(([id, atMs]) => ({ id, atMs }));
  return { sinceMs: all.length === 0 ? null : stampOf(began), entries };
}

function noEntry(id: string, locale: Locale): EntryCount {
  const counts = { answered: 0, offered: 0, chosen: 0, shown: 0, helped: 0, notHelped: 0, escalated: 0 };
  return { id, locale, ...counts, contained: 0 };
}

function addEntry(found: Map<string, EntryCount>, row: SumRow): void {
  const key = `${row.entry} ${row.locale}`;
  const sum = found.get(key) ?? noEntry(row.entry, row.locale as Locale);
  sum.answered += row.answered;
  sum.offered += row.offered;
  sum.chosen += row.chosen;
  sum.shown += row.shown;
  sum.helped += row.helped;
  sum.notHelped += row.not_helped;
  sum.escalated += row.escalated;
  sum.contained += row.answered + row.chosen - row.lost;
  found.set(key, sum);
}

function addBand(found: Map<string, BandCount>, row: SumRow): void {
  const { platform } = row;
  const weekMs = stampOf(mondayOf(row.day));
  const key = `${weekMs} ${platform}`;
  const sum = found.get(key) ?? { weekMs, platform, answer: 0, offer: 0, miss: 0, contained: 0 };
  sum.answer += row.answered;
  sum.offer += row.offers;
  sum.miss += row.misses;
  sum.contained += row.answered + row.chosen - row.lost;
  found.set(key, sum);
}
