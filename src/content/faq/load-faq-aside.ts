/**
 * As `loadFaq`, in a thread beside the event loop. The thread stays for a while, as an editor who has saved will save again: then only the
 * files that changed are read.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FaqOptions, LoadedFaq } from './load-faq.ts';

export interface FaqReader {
  /** Rejects if the thread breaks or takes longer than `LIMITS.contentPatienceMs`. */
  load(dir: string, options: FaqOptions): Promise<LoadedFaq>;
  close(): void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, { resolve(loaded: LoadedFaq): void; reject(error: Error): void; cancel(): void }>;
}

export function createFaqReader(clock: Clock): FaqReader {
  let thread: Thread | null = null;
  let number = 0;
  let cancelIdle = (): void => {};

  const end = (ended: Thread, why: string): void => {
    if (thread === ended) thread = null;
    cancelIdle();
    for (const { reject, cancel } of ended.waiting.values()) {
      cancel();
      reject(new Error(why));
    }
    ended.waiting.clear();
    void ended.worker.terminate();
  };
  const start = (): Thread => {
    const worker = new Worker(new URL('./load-faq-worker.ts', import.meta.url));
    const started: Thread = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', (answer: { number: number; loaded: LoadedFaq }) => {
      const asked = started.waiting.get(answer.number);
      started.waiting.delete(answer.number);
      asked?.cancel();
      asked?.resolve(answer.loaded);
      if (started.waiting.size > 0) return;
      cancelIdle();
      cancelIdle = clock.after(LIMITS.contentIdleMs, () => end(started, 'idle'));
    });
    worker.on('error', (error) => end(started, error.message));
    worker.on('exit', () => end(started, 'The thread that reads the FAQ ended without an answer'));
    return started;
  };

  return {
    load(dir, options) {
      const to = (thread ??= start());
      cancelIdle();
      number += 1;
      const mine = number;
      return new Promise((resolve, reject) => {
        const cancel = clock.after(LIMITS.contentPatienceMs, () => end(to, 'Reading the FAQ took too long'));
        to.waiting.set(mine, { resolve, reject, cancel });
        to.worker.postMessage({ number: mine, dir, options });
      });
    },
    close() {
      if (thread) end(thread, 'closing');
    },
  };
}
