/** With FAQ_GATE=hold files saved by hand wait: what they would change is shown, and one that cannot be used holds up nothing else. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  ANNA,
  DELIVERY,
  LEAD,
  openAnswersBench,
  RETURNS,
  type AnswersBench,
} from '../support/answers-bench.ts';

const PRICE = 'Сколько стоит доставка?';
const GIFT = '## Есть подарочная упаковка? {#gift}\n\n- Упакуете?\n- В подарок?\n- Коробка\n\nДа.\n';
let bench: AnswersBench;
const open = async () => (bench = await openAnswersBench({ hold: true }));
afterEach(() => bench.close());

test('files saved by hand wait until somebody publishes them, over a restart, too', async () => {
  await open();
  bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
  await bench.content.reload();
  expect(bench.answer(PRICE)).toContain('390');
  expect(await bench.desk.tree()).toMatchObject({ held: true, drafts: 0 });
  await bench.restart();
  expect(bench.answer(PRICE)).toContain('390');
  await bench.draft('returns', { answer: 'Иначе.' });
  const run = await bench.gate();
  expect(await bench.desk.publish({ gateId: run.id }, LEAD)).toMatchObject({
    ok: true,
    files: ['ru/returns.md'],
  });
  expect(bench.answer(PRICE)).toContain('490');
  expect(bench.answer('Как вернуть товар?')).toBe('Иначе.');
  expect(await bench.desk.tree()).toMatchObject({ held: false, drafts: 0 });
  const [revision] = await bench.desk.history({ limit: 1 });
  expect(revision?.changes.map(({ id }) => id)).toEqual(['delivery-price', 'returns']);
  await bench.restart();
  expect(bench.answer(PRICE)).toContain('490');
});

test('files that wait show what they would change, entry by entry', async () => {
  await open();
  expect(await bench.desk.waiting()).toEqual({ changes: [], total: 0 });
  bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
  bench.write('ru/returns.md', `${RETURNS}\n`);
  bench.write('ru/gift.md', GIFT);
  expect(await bench.desk.waiting()).toMatchObject({
    total: 2,
    changes: [
      {
        id: 'delivery-price',
        before: { answer: expect.stringContaining('390') },
        after: { answer: expect.stringContaining('490') },
      },
      { id: 'gift', locale: 'ru', topic: 'gift', before: null, after: { answer: 'Да.' } },
    ],
  });
  await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);
  expect(await bench.desk.waiting()).toEqual({ changes: [], total: 0 });
  bench.write('ru/returns.md', RETURNS);
  expect(await bench.desk.tree()).toMatchObject({ held: true });
  expect(await bench.desk.waiting()).toEqual({ changes: [], total: 0 });
});

describe('files that wait and cannot be used', () => {
  const told = async () => (await bench.desk.tree()).unusable.map(({ file, what }) => [file, what?.code]);
  const inRu = (name: string) => expect.stringMatching(new RegExp(`/ru/${name}$`, 'u'));
  const publish = async () => bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);

  test.each([
    ['no UTF-8', Buffer.from([...Buffer.from('# '), 0xc4, 0xe0]), 'file.not-utf8'],
    ['an unknown slot', RETURNS.replace('Напишите', '{{shop.nothing}}'), 'faq.unknown-slot'],
  ])(
    '(%s) are told, hold up nothing else, and are heard of no more when they have been mended',
    async (_, text, code) => {
      await open();
      bench.write('ru/returns.md', text);
      bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
      expect(await told()).toEqual([[inRu('returns.md'), code]]);
      expect((await bench.desk.waiting()).changes.map(({ id }) => id)).toEqual(['delivery-price']);
      expect(await publish()).toMatchObject({ ok: true, files: [], warning: null });
      expect(bench.answer(PRICE)).toContain('490');
      expect(bench.answer('Как вернуть товар?')).toContain('этикетку');
      expect(await bench.desk.tree()).toMatchObject({ held: false, isCurrent: true });
      await bench.restart();
      expect(await told()).toEqual([[inRu('returns.md'), code]]);

      // What would be written into that very file has to wait for it.
      await bench.draft('returns', { answer: 'Иначе.' });
      const run = await bench.gate();
      const errors = run.problems.filter(({ level }) => level === 'error');
      expect([run.state, errors.map(({ what }) => what?.code)]).toEqual(['failed', [code]]);
      await bench.draft('delivery-regions', { answer: 'Тоже.' });
      await bench.desk.discard({ id: 'returns' }, ANNA);
      expect(await publish()).toMatchObject({ ok: true, files: ['ru/delivery.md'] });
      bench.write('ru/returns.md', RETURNS.replace('этикетку', 'курьера'));
      expect(await bench.desk.tree()).toMatchObject({ held: true, unusable: [] });
      expect(await publish()).toMatchObject({ ok: true });
      expect(bench.answer('Как вернуть товар?')).toContain('курьера');
      expect(await bench.desk.tree()).toMatchObject({ held: false, unusable: [] });
    },
  );

  test('only together: none of them goes live, drafts do', async () => {
    await open();
    bench.write('ru/gift.md', GIFT.replace('{#gift}', '{#returns}'));
    await bench.draft('delivery-price', { answer: 'Курьером — 450 рублей.' });
    expect((await told()).map(([, code]) => code)).toContain('faq.id-twice');
    expect(await publish()).toMatchObject({ ok: true, files: ['ru/delivery.md'] });
    expect(bench.answer(PRICE)).toContain('450');
    expect(bench.read('ru/gift.md')).toContain('{#returns}');
    rmSync(join(bench.faqDir, 'ru/gift.md'));
    expect(await bench.desk.tree()).toMatchObject({ held: false, unusable: [] });
  });
});
