/** Has a set of entries teach about itself in a thread of its own, which lives only for that. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { MatcherEntry } from './build-index.ts';
import type { Learnt } from './learn.ts';
import type { Vocabulary } from './lexicon.ts';

export interface Lesson {
  entries: readonly MatcherEntry[];
  vocabulary: Vocabulary;
}

/** Rejects if the thread breaks, takes longer than `LIMITS.learnPatienceMs`, or `signal` is aborted. */
export function learnAside(
  { entries, vocabulary }: Lesson,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Learnt> {
  // Answers are not asked: they need not be copied.
  const asked = entries.map(({ id, locale, question, phrasings }) => {
    return { id, locale, question, phrasings, answer: '' };
  });
  return new Promise((resolve, reject) => {
    const workerData = { entries: asked, vocabulary };
    const worker = new Worker(new URL('./learn-worker.ts', import.meta.url), { workerData });
    const giveUp = (why: string) => () => {
      void worker.terminate();
      reject(new Error(why));
    };
    const stop = giveUp('stopped');
    const cancel = clock.after(LIMITS.learnPatienceMs, giveUp('it took too long'));
    signal.addEventListener('abort', stop, { once: true });
    worker.unref();
    worker.once('message', (learnt: Learnt) => resolve(learnt));
    worker.once('error', reject);
    worker.once('exit', () => {
      cancel();
      signal.removeEventListener('abort', stop);
      // After an answer or an error this says nothing any more.
      reject(new Error('the thread ended without an answer'));
    });
    if (signal.aborted) stop();
  });
}
