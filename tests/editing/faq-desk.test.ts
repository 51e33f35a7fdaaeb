/** Answers edited, tried, held against what was asked, published, taken back: over real files and the real thread. */
import { mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  ANNA,
  BORIS,
  changeOf,
  DELIVERY,
  LEAD,
  openAnswersBench,
  RETURNS,
  type AnswersBench,
  type AnswersBenchOptions,
} from '../support/answers-bench.ts';
import { eventual } from '../support/eventual.ts';

const PRICE = 'Сколько стоит доставка?';
const GIFT = '## Есть подарочная упаковка? {#gift}\n\n- Упакуете?\n- В подарок?\n- Коробка\n\nДа.\n';
let bench: AnswersBench;
const open = async (options: AnswersBenchOptions = {}) => (bench = await openAnswersBench(options));
afterEach(() => bench.close());

describe('drafts', () => {
  test('the tree shows topics with their entries, drafts beside them', async () => {
    await open();
    const before = await bench.desk.tree();
    expect(before.topics.map(({ name, title, owner, tags }) => [name, title.ru, owner, tags])).toEqual([
      ['delivery', 'Доставка', null, []],
      ['returns', 'Возврат', 'Отдел возвратов', ['возврат']],
    ]);
    expect(before).toMatchObject({ isCurrent: true, drafts: 0, held: false, reportedGateId: null });
    await bench.draft('delivery-price', { answer: 'Бесплатно.' });
    await bench.draft('returns', null);
    await bench.draft('gift', {
      question: 'Есть подарочная упаковка?',
      phrasings: ['Упакуете?'],
      answer: 'Да.',
    });
    const { topics } = await bench.desk.tree();
    expect(topics.flatMap(({ entries }) => entries.map(({ id, state }) => [id, state]))).toEqual([
      ['delivery-price', 'draft'],
      ['delivery-regions', 'live'],
      ['gift', 'new'],
      ['returns', 'removed'],
    ]);
    expect(bench.read('ru/delivery.md')).toBe(DELIVERY);
    expect(await bench.desk.entry('nothing')).toBeNull();
  });

  test('two editors on different entries do not meet; on the same one the second is told whose draft it is and what it says', async () => {
    await open();
    const late = await changeOf(bench.desk, 'delivery-price', { answer: 'Моё.' });
    expect(await bench.draft('delivery-price', { answer: 'Её.' }, ANNA)).toMatchObject({
      ok: true,
      drafts: 1,
    });
    expect(await bench.draft('delivery-regions', { answer: 'Его.' }, BORIS)).toMatchObject({
      ok: true,
      drafts: 2,
    });
    const told = await bench.desk.draft(late, BORIS);
    expect(told).toMatchObject({ ok: false, code: 'drafted', by: 'Анна', theirs: { answer: 'Её.' } });
    const draftVersion = !told.ok && told.code === 'drafted' ? told.draftVersion : '';
    expect(await bench.desk.draft({ ...late, draftVersion }, BORIS)).toMatchObject({ ok: true, drafts: 2 });
    expect((await bench.desk.entry('delivery-price'))?.languages.ru).toMatchObject({
      draftedBy: { name: 'Борис' },
      draft: { answer: 'Моё.' },
    });
  });

  test('an entry that was saved by hand since is shown instead of being written over', async () => {
    await open();
    const change = await changeOf(bench.desk, 'delivery-price', { answer: 'Моё.' });
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    const told = await bench.desk.draft(change, ANNA);
    expect(told).toMatchObject({
      ok: false,
      code: 'changed',
      theirs: { answer: expect.stringContaining('490') },
    });
    const version = !told.ok && told.code === 'changed' ? told.version : '';
    expect(await bench.desk.draft({ ...change, version }, ANNA)).toMatchObject({ ok: true });
  });

  test('what would not be read as it is written is refused; what only has faults is kept and says so', async () => {
    await open();
    const broken = await bench.draft('delivery-price', { answer: 'Да.\n\n## Ещё {#more}\n\nНет.' });
    expect(broken).toMatchObject({ ok: false, code: 'invalid' });
    const faulty = await bench.draft('delivery-price', { answer: 'По {{shop.phonee}}.' });
    expect(faulty).toMatchObject({ ok: true });
    const levels = faulty.ok ? faulty.problems.map(({ level }) => level) : [];
    expect(levels).toContain('error');
    const run = await bench.gate();
    expect(run.state).toBe('failed');
    expect(run.problems.map(({ level }) => level)).toContain('error');
    expect(await bench.desk.publish({ gateId: run.id }, LEAD)).toMatchObject({
      ok: false,
      code: 'invalid',
      problems: expect.arrayContaining([expect.objectContaining({ level: 'error' })]),
    });
    for (const topic of ['../x', 'a/b', '..', '', 'a\0b', '.hidden']) {
      const change = { ...(await changeOf(bench.desk, 'new-one', { question: 'Q', answer: 'A.' })), topic };
      expect(await bench.desk.draft(change, ANNA)).toMatchObject({ ok: false, code: 'invalid' });
    }
  });

  test('a draft that says what the file says is none; drafts are discarded by entry or all', async () => {
    await open();
    await bench.draft('delivery-price', { answer: 'Другое.' });
    await bench.draft('delivery-regions', { answer: 'Другое.' });
    await bench.draft('delivery-price', { answer: 'Курьером по городу — 390 рублей.' });
    expect((await bench.desk.tree()).drafts).toBe(1);
    await bench.desk.discard('all', ANNA);
    expect((await bench.desk.tree()).drafts).toBe(0);
  });

  test('a question is tried against what is live and what is drafted; an entry is previewed as each messenger shows it', async () => {
    await open();
    const { live, drafted } = await bench.desk.tryOut(PRICE, 'ru', null);
    expect(drafted).toBeNull();
    expect(live.candidates[0]?.concepts).toContainEqual({ ru: 'доставка', uk: 'доставка', en: 'delivery' });
    await bench.draft('gift', {
      question: 'Есть подарочная упаковка?',
      phrasings: ['Упакуете в подарок?'],
      answer: 'Да.',
    });
    const tried = await bench.desk.tryOut('Упакуете в подарок?', 'ru', 'telegram');
    expect(tried.live.candidates[0]?.id).not.toBe('gift');
    expect(tried.drafted).toMatchObject({ band: 'answer', candidates: { 0: { id: 'gift' } } });
    const { parts } = await changeOf(bench.desk, 'delivery-price', {
      answer: 'Звоните: **{{shop.phone}}**\n\n- [Позвать человека](operator:)',
    });
    const shown = await bench.desk.preview({ id: 'delivery-price', locale: 'ru', parts: parts! });
    expect(shown.problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(shown.channels.map(({ platform }) => platform)).toEqual([
      'telegram',
      'viber',
      'whatsapp',
      'webchat',
    ]);
    for (const { bubbles } of shown.channels) {
      expect(bubbles.at(-1)?.buttons).toEqual(['Позвать человека']);
      expect(bubbles[0]?.text).toMatch(/Звоните: .*\d{3}/);
    }
    expect(shown.channels[0]?.bubbles[0]).toMatchObject({
      markup: 'html',
      text: expect.stringContaining('<b>'),
    });
    expect((await bench.desk.tree()).drafts).toBe(1);
  });
});

describe('publishing', () => {
  test('needs the gate, writes only what was drafted, is live when it returns, and stands in history', async () => {
    await open();
    await bench.draft('delivery-price', { answer: 'Курьером — 450 рублей.' });
    await bench.draft('delivery-regions', null);
    expect(await bench.desk.publish({ gateId: 'none' }, ANNA)).toMatchObject({ ok: false, code: 'outdated' });
    const run = await bench.gate();
    expect(run.state).toBe('done');
    const done = await bench.desk.publish({ gateId: run.id }, LEAD);
    expect(done).toEqual({
      ok: true,
      revision: expect.any(Number),
      files: ['ru/delivery.md'],
      commit: null,
      warning: null,
    });
    expect(bench.answer(PRICE)).toBe('Курьером — 450 рублей.');
    expect(bench.read('ru/delivery.md')).toBe(
      DELIVERY.slice(0, DELIVERY.indexOf('## Доставляете')).replace(
        'Курьером по городу — 390 рублей.',
        'Курьером — 450 рублей.',
      ),
    );
    expect(bench.read('ru/returns.md')).toBe(RETURNS);
    expect((await bench.desk.tree()).drafts).toBe(0);
    const [revision] = await bench.desk.history({ limit: 5 });
    expect(revision).toMatchObject({ by: 'Ольга', gateId: run.id });
    expect(revision?.changes.map(({ id, after }) => [id, after?.answer])).toEqual([
      ['delivery-price', 'Курьером — 450 рублей.'],
      ['delivery-regions', undefined],
    ]);
    expect(await bench.desk.publish({ gateId: run.id }, LEAD)).toMatchObject({ ok: false, code: 'nothing' });
  });

  test('what was taken back comes back as drafts, into its topic; what changed since is told', async () => {
    await open();
    await bench.draft('delivery-regions', null);
    const first = await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);
    const number = first.ok ? first.revision : 0;
    expect(await bench.desk.undo(number, ANNA)).toMatchObject({ ok: true, drafts: 1 });
    const second = await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);
    expect(second).toMatchObject({ ok: true, files: ['ru/delivery.md'] });
    expect(bench.read('ru/delivery.md')).toBe(DELIVERY);
    bench.write('ru/delivery.md', DELIVERY.replace('всей стране', 'всему миру'));
    const late = await bench.desk.undo(second.ok ? second.revision : 0, ANNA);
    expect(late).toMatchObject({
      ok: false,
      code: 'changed',
      theirs: { answer: 'Да, отправляем по всему миру.' },
    });
    expect(await bench.desk.undo(99_999, ANNA)).toEqual({ ok: false, code: 'gone' });
  });

  test('drafts or files that changed since the gate need a new one; a conflict is shown with theirs', async () => {
    await open();
    await bench.draft('delivery-price', { answer: 'Моё.' });
    const run = await bench.gate();
    bench.write('ru/returns.md', `${RETURNS}\n`);
    expect(await bench.desk.gate(run.id)).toMatchObject({ state: 'outdated' });
    expect(await bench.desk.publish({ gateId: run.id }, LEAD)).toMatchObject({ ok: false, code: 'outdated' });
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    expect(await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD)).toMatchObject({
      ok: false,
      code: 'conflict',
      conflicts: [{ id: 'delivery-price', theirs: { answer: expect.stringContaining('490') } }],
    });
    expect((await bench.desk.entry('delivery-price'))?.languages.ru?.conflict?.theirs?.answer).toContain(
      '490',
    );
    expect(bench.read('ru/delivery.md')).toContain('490');
  });

  test('a phrasing that steals another question is shown side by side, and needs somebody who may', async () => {
    await open();
    const stolen = ['Цена доставки', 'Почём доставка курьером?', 'Доставка платная?', PRICE];
    await bench.draft('returns', { phrasings: ['Хочу вернуть покупку', ...stolen] });
    const run = await bench.gate();
    expect(run.report).toMatchObject({ overThreshold: true });
    const told = run.report?.changes.find(({ text }) => text === 'Цена доставки');
    expect(told).toMatchObject({ own: true, before: { band: 'answer', id: 'delivery-price' } });
    expect(told?.after).not.toMatchObject({ band: 'answer', id: told?.owner });
    expect(run.report?.byEntry.map(({ id }) => id)).toEqual(['returns']);
    expect(await bench.desk.publish({ gateId: run.id }, ANNA)).toMatchObject({
      ok: false,
      code: 'threshold',
    });
    await bench.desk.discard({ id: 'returns' }, ANNA);
    await bench.draft('returns', { answer: 'Пришлём этикетку.' });
    const mended = await bench.gate();
    expect(mended.report).toMatchObject({ overThreshold: false, changes: [] });
    expect(await bench.desk.publish({ gateId: mended.id }, ANNA)).toMatchObject({ ok: true });
  });

  test('nothing goes through a link, and nothing is lost by it', async () => {
    await open();
    const outside = join(bench.folder, 'outside.md');
    bench.write('../outside.md', DELIVERY);
    await bench.draft('delivery-price', { answer: 'Моё.' });
    const run = await bench.gate();
    unlinkSync(join(bench.faqDir, 'ru/delivery.md'));
    symlinkSync(outside, join(bench.faqDir, 'ru/delivery.md'));
    expect((await bench.desk.publish({ gateId: run.id }, LEAD)).ok).toBe(false);
    expect((await bench.gate()).state).toBe('failed');
    expect(bench.read('../outside.md')).toBe(DELIVERY);
    expect((await bench.desk.tree()).drafts).toBe(1);
    expect(bench.answer(PRICE)).toContain('390');
    rmSync(join(bench.faqDir, 'ru/delivery.md'));
  });

  test('files that cannot be written are refused with the reason and what the system said; drafts stay', async () => {
    await open();
    await bench.draft('delivery-price', { answer: 'Моё.' });
    const run = await bench.gate();
    const inTheWay = join(bench.faqDir, 'ru/.delivery.md.prilavok-new');
    mkdirSync(inTheWay);
    const refused = await bench.desk.publish({ gateId: run.id }, LEAD);
    expect(refused).toMatchObject({ ok: false, code: 'failed', reason: 'other', said: expect.any(String) });
    expect(bench.read('ru/delivery.md')).toBe(DELIVERY);
    rmSync(inTheWay, { recursive: true });
    expect(await bench.desk.publish({ gateId: run.id }, LEAD)).toMatchObject({ ok: true });
  });
});

