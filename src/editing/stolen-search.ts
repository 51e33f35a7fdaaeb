/**
 * Entries that steal each other's questions, looked for in the thread while editors go on: seconds of work for a large set. Nobody waits
 * for it who only wants to look; until it is through, what the set before told is told as far as it still stands.
 */
import type { ContentFinding } from '../content/finding.ts';
import { stolenFindings, type PhrasingPlaces } from '../content/faq/lint/stolen.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Log } from '../core/ports/log.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import type { StolenPhrasing } from '../matcher/held-out.ts';
import type { AnswerSet } from './answer-set.ts';
import type { EditingThread } from './editing-thread.ts';

/** `key`: of every phrasing and of whatever the matcher goes by; the same key is the same outcome. */
export interface SearchWish {
  key: string;
  set: AnswerSet;
  /** Entries that are looked at before all others. */
  first: readonly string[];
}

export interface StolenSearch {
  /** What is known by now, of this set or of the one before. */
  known(): readonly StolenPhrasing[];
  /** Looks through this set instead of any other, unless it is known. Resolves when it is through or given up; never rejects. */
  search(wish: SearchWish): Promise<void>;
}

export function createStolenSearch({ thread, log }: { thread: EditingThread; log: Log }): StolenSearch {
  let known: readonly StolenPhrasing[] = [];
  let last = { key: '', through: Promise.resolve() };
  const carryOut = async ({ key, set, first }: SearchWish): Promise<void> => {
    const found: StolenPhrasing[] = [];
    const { phrasings } = await thread.ask('hide', { set, first });
    const all = Math.min(phrasings, LIMITS.hiddenPhrasings);
    for (let from = 0; from < all; from += LIMITS.gateBatch) {
      // Somebody has written on: what this would find is of yesterday.
      if (last.key !== key) return;
      const to = Math.min(from + LIMITS.gateBatch, all);
      found.push(...(await thread.ask('askHidden', { from, to })));
    }
    if (last.key === key) known = found;
  };
  return {
    known: () => known,
    search(wish) {
      if (last.key === wish.key) return last.through;
      const through = carryOut(wish).catch((thrown: unknown) => {
        // Not tried again for the same phrasings: what broke the thread once would break it at every look.
        log.warn({ step: 'faq', error: toError(thrown) }, 'Stolen questions could not be looked for');
      });
      last = { key: wish.key, through };
      return through;
    },
  };
}

/** Those that still stand so, at their lines. `thieves`: everything that can answer. */
export function tellStolen(
  stolen: readonly StolenPhrasing[],
  places: readonly PhrasingPlaces[],
  thieves: readonly FaqEntry[],
): ContentFinding[] {
  const phrasings = new Map(places.map((one) => [`${one.locale} ${one.id}`, one.phrasings]));
  const there = new Set(thieves.map(({ id }) => id));
  const standing = stolen.filter(
    ({ id, locale, phrasing, thief }) =>
      there.has(thief) && phrasings.get(`${locale} ${id}`)?.includes(phrasing) === true,
  );
  return stolenFindings(standing, [{ entries: places }], thieves);
}
