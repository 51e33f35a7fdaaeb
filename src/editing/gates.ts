/**
 * The edit gate: what a changed set of answers does to the questions that were really asked, and to the answers' own examples. One replay
 * at a time, in the thread; its report is kept, and a report on what was saved by hand waits until somebody has looked at it.
 */
import type { FaqGateSettings, GateBound } from '../content/faq-gate-schema.ts';
import type { Clock, Random } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { newPublicId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { FaqGateReport, FaqGateRun } from '../core/ports/faq-desk.ts';
import type { FaqDraftStore } from '../core/ports/faq-draft-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { QuestionStore } from '../core/ports/question-store.ts';
import type { ContentProblem } from '../core/ports/script-desk.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import type { AnswerSet } from './answer-set.ts';
import type { EditingThread } from './editing-thread.ts';
import type { ReplayResult } from './replay.ts';

export interface GatesDeps {
  thread: EditingThread;
  store: Pick<FaqDraftStore, 'keepFaqGate' | 'readFaqGate'>;
  questions: Pick<QuestionStore, 'readQuestions' | 'countQuestions'>;
  settings(): FaqGateSettings;
  clock: Clock;
  random: Random;
  log: Log;
}

/** `key`: of what is compared; the same key is the same comparison. */
export interface GateWish {
  /** Of a run that was cut off and is made anew. */
  id?: string;
  key: string;
  before: KeyedSet | LaterSet;
  after: KeyedSet;
  problems: ContentProblem[];
  /** The same when all of them are known. */
  allProblems?(): Promise<ContentProblem[]>;
  /** Of what was saved by hand: kept for people to look at, if it changes anything. */
  reported: boolean;
}

export interface KeyedSet {
  key: string;
  set: AnswerSet;
}

/** A set that is made when it is needed: nobody waits for it before. */
export interface LaterSet {
  key: string;
  set(): Promise<AnswerSet>;
}

export interface Gates {
  /** The run for this key that is under way or done, or a new one. */
  begin(wish: GateWish): FaqGateRun;
  /** A run that cannot begin: the drafts have faults. */
  refuse(key: string, problems: ContentProblem[]): FaqGateRun;
  read(id: string): Promise<{ run: FaqGateRun; key: string } | null>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

interface Kept {
  key: string;
  /** What it was compared with. */
  before: string;
  run: FaqGateRun;
}

export function createGates(deps: GatesDeps): Gates {
  const runs = new Map<string, Kept>();
  let last: Promise<unknown> = Promise.resolve();
  const add = ({
    id = newPublicId(deps.random),
    key,
    before,
    problems,
  }: Pick<GateWish, 'id' | 'key' | 'problems'> & { before: string }): Kept => {
    const kept: Kept = {
      key,
      before,
      run: { id, state: 'running', done: 0, total: 0, report: null, problems },
    };
    runs.set(id, kept);
    for (const [old, { run }] of runs) {
      if (runs.size <= LIMITS.faqGates) break;
      if (run.state !== 'running') runs.delete(old);
    }
    return kept;
  };
  return {
    begin(wish) {
      const isSame = ({ key, before, run }: Kept) =>
        key === wish.key && before === wish.before.key && run.state !== 'failed';
      const known = [...runs.values()].findLast((one) => isSame(one));
      if (known) return { ...known.run };
      const kept = add({ ...wish, before: wish.before.key });
      last = last.then(() => carryOut(deps, kept, wish));
      return { ...kept.run };
    },
    refuse(key, problems) {
      const kept = add({ key, before: '', problems });
      kept.run.state = 'failed';
      return { ...kept.run };
    },
    async read(id) {
      const kept = runs.get(id);
      return kept ? { key: kept.key, run: { ...kept.run } } : deps.store.readFaqGate(id);
    },
    async idle() {
      await last;
    },
  };
}

/** Ids of the answers that differ between two sets: what was drafted, and what it took along. */
export function changedIds(before: readonly FaqEntry[], after: readonly FaqEntry[]): string[] {
  const byKey = (entries: readonly FaqEntry[]) =>
    new Map(entries.map((entry) => [`${entry.id} ${entry.locale}`, entry]));
  const [old, fresh] = [byKey(before), byKey(after)];
  const ids = [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (key) => JSON.stringify(old.get(key)) !== JSON.stringify(fresh.get(key)),
  );
  return [...new Set(ids.map((key) => key.split(' ')[0] ?? ''))].toSorted();
}

async function carryOut(deps: GatesDeps, kept: Kept, wish: GateWish): Promise<void> {
  const { run } = kept;
  const { clock, store, log } = deps;
  const began = clock.monotonic();
  try {
    const result = await replay(deps, run, wish);
    if (wish.allProblems) run.problems = await wish.allProblems();
    const { times, ...rest } = result;
    run.report = {
      ...rest,
      overThreshold: isOver(result, times, deps.settings()),
      ms: Math.round(clock.monotonic() - began),
    };
    run.state = 'done';
    const isNews = wish.reported && isAnything(run.report);
    await store.keepFaqGate(run, { atMs: clock.now(), key: wish.key, reported: isNews });
    const { questions, counts, ms } = run.report;
    log.info({ step: 'faq', questions, ...counts, ms }, 'Past questions were held against changed answers');
  } catch (thrown) {
    run.state = 'failed';
    log.error({ step: 'faq', error: toError(thrown) }, 'Past questions could not be held against the drafts');
  }
}

async function replay(
  { thread, questions, clock }: GatesDeps,
  run: FaqGateRun,
  wish: GateWish,
): Promise<ReplayResult> {
  const { before, after } = wish;
  const former = typeof before.set === 'function' ? await before.set() : before.set;
  await thread.hold(before.key, () => former);
  await thread.hold(after.key, () => after.set);
  const drafted = changedIds(former.entries, after.set.entries);
  const given = { before: before.key, after: after.key, drafted, nowMs: clock.now() };
  const { examples } = await thread.ask('begin', given);
  const asked = Math.min(await questions.countQuestions(0), LIMITS.gateQuestions);
  run.total = asked + examples;
  for (let from = 0; from < examples; from += LIMITS.gateBatch) {
    const to = Math.min(from + LIMITS.gateBatch, examples);
    await thread.ask('examples', { from, to });
    run.done = to;
  }
  let place = '';
  for (let left = LIMITS.gateQuestions; left > 0;) {
    const limit = Math.min(LIMITS.gateBatch, left);
    const page = await questions.readQuestions({ sinceMs: 0, after: place, limit });
    const bare = page.map(({ text, locale, times }) => ({ text, locale, times }));
    if (page.length > 0) await thread.ask('ask', { questions: bare });
    run.done = Math.min(run.total, run.done + page.length);
    place = page.at(-1)?.key ?? place;
    left -= page.length;
    if (page.length < limit) break;
  }
  run.done = run.total;
  return thread.ask('result', {});
}

function isOver(
  { counts, asked }: Pick<FaqGateReport, 'counts' | 'asked'>,
  times: ReplayResult['times'],
  { maxLost, maxChanged, maxExamples }: FaqGateSettings,
): boolean {
  return (
    counts.ownChanged > maxExamples ||
    exceeds(maxLost, counts.lost, times.lost, asked) ||
    exceeds(maxChanged, counts.changed, times.changed, asked)
  );
}

/** Of a few questions a share says nothing: so many are always allowed. */
const FEW = 2;

function exceeds(bound: GateBound, count: number, times: number, asked: number): boolean {
  if ('count' in bound) return count > bound.count;
  return count > (bound.share === 0 ? 0 : FEW) && times > bound.share * asked;
}

function isAnything({ counts }: FaqGateReport): boolean {
  return counts.changed + counts.lost + counts.gained + counts.ownChanged > 0;
}
