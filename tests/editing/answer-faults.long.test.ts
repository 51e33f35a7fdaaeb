/** Whatever lands in the folder of answers: the last good set stays live, no draft and no word is lost, and the page goes on and says what is wrong. */
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  changeOf,
  BORIS,
  ANNA,
  DELIVERY,
  LEAD,
  openAnswersBench,
  type AnswersBench,
} from '../support/answers-bench.ts';

const PRICE = 'Сколько стоит доставка?';
let bench: AnswersBench;
beforeAll(async () => {
  bench = await openAnswersBench();
  await bench.draft('returns', { answer: 'Черновик.' });
}, 60_000);
afterAll(() => bench.close());

const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
  .split('')
  .map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at] ?? 'a'},`.repeat(9)}]`)
  .join('\n')}\n---\n${DELIVERY}`;

describe('a file that is', () => {
  test.each<[string, string | Buffer]>([
    ['cut in half', DELIVERY.slice(0, DELIVERY.indexOf('390') - 4)],
    ['no UTF-8', Buffer.concat([Buffer.from(DELIVERY), Buffer.from([0xff, 0xfe, 0xc3])])],
    ['one line of ten megabytes', `## Q {#q}\n\n- a\n\n${'x'.repeat(10_000_000)}`],
    ['a bomb of YAML', bomb],
    ['nested a hundred thousand times', `${DELIVERY}\n${'> '.repeat(100_000)}x`],
    ['empty', ''],
    ['binary', Buffer.alloc(5_000)],
  ])(
    '%s',
    async (_, text) => {
      bench.write('ru/delivery.md', text);
      expect(await bench.content.reload()).toBe(false);
      expect(bench.answer(PRICE)).toContain('390');
      const tree = await bench.desk.tree();
      expect(tree).toMatchObject({ isCurrent: false, drafts: 1 });
      expect(tree.problems.some(({ level, file }) => level === 'error' && file.endsWith('delivery.md'))).toBe(
        true,
      );
      const run = await bench.gate();
      expect(run.state).toBe('failed');
      expect((await bench.desk.publish({ gateId: run.id }, LEAD)).ok).toBe(false);
      expect((await bench.desk.entry('returns'))?.languages.ru?.draft?.answer).toBe('Черновик.');
      bench.write('ru/delivery.md', DELIVERY);
      expect(await bench.content.reload()).toBe(true);
    },
    60_000,
  );

  test('a link that leads out of the folder', async () => {
    writeFileSync(join(bench.folder, 'secret.md'), '## S {#s}\n\n- s\n\nSecret.\n');
    symlinkSync(join(bench.folder, 'secret.md'), join(bench.faqDir, 'ru/secret.md'));
    expect(await bench.content.reload()).toBe(false);
    expect(await bench.desk.entry('s')).toBeNull();
    expect(await bench.desk.tree()).toMatchObject({ isCurrent: false, drafts: 1 });
    expect(Buffer.from(await bench.desk.exportTable('csv')).toString()).not.toContain('Secret');
    rmSync(join(bench.faqDir, 'ru/secret.md'));
    expect(await bench.content.reload()).toBe(true);
  });

  test('written with a mark and other line ends is edited without changing either', async () => {
    const text = `\uFEFF${DELIVERY.replaceAll('\n', '\r\n')}`;
    bench.write('ru/delivery.md', text);
    expect(await bench.content.reload()).toBe(true);
    await bench.desk.discard('all', ANNA);
    await bench.draft('delivery-price', { answer: 'Курьером — 450 рублей.\n\nИли сами.' });
    expect(await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD)).toMatchObject({ ok: true });
    const now = bench.read('ru/delivery.md');
    expect(now).toBe(
      text.replace('Курьером по городу — 390 рублей.', 'Курьером — 450 рублей.\r\n\r\nИли сами.'),
    );
    bench.write('ru/delivery.md', DELIVERY);
    await bench.content.reload();
  }, 60_000);
});

test('two editors who save and publish at once: each word is in the file or told to whoever wrote it', async () => {
  await bench.desk.discard('all', ANNA);
  const [one, other] = [
    await changeOf(bench.desk, 'delivery-price', { answer: 'Анна.' }),
    await changeOf(bench.desk, 'delivery-price', { answer: 'Борис.' }),
  ];
  const saved = await Promise.all([bench.desk.draft(one, ANNA), bench.desk.draft(other, BORIS)]);
  expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
  expect(saved.find(({ ok }) => !ok)).toMatchObject({
    code: 'drafted',
    by: 'Анна',
    theirs: { answer: 'Анна.' },
  });
  const run = await bench.gate();
  const published = await Promise.all([
    bench.desk.publish({ gateId: run.id }, LEAD),
    bench.desk.publish({ gateId: run.id }, LEAD),
  ]);
  expect(published.map(({ ok }) => ok)).toEqual([true, false]);
  expect(bench.read('ru/delivery.md')).toContain('Анна.');
}, 60_000);

test('saving by hand while it is published and read again: nothing of either is lost', async () => {
  await bench.draft('returns', { answer: 'Из кабинета.' });
  const run = await bench.gate();
  const publishing = bench.desk.publish({ gateId: run.id }, LEAD);
  for (let time = 0; time < 20; time += 1) {
    bench.write('ru/extra.md', `## Extra {#extra}\n\n- e\n- f\n- g\n\nSaved ${time}.\n`);
    await new Promise((next) => void setImmediate(next));
  }
  const outcome = await publishing;
  await bench.content.reload();
  expect(bench.read('ru/extra.md')).toContain('Saved 19.');
  if (outcome.ok) expect(bench.read('ru/returns.md')).toContain('Из кабинета.');
  else expect((await bench.desk.entry('returns'))?.languages.ru?.draft?.answer).toBe('Из кабинета.');
  expect(bench.answer('Extra')).toBe('Saved 19.');
}, 60_000);
