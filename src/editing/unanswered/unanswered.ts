/**
 * What nobody answered, gathered by likeness for those who write answers. Worked out in a thread when somebody looks and what is there
 * is old; kept in memory until then. What is settled leaves it at once, whatever the next working out will say.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { Log } from '../../core/ports/log.ts';
import type { QuestionSettled, QuestionStore, UnansweredQuestion } from '../../core/ports/question-store.ts';
import type { Unanswered, UnansweredCluster } from '../../core/ports/unanswered.ts';
import { clusterAside } from './cluster-aside.ts';
import type { Heap } from './cluster-questions.ts';
import { byUrgency, describeCluster, describeWhole, type Gathered } from './describe-cluster.ts';

export interface UnansweredDeps {
  store: Pick<QuestionStore, 'readUnanswered' | 'countUnanswered' | 'settleQuestions'>;
  /** The entries that come nearest to a text now, best first, however unsure; takes a millisecond or so. */
  nearest(text: string, locale: Locale): UnansweredCluster['nearest'];
  /** Of the shop at this moment: its weeks are counted. */
  timeZone(): string;
  clock: Clock;
  log: Log;
}

export interface OpenUnanswered extends Unanswered {
  /** No thread is begun any more; resolves when the one under way has ended. */
  close(): Promise<void>;
}

interface Worked {
  asOfMs: number;
  /** Older ones that were left out. */
  beyond: number;
  gathered: Gathered[];
}

export function createUnanswered(deps: UnansweredDeps): OpenUnanswered {
  const { store, timeZone, clock } = deps;
  const work = createWork(deps);

  async function settle(
    id: string,
    wanted: readonly number[] | null,
    how: QuestionSettled,
  ): Promise<boolean> {
    const { gathered } = await work.look();
    const found = gathered.find((one) => one.id === id)?.questions.map((one) => one.id) ?? [];
    const ids = wanted === null ? found : found.filter((one) => wanted.includes(one));
    if (ids.length === 0) return false;
    await store.settleQuestions(ids, how, clock.now());
    work.drop(ids);
    return true;
  }

  return {
    async list({ locale, platform }) {
      const { asOfMs, beyond, gathered } = await work.look();
      const clusters = gathered
        .map((one) => describeCluster(one, timeZone()))
        .filter((one) => locale === undefined || one.locale === locale)
        .filter((one) => platform === undefined || (one.byPlatform[platform] ?? 0) > 0)
        .toSorted(byUrgency(clock.now()))
        .slice(0, LIMITS.unansweredClusters);
      const count = gathered.reduce((sum, { questions }) => sum + questions.length, 0);
      const isWorking = work.isUnderWay();
      return { asOfMs, isWorking, waiting: count + beyond, gathered: count, clusters };
    },
    async cluster(id) {
      const found = (await work.look()).gathered.find((one) => one.id === id);
      return found ? describeWhole(found, timeZone()) : null;
    },
    putAside: (id, questions, by) => settle(id, questions, { as: 'aside', by }),
    settle: (id, { entry, made, questions }, by) => settle(id, questions, { as: made, id: entry, by }),
    close: () => work.close(),
  };
}

/** The last working out, and the one under way. */
function createWork(deps: UnansweredDeps) {
  const { clock, log } = deps;
  const stop = new AbortController();
  let worked: Worked | null = null;
  let underWay: Promise<void> | null = null;
  /** Settled since the one under way has read them. */
  let settled = new Set<number>();

  const drop = (ids: ReadonlySet<number>): void => {
    if (worked) worked = { ...worked, gathered: without(worked.gathered, ids) };
  };
  const run = async (): Promise<void> => {
    settled = new Set();
    try {
      worked = await workOut(deps, stop.signal);
      drop(settled);
    } finally {
      underWay = null;
    }
  };
  const fail = (thrown: unknown): void => {
    if (!stop.signal.aborted)
      log.error({ step: 'unanswered', error: toError(thrown) }, 'Questions were not gathered');
  };

  return {
    /** The first time it is waited for; later what is old is shown while it is worked out anew. */
    async look(): Promise<Worked> {
      if (worked === null) await (underWay ??= run());
      else if (underWay === null && clock.now() - worked.asOfMs >= LIMITS.unansweredStaleMs) {
        underWay = run();
        underWay.catch(fail);
      }
      return worked ?? { asOfMs: clock.now(), beyond: 0, gathered: [] };
    },
    drop(ids: readonly number[]): void {
      for (const id of ids) settled.add(id);
      drop(settled);
    },
    isUnderWay: () => underWay !== null,
    async close(): Promise<void> {
      stop.abort();
      await underWay?.catch(() => undefined);
    },
  };
}

function without(gathered: readonly Gathered[], ids: ReadonlySet<number>): Gathered[] {
  const left = gathered.map((one) => ({
    ...one,
    questions: one.questions.filter(({ id }) => !ids.has(id)),
  }));
  return left.filter(({ questions }) => questions.length > 0);
}

async function workOut({ store, nearest, clock }: UnansweredDeps, signal: AbortSignal): Promise<Worked> {
  const nowMs = clock.now();
  const waiting = await store.countUnanswered(nowMs);
  const rows = await store.readUnanswered({ limit: LIMITS.unansweredGathered, beforeId: 0, nowMs });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const heaps = await clusterAside(
    rows.map(({ id, text }) => ({ id, text })),
    { clock, signal },
  );
  const gathered = heaps.map((heap) => toGathered(heap, byId));
  // What will be listed; each look at the answers takes its millisecond.
  const shown = gathered.toSorted((a, b) => b.questions.length - a.questions.length);
  for (const one of shown.slice(0, LIMITS.unansweredClusters)) {
    const title = byId.get(one.titleId);
    if (title) one.nearest = nearest(title.text, title.locale);
    await setImmediate();
    if (signal.aborted) break;
  }
  return { asOfMs: nowMs, beyond: Math.max(0, waiting - rows.length), gathered };
}

function toGathered({ ids, title }: Heap, byId: ReadonlyMap<number, UnansweredQuestion>): Gathered {
  const questions = ids.toReversed().flatMap((id) => byId.get(id) ?? []);
  return { id: `q${ids[0] ?? 0}`, titleId: title, questions, nearest: [] };
}
