/**
 * The one writer. Deeds that are asked for in the same tick share one transaction and so one sync of the disk; one that
 * throws leaves the others whole. A promise resolves only after COMMIT has returned.
 * Nothing here may block the event loop for long, or end the process because of the disk.
 */
import type Database from 'better-sqlite3';
import type { Clock } from '../../core/clock.ts';
import { assert, toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import { createTransaction } from './transaction.ts';
import type { Settled } from './transaction.ts';

export interface GroupCommit {
  /**
   * Runs `deed` in the next transaction; rejects with what it threw, or when the commit failed. Deeds that begin sends
   * are placed `last`: whoever takes a conversation over in the same transaction comes before them.
   */
  write<R>(deed: () => R, place?: 'last'): Promise<R>;
  /** One savepoint an item. Rejects only when no item could be committed at all. */
  writeEach<T, R>(items: readonly T[], deed: (item: T) => R, place?: 'last'): Promise<Settled<R>[]>;
  /** Resolves when everything asked for so far is settled. */
  idle(): Promise<void>;
}

export interface GroupHooks {
  /** Before the first deed of a transaction. */
  begun(): void;
  /** After COMMIT; `items` is the number of deeds. */
  committed(items: number): void;
}

interface Job {
  deeds: (() => unknown)[];
  isLast: boolean;
  resolve(results: Settled<unknown>[]): void;
  reject(error: Error): void;
}

export function createGroupCommit(db: Database.Database, clock: Clock, hooks: GroupHooks): GroupCommit {
  const run = createTransaction(db, hooks.begun);
  const queue: Job[] = [];
  let armed = false;
  let busySince: number | null = null;
  let idlers: (() => void)[] = [];

  function arm(): void {
    if (armed) return;
    armed = true;
    setImmediate(flush);
  }

  function flush(): void {
    armed = false;
    const group = takeGroup(queue);
    if (group.length > 0) commit(group);
    if (queue.length > 0 && busySince === null) return arm();
    if (queue.length > 0) return;
    for (const idler of idlers) idler();
    idlers = [];
  }

  function commit(group: Job[]): void {
    const deeds = group.flatMap((job) => job.deeds);
    const outcome = run(deeds);
    if ('results' in outcome) {
      busySince = null;
      hooks.committed(deeds.length);
      return deal(group, outcome.results);
    }
    if (!outcome.busy) return fail(group, outcome.error);
    // Somebody else holds the database: wait without blocking the loop, but not for ever.
    busySince ??= clock.monotonic();
    if (clock.monotonic() - busySince >= LIMITS.databaseBusyMs) {
      busySince = null;
      return fail(group, outcome.error);
    }
    queue.unshift(...group);
    armed = true;
    clock.after(LIMITS.databaseBusyRetryMs, flush);
  }

  function submit(deeds: (() => unknown)[], place?: 'last'): Promise<Settled<unknown>[]> {
    return new Promise((resolve, reject) => {
      queue.push({ deeds, isLast: place === 'last', resolve, reject });
      arm();
    });
  }

  return {
    async write<R>(deed: () => R, place?: 'last'): Promise<R> {
      const [settled] = (await submit([deed], place)) as Settled<R>[];
      assert(settled, 'every deed has a result');
      if (!settled.ok) throw settled.error;
      return settled.value;
    },
    async writeEach<T, R>(items: readonly T[], deed: (item: T) => R, place?: 'last'): Promise<Settled<R>[]> {
      const deeds = items.map((item) => () => deed(item));
      const parts = slices(deeds).map((part) => submit(part, place));
      return join(await Promise.allSettled(parts), items.length) as Settled<R>[];
    },
    idle: () =>
      queue.length === 0 && !armed ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve)),
  };
}

function slices<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  const size = LIMITS.groupCommitItems;
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

function takeGroup(queue: Job[]): Job[] {
  let items = 0;
  let jobs = 0;
  for (const job of queue) {
    items += job.deeds.length;
    if (jobs > 0 && items > LIMITS.groupCommitItems) break;
    jobs += 1;
  }
  const group = queue.splice(0, jobs);
  return [...group.filter((job) => !job.isLast), ...group.filter((job) => job.isLast)];
}

function deal(group: Job[], results: Settled<unknown>[]): void {
  let at = 0;
  for (const job of group) job.resolve(results.slice(at, (at += job.deeds.length)));
}

function fail(group: Job[], error: Error): void {
  for (const job of group) job.reject(error);
}

/** A call too large for one transaction may be committed in part: then each lost item says so itself. */
function join(chunks: PromiseSettledResult<Settled<unknown>[]>[], count: number): Settled<unknown>[] {
  const lost = chunks.find((chunk) => chunk.status === 'rejected');
  if (lost && chunks.every((chunk) => chunk.status === 'rejected')) throw toError(lost.reason);
  return chunks.flatMap((chunk, index) => {
    if (chunk.status === 'fulfilled') return chunk.value;
    const size = Math.min(LIMITS.groupCommitItems, count - index * LIMITS.groupCommitItems);
    return Array.from({ length: size }, () => ({ ok: false as const, error: toError(chunk.reason) }));
  });
}
