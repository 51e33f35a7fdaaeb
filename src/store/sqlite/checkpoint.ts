/**
 * Decides when the write-ahead log is copied back and has a worker do it. If the worker cannot, SQLite's own
 * checkpoints are switched on again: slower commits are better than a log without end.
 */
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Clock } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CheckpointReport } from './checkpoint-worker.ts';

export interface Checkpoints {
  /** After a commit of `items` deeds. */
  committed(items: number): void;
  /** Resolves when the worker, if there is one, has closed its connection. */
  close(): Promise<void>;
}

interface Options {
  db: Database.Database;
  file: string;
  clock: Clock;
  onError(error: Error): void;
}

export function createCheckpoints({ db, file, clock, onError }: Options): Checkpoints {
  const finish = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let state: 'idle' | 'running' | 'broken' | 'closed' = 'idle';
  let worker: Worker | null = null;
  let items = 0;
  let lastMs = clock.monotonic();

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: { file } });
    started.unref();
    started.on('message', answered);
    started.on('error', (error) => {
      state = 'broken';
      onError(toError(error));
      attempt(() => db.pragma(`wal_autocheckpoint = ${LIMITS.walPages}`), onError);
    });
    return started;
  }

  function answered(report: CheckpointReport): void {
    if (state !== 'running') return;
    state = 'idle';
    if (report.error !== null) onError(new Error(report.error));
    // Under steady load new pages come while old ones are copied, and the log could never begin anew.
    // The few that are left are copied here; the next commit then starts the log from its beginning.
    if (report.log > LIMITS.walPages && db.open) attempt(() => finish.get(), onError);
  }

  return {
    committed(count) {
      items += count;
      if (state !== 'idle') return;
      const now = clock.monotonic();
      if (items < LIMITS.checkpointItems && now - lastMs < LIMITS.checkpointEveryMs) return;
      const few = items <= LIMITS.checkpointFewItems;
      items = 0;
      lastMs = now;
      // A quiet shop writes a handful of pages: copying them here costs less than the memory of a thread.
      if (!worker && few) return attempt(() => finish.get(), onError);
      state = 'running';
      worker ??= start();
      worker.postMessage('checkpoint');
    },
    async close() {
      const leaving = state === 'broken' ? null : worker;
      state = 'closed';
      if (!leaving) return;
      const exited = new Promise((resolve) => leaving.once('exit', resolve));
      // It must not end the process's wait for its own end.
      leaving.ref();
      leaving.postMessage('stop');
      await exited;
    },
  };
}

function attempt(deed: () => unknown, onError: (error: Error) => void): void {
  try {
    deed();
  } catch (error) {
    onError(toError(error));
  }
}
