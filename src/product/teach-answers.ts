/**
 * What the live answers teach about themselves: where the bands of the score begin. Worked out in a thread after the answers are live and
 * kept beside the data by what they are made of, so that a start with the same answers has it at once. Until then what the set
 * before taught holds, or what holds in general.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Log } from '../core/ports/log.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import { GENERAL, learnAside, type Calibration, type Learnt, type Vocabulary } from '../matcher/index.ts';
import { keepJson, readKeptJson } from './kept-json.ts';

export interface Teaching {
  /** For the answers that are live now. */
  calibration(): Calibration;
  /** Null: not yet. */
  learnt(): Learnt | null;
  /** These are live from now on. */
  teach(answers: { entries: readonly FaqEntry[]; vocabulary: Vocabulary }): void;
  /** Resolves when nothing is being worked out. */
  settled(): Promise<void>;
  close(): void;
}

export interface TeachingDeps {
  cacheFile: string;
  /** Default `LIMITS.learnQuietMs`. */
  quietMs?: number;
  clock: Clock;
  log: Log;
}

/** Raised when the same answers would teach something else. */
const FORMAT = 1;
const share = z.number().min(0).max(1);
const kept = z.object({
  format: z.literal(FORMAT),
  key: z.string(),
  learnt: z.object({
    calibration: z.object({
      weights: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]).readonly(),
      answer: share,
      offer: share,
    }),
    figures: z.object({
      asked: z.number(),
      right: share,
      rightOfThree: share,
      answered: share,
      answeredRight: share,
      nearAnswered: share,
    }),
  }),
});

export function createTeaching({
  cacheFile,
  quietMs = LIMITS.learnQuietMs,
  clock,
  log,
}: TeachingDeps): Teaching {
  let current: { key: string; learnt: Learnt } | null = readKeptJson(cacheFile, kept);
  let wanted = '';
  let running: { stop: AbortController; done: Promise<void> } | null = null;

  const work = async (
    key: string,
    answers: Parameters<Teaching['teach']>[0],
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      await quiet(clock, quietMs, signal);
      const learnt = await learnAside(answers, { clock, signal });
      if (key !== wanted) return;
      current = { key, learnt };
      keepJson(cacheFile, { format: FORMAT, key, learnt });
      log.info(
        { step: 'content', answer: learnt.calibration.answer, right: learnt.figures.answeredRight },
        'The answers have taught their bands',
      );
    } catch (thrown) {
      if (signal.aborted) return;
      log.warn(
        { step: 'content', error: toError(thrown) },
        'The answers could not teach: the bands stay as they were',
      );
    }
  };

  return {
    calibration: () => current?.learnt.calibration ?? GENERAL,
    learnt: () => (current?.key === wanted ? current.learnt : null),
    teach(answers) {
      const key = keyOf(answers);
      if (key === wanted) return;
      wanted = key;
      running?.stop.abort();
      running = null;
      if (current?.key === key) return;
      const stop = new AbortController();
      running = { stop, done: work(key, answers, stop.signal) };
    },
    settled: () => running?.done ?? Promise.resolve(),
    close() {
      running?.stop.abort();
    },
  };
}

/** Nobody waits for what is learnt, and whoever has just saved may save again. */
function quiet(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    const stop = (): void => {
      cancel();
      reject(new Error('stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

function keyOf({ entries, vocabulary }: Parameters<Teaching['teach']>[0]): string {
  const asked = entries.map(({ id, locale, question, phrasings }) => [id, locale, question, ...phrasings]);
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, vocabulary, asked]))
    .digest('base64url');
}
