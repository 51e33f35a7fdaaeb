/**
 * `npm run bench:gate -- [--questions 50000]`: how long the edit gate takes to hold one changed answer against so many past questions, over
 * the answers of this repository, with the desk, the database and the thread that a shop runs; and how long it keeps customers waiting
 * meanwhile. The questions are the answers' own phrasings with slips of the finger, no two alike.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { addNoise } from '../../src/cli/faq-eval/add-noise.ts';
import { createChance } from '../../src/cli/faq-eval/chance.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { FaqGateRun } from '../../src/core/ports/faq-desk.ts';
import { systemClock } from '../../src/core/clock.ts';
import { ANNA, openAnswersBench } from '../support/answers-bench.ts';
import { createDriver } from '../support/store-driver.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { watched } from './match/watched.ts';

const { values } = parseArgs({ options: { questions: { type: 'string', default: '50000' } } });
const QUESTIONS = Number(values.questions);
const CHANGED = 'delivery-cost';
const FAQ = fileURLToPath(new URL('../../faq/', import.meta.url));
const LANGUAGES: readonly Locale[] = ['ru', 'uk', 'en'];

const bench = await openAnswersBench({ files: ownFiles(), languages: '[ru, uk, en]' });
try {
  await createDriver(bench.store, createManualClock(systemClock.now())).customer('c');
  fill(join(bench.dataDir, 'kept.sqlite'), createQuestions());
  await bench.draft(CHANGED, { phrasings: ['Сколько возьмёте за то, чтобы привезти?', 'Можно ли вернуть?'] });
  await bench.content.teaching.settled();
  for (const [name, change] of [
    ['the first run since the start', null],
    ['the next draft', 'Цена курьера'],
  ] as const) {
    if (change !== null) await bench.draft(CHANGED, { phrasings: [change, 'Можно ли вернуть?'] });
    let run: FaqGateRun | undefined;
    const { ms, blockedMs, workedMs } = await watched(async () => (run = await through()));
    const { counts, questions } = run?.report ?? {};
    console.log(`${name}: ${questions} questions in ${(ms / 1000).toFixed(1)} s, ${JSON.stringify(counts)}`);
    console.log(`  event loop blocked ${blockedMs.toFixed(0)} ms at most, worked ${workedMs.toFixed(0)} ms`);
  }
  console.log(`  memory of the process ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
} finally {
  await bench.close();
}

async function through(): Promise<FaqGateRun> {
  let run = await bench.desk.beginGate(ANNA);
  while (run.state === 'running') {
    await wait(50);
    run = (await bench.desk.gate(run.id)) ?? run;
  }
  return run;
}

function ownFiles(): Record<string, string> {
  const paths = LANGUAGES.flatMap((language) =>
    readdirSync(join(FAQ, language)).map((name) => `${language}/${name}`),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(FAQ, path), 'utf8')]));
}

function createQuestions(): { text: string; locale: Locale }[] {
  const chance = createChance(20);
  const phrasings = LANGUAGES.flatMap((locale) => phrasingsOf(locale).map((text) => ({ text, locale })));
  const made = new Map<string, { text: string; locale: Locale }>();
  for (let at = 0; made.size < QUESTIONS; at += 1) {
    const { text, locale } = phrasings[at % phrasings.length] ?? { text: '', locale: 'ru' };
    const noise = at < phrasings.length ? 'clean' : at % 2 === 0 ? 'typo1' : 'typo2';
    const asked = addNoise(noise, text, chance, locale);
    made.set(`${locale} ${asked}`, { text: asked, locale });
  }
  return [...made.values()];
}

function phrasingsOf(locale: Locale): string[] {
  const lines = Object.entries(ownFiles()).filter(([path]) => path.startsWith(`${locale}/`));
  return lines.flatMap(([, text]) => [...text.matchAll(/^- ([^[\n]+)$/gmu)].map(([, line = '']) => line));
}

function fill(file: string, asked: readonly { text: string; locale: Locale }[]): void {
  const db = new Database(file);
  const conversation = db.prepare<[], number>('SELECT id FROM conversations').pluck().get();
  const add = db.prepare(
    `INSERT INTO questions (conversation_id, platform, locale, text, band, entries, in_flow, waits, asked_at)
     VALUES (?, 'telegram', ?, ?, 'answer', '[]', 0, 0, ?)`,
  );
  const now = systemClock.now();
  db.transaction(() => {
    for (const { text, locale } of asked) add.run(conversation, locale, text, now);
  })();
  db.close();
}
