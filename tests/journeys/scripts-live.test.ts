/**
 * Scripts edited under the running product, a process of its own: the next conversation has the new words, one under way ends on
 * the old ones even after a kill and with the file gone, a broken file changes nothing and is told with its line.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCounter, type Counter } from '../console/open-counter.ts';
import { eventual } from '../support/eventual.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scripts-live-'));
const shopDir = join(folder, 'shop');
const file = join(shopDir, 'scripts', 'tea.yaml');

const tea = (question: string, answer: string): string => `title: { ru: Чай, uk: Чай, en: Tea }
start: { ru: [Посоветуйте чай], uk: [Порадьте чай], en: [Advise me on tea] }
steps:
  which:
    say: { ru: ${question}, uk: ${question}, en: ${question} }
    ask: text
    keep: tea
    to: done
  done:
    say: { ru: "${answer} {tea}", uk: "${answer} {tea}", en: "${answer} {tea}" }
    end: true
`;

let counter: Counter;
beforeAll(async () => {
  cpSync(join(root, 'data/sample-shop'), shopDir, { recursive: true });
  writeFileSync(file, tea('Чай один', 'Первый:'));
  counter = await openCounter({ SHOP_DIR: shopDir });
}, 60_000);
afterAll(async () => {
  await counter?.close();
  rmSync(folder, { recursive: true, force: true });
});

let customers = 700;
const hear = (id: number, words: string) =>
  counter.emulator.user(id).waitForMessage(({ text = '' }) => text.includes(words), 20_000);

/** Somebody new begins; true when the bot asks in these words. */
async function begins(words: string): Promise<boolean> {
  customers += 1;
  const phone = counter.emulator.user(customers);
  phone.person.languageCode = 'ru';
  phone.text('Посоветуйте чай');
  const answer = await phone.waitForMessage(({ text = '' }) => /Чай \p{L}+/u.test(text), 20_000);
  return (answer.text ?? '').includes(words);
}

test('the next conversation has the new version; those under way keep theirs, whatever happens', async () => {
  expect(await begins('Чай один')).toBe(true);
  const early = customers;

  const saved = performance.now();
  writeFileSync(file, tea('Чай два', 'Второй:'));
  await eventual(() => begins('Чай два'), 'the edit goes live');
  // Two seconds by itself; other tests run beside this one.
  expect(performance.now() - saved).toBeLessThan(10_000);
  const late = customers;

  writeFileSync(file, tea('Чай три', 'Третий:').replace('to: done', 'to: doen'));
  await eventual(async () => counter.printed().includes('leads to \\"doen\\"'), 'the fault is told');
  expect(counter.printed()).toMatch(/tea\.yaml:8: error: .*did you mean .*done/);
  expect(await begins('Чай два')).toBe(true);

  // Killed, the file mended to something else and then away: the database alone remembers.
  await counter.stop('SIGKILL');
  writeFileSync(file, tea('Чай три', 'Третий:'));
  await counter.start();
  expect(await begins('Чай три')).toBe(true);
  counter.emulator.user(early).text('улун');
  await hear(early, 'Первый: улун');
  await counter.stop('SIGKILL');
  rmSync(file);
  await counter.start();
  counter.emulator.user(late).text('пуэр');
  await hear(late, 'Второй: пуэр');
}, 120_000);
