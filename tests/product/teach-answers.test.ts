/** The live answers teach where their bands lie: in a thread, once for the same answers, without holding anybody up. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { GENERAL, PLAIN_VOCABULARY } from '../../src/matcher/index.ts';
import { createTeaching, type Teaching } from '../../src/product/teach-answers.ts';
import { ownEntries } from '../matcher/own-content.ts';

const all = await ownEntries();
const english = { entries: all.filter(({ locale }) => locale === 'en'), vocabulary: PLAIN_VOCABULARY };

let dir: string;
let teaching: Teaching;
const open = (): Teaching =>
  createTeaching({ cacheFile: join(dir, 'learnt.json'), clock: systemClock, log: silentLog, quietMs: 0 });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'learnt-'));
  teaching = open();
});
afterEach(() => {
  teaching.close();
  rmSync(dir, { recursive: true, force: true });
});

test('what holds in general until they have taught; kept for the next start with the same answers', async () => {
  teaching.teach(english);
  expect([teaching.calibration(), teaching.learnt()]).toEqual([GENERAL, null]);
  await teaching.settled();
  const learnt = teaching.learnt();
  expect(learnt?.figures.asked).toBeGreaterThan(300);
  expect(teaching.calibration()).toEqual(learnt?.calibration);
  expect(teaching.calibration()).not.toEqual(GENERAL);

  const again = open();
  again.teach(english);
  expect(again.learnt()).toEqual(learnt);
  again.close();
}, 60_000);

test('other answers keep the bands of those before until they have taught their own; the last ones count', async () => {
  teaching.teach(english);
  await teaching.settled();
  const before = teaching.calibration();
  const fewer = { ...english, entries: english.entries.slice(0, 40) };
  teaching.teach(fewer);
  teaching.teach({ ...english, entries: english.entries.slice(0, 60) });
  expect([teaching.calibration(), teaching.learnt()]).toEqual([before, null]);
  await teaching.settled();
  expect(teaching.learnt()?.figures.asked).toBeGreaterThan(300);
  expect(teaching.calibration()).not.toEqual(before);
}, 60_000);

test('words of the trade switched off teach other bands', async () => {
  teaching.teach(english);
  await teaching.settled();
  const first = teaching.learnt();
  teaching.teach({ ...english, vocabulary: { concepts: false, words: {} } });
  await teaching.settled();
  expect(teaching.learnt()?.figures.right).toBeLessThan(first?.figures.right ?? 0);
}, 60_000);

test('a kept file that is broken, and a folder that cannot be written to, cost nothing but time', async () => {
  writeFileSync(join(dir, 'learnt.json'), '{"format":1,"key":');
  const broken = open();
  expect(broken.calibration()).toEqual(GENERAL);
  broken.teach({ ...english, entries: english.entries.slice(0, 3) });
  await broken.settled();
  expect(broken.learnt()?.calibration).toEqual(GENERAL);
  const nowhere = createTeaching({
    cacheFile: join(dir, 'no', 'such', 'learnt.json'),
    clock: systemClock,
    log: silentLog,
    quietMs: 0,
  });
  nowhere.teach({ ...english, entries: english.entries.slice(0, 3) });
  await nowhere.settled();
  expect(nowhere.learnt()).not.toBeNull();
  expect(existsSync(join(dir, 'no'))).toBe(false);
}, 60_000);
