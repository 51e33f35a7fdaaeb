/**
 * Different questions, each once: the log looked through in small steps, with a breath for everybody else between two of them, and equal
 * questions put together. What was found is kept, in a few bytes a question, until its last page was read: a replay asks for many.
 */
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { foldQuestion } from '../../core/fold-question.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { AskedQuestion } from '../../core/ports/question-store.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

interface AskedRow {
  id: number;
  text: string;
  locale: Locale;
  asked_at: number;
}

/** Equal questions; `lastId`: the one that was asked last. */
interface Group {
  times: number;
  lastId: number;
  lastMs: number;
}

interface Found {
  sinceMs: number;
  /** Rising. */
  keys: Float64Array;
  groups: ReadonlyMap<number, Group>;
}

/** 48 bits: of a million different questions two are held for one once in six hundred shops. */
const KEY_BYTES = 6;

export function createAskedReads({ db }: Context) {
  const next = db.prepare<[number, number, number], AskedRow>(
    `SELECT id, text, locale, asked_at FROM questions WHERE id > ? AND text <> '' AND asked_at >= ?
      ORDER BY id LIMIT ${NUMBER}`,
  );
  const one = db.prepare<[number], { text: string; locale: Locale }>(
    `SELECT text, locale FROM questions WHERE id = ? AND text <> ''`,
  );
  let kept: Found | null = null;

  async function lookThrough(sinceMs: number): Promise<Found> {
    const groups = new Map<number, Group>();
    for (let id = 0; ;) {
      const rows = next.all(id, sinceMs, LIMITS.questionTextsAtOnce);
      for (const row of rows) add(groups, row);
      if (rows.length < LIMITS.questionTextsAtOnce) break;
      id = rows.at(-1)?.id ?? id;
      await setImmediate();
    }
    // Numbers by themselves are put in order many times faster than what belongs to them.
    return { sinceMs, keys: Float64Array.from(groups.keys()).toSorted(), groups };
  }

  return {
    async page(sinceMs: number, after: string, limit: number): Promise<AskedQuestion[]> {
      const isFirst = after === '';
      const found = !isFirst && kept !== null && kept.sinceMs === sinceMs ? kept : await lookThrough(sinceMs);
      const from = isFirst ? 0 : firstAfter(found.keys, Number(after));
      const page = [...found.keys.subarray(from, from + limit)];
      kept = page.length < limit ? null : found;
      return page.flatMap((key) => {
        const group = found.groups.get(key);
        const row = group && one.get(group.lastId);
        // It may have been forgotten since.
        return row ? [{ key: String(key), times: group.times, lastMs: group.lastMs, ...row }] : [];
      });
    },

    count: async (sinceMs: number): Promise<number> => (await lookThrough(sinceMs)).keys.length,
  };
}

function add(groups: Map<number, Group>, { id, text, locale, asked_at }: AskedRow): void {
  const digest = hash('sha256', `${locale} ${foldQuestion(text)}`, 'buffer');
  const key = digest.readUIntBE(0, KEY_BYTES);
  const known = groups.get(key);
  if (known) {
    known.times += 1;
    known.lastId = id;
    known.lastMs = asked_at;
  } else groups.set(key, { times: 1, lastId: id, lastMs: asked_at });
}

/** The place of the first key above this one. */
function firstAfter(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
