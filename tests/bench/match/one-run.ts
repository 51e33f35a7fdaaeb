/** One matcher with one set of entries, a process of its own, so that its memory and its first question are nobody else's. */
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock.ts';
import type { FaqEntry } from '../../../src/core/ports/words.ts';
import { createFaqGently, learnAside, PLAIN_VOCABULARY } from '../../../src/matcher/index.ts';
import { pausesOf } from '../../../src/product/pauses.ts';
import { BUILD, CONTENDERS, type Contender, type Find } from './contenders.ts';
import { makeQuestions, type Asked } from './questions.ts';
import { watched, type Passage } from './watched.ts';

export interface Run {
  /** Until the first question was answered. */
  firstMs: number;
  p50Ms: number;
  p99Ms: number;
  /** Above what the process had with the entries in it. */
  memoryMb: number;
  /** Right entry first, share of the questions. */
  right: number;
  /** Ours only: built beside other work, learnt in a thread; how long the event loop was blocked meanwhile, and what of it was work. */
  gentle: Passage | null;
  learning: Passage | null;
}

const WARM = 300;
/** A matcher that takes long is asked less. */
const ASKED = 3_000;
const MOST_MS = 20_000;

const [name = '', entries = '', phrasings = ''] = process.argv.slice(2);
const contender = CONTENDERS.find((one) => one === name);
if (contender === undefined) throw new Error(`no matcher ${name}`);
console.log(JSON.stringify(await run(contender, Number(entries), Number(phrasings))));

async function run(which: Contender, count: number, each: number): Promise<Run> {
  const { entries: made, questions } = makeQuestions(count, each, ASKED + WARM);
  await calm();
  const baseMb = rssMb();
  const fromMs = performance.now();
  const find = await BUILD[which](made);
  const [first] = questions;
  if (first) await find(first.text, first.locale);
  const firstMs = performance.now() - fromMs;
  await calm();
  const builtMb = rssMb();
  const asked = await ask(find, questions);
  await calm();
  const memoryMb = Math.max(builtMb, rssMb()) - baseMb;
  const isOurs = which === 'prilavok';
  return {
    firstMs,
    memoryMb,
    ...asked,
    gentle: isOurs ? await watched(() => gently(made)) : null,
    learning: isOurs ? await watched(() => learnt(made)) : null,
  };
}

async function ask(find: Find, questions: readonly Asked[]): Promise<Pick<Run, 'p50Ms' | 'p99Ms' | 'right'>> {
  const untilMs = performance.now() + MOST_MS;
  const times: number[] = [];
  let right = 0;
  for (const [index, { text, locale, id }] of questions.entries()) {
    const fromMs = performance.now();
    const found = await find(text, locale);
    const toMs = performance.now();
    // The first ones are read by code that is not compiled yet; slow matchers have no time for them.
    if (index < WARM && toMs < untilMs - MOST_MS / 2) continue;
    times.push(toMs - fromMs);
    if (found === id) right += 1;
    if (toMs > untilMs) break;
  }
  return {
    p50Ms: at(times, 0.5),
    p99Ms: at(times, 0.99),
    right: right / times.length,
  };
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
}

async function gently(made: readonly FaqEntry[]): Promise<void> {
  await createFaqGently(made, { defaultLocale: 'ru' }, pausesOf(systemClock));
}

async function learnt(made: readonly FaqEntry[]): Promise<void> {
  const lesson = { entries: made, vocabulary: PLAIN_VOCABULARY };
  await learnAside(lesson, { clock: systemClock, signal: new AbortController().signal });
}

async function calm(): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.();
    await wait(50);
  }
}

function rssMb(): number {
  return process.memoryUsage.rss() / 1e6;
}
