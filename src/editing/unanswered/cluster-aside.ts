/** Gathers questions in a thread of its own, which lives only for that. Nothing here touches the store or a customer. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { AskedInVain, Heap } from './cluster-questions.ts';

/** Rejects if the thread breaks, takes longer than `LIMITS.unansweredPatienceMs`, or `signal` is aborted. */
export function clusterAside(
  questions: readonly AskedInVain[],
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Heap[]> {
  if (questions.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./cluster-worker.ts', import.meta.url), { workerData: { questions } });
    const giveUp = (why: string) => () => {
      void worker.terminate();
      reject(new Error(why));
    };
    const stop = giveUp('stopped');
    const cancel = clock.after(LIMITS.unansweredPatienceMs, giveUp('it took too long'));
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (heaps: Heap[]) => resolve(heaps));
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