describe('files saved by hand', () => {
  test('are live at once, stand in history, and are reported on afterwards', async () => {
    await open();
    bench.write('ru/returns.md', RETURNS.replace('- Оформить возврат', '- Цена доставки'));
    await bench.content.reload();
    await eventual(async () => (await bench.desk.tree()).reportedGateId !== null, 'the report is there');
    const id = (await bench.desk.tree()).reportedGateId ?? '';
    const run = await bench.desk.gate(id);
    expect(run?.report?.changes.some(({ text, own }) => own && text === 'Цена доставки')).toBe(true);
    expect(await bench.desk.publish({ gateId: id }, LEAD)).toMatchObject({ ok: false, code: 'nothing' });
    const [revision] = await bench.desk.history({ limit: 1 });
    expect(revision).toMatchObject({ by: null, gateId: id, changes: [{ id: 'returns' }] });
    await bench.desk.seenGate(id);
    expect((await bench.desk.tree()).reportedGateId).toBeNull();
  });

  test('are noticed after a restart, too', async () => {
    await open();
    await bench.restart();
    expect(await bench.desk.history({ limit: 5 })).toEqual([]);
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    await bench.restart();
    expect(await bench.desk.history({ limit: 5 })).toMatchObject([
      { by: null, changes: [{ id: 'delivery-price', before: { answer: expect.stringContaining('390') } }] },
    ]);
  });

  test('saved while nobody ran are reported on after the next start, against what was live before', async () => {
    await open();
    await bench.restart();
    bench.write('ru/returns.md', RETURNS.replace('- Оформить возврат', '- Цена доставки'));
    bench.write('ru/gift.md', GIFT);
    await bench.restart();
    await eventual(async () => (await bench.desk.tree()).reportedGateId !== null, 'the report is there');
    const id = (await bench.desk.tree()).reportedGateId ?? '';
    const report = (await bench.desk.gate(id))?.report;
    expect(report?.changes).toContainEqual(
      expect.objectContaining({ text: 'Цена доставки', own: true, owner: 'delivery-price' }),
    );
    expect(report?.byEntry.map((entry) => entry.id)).toEqual(['gift', 'returns']);
    expect(await bench.desk.history({ limit: 2 })).toMatchObject([{ by: null, gateId: id }]);
    await bench.desk.seenGate(id);
    await bench.restart();
    expect((await bench.desk.tree()).reportedGateId).toBeNull();
  });

  test('which cannot be used at a start are told of, and noticed when they have been mended', async () => {
    await open();
    await bench.restart();
    bench.write('ru/delivery.md', DELIVERY.replace('390', '{{shop.nothing}}'));
    await bench.restart();
    expect(bench.answer(PRICE)).toContain('390');
    const { isCurrent, problems } = await bench.desk.tree();
    expect([isCurrent, problems.map(({ what }) => what?.code)]).toEqual([false, ['faq.unknown-slot']]);
    expect(await bench.desk.history({ limit: 2 })).toEqual([]);
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    await bench.restart();
    expect(await bench.desk.tree()).toMatchObject({ isCurrent: true, problems: [] });
    expect(await bench.desk.history({ limit: 2 })).toMatchObject([
      { by: null, changes: [{ id: 'delivery-price', before: { answer: expect.stringContaining('390') } }] },
    ]);
  });
});
