/** What the answers' pages reckon by themselves: differences, marks in an answer, pasted lists, names, and what the browser saves when. */
import { describe, expect, test } from '@jest/globals';
import { array, assert, constantFrom, property, string } from 'fast-check';
import type { FaqChange, FaqDraftOutcome, FaqParts } from '../../src/api/faq.ts';
import type { Kept } from '../../src/console/ambient/kept.ts';
import { addButton, insertWords, toggleList, toggleMark } from '../../src/console/faq/answer-marks.ts';
import { asSpelt, asTyped } from '../../src/console/faq/as-typed.ts';
import { createDraftSaver, type Known } from '../../src/console/faq/draft-saver.ts';
import { ENTRY_ID, suggestId } from '../../src/console/faq/entry-id.ts';
import { filterTopics } from '../../src/console/faq/filter-topics.ts';
import { NO_PARTS } from '../../src/console/faq/parts.ts';
import { moved, pastedLines } from '../../src/console/faq/phrasing-lines.ts';
import { problemsByField } from '../../src/console/faq/problems-by-field.ts';
import { diffList, diffWords } from '../../src/console/faq/word-diff.ts';
import { ApiFailure } from '../../src/console/http/http.ts';
import { createTestClock } from './test-clock.ts';

describe('a difference', () => {
  test('is told word by word', () => {
    expect(diffWords('Курьер — 390 ₽, почта — 350 ₽.', 'Курьер — 390 ₽, пункт — 250 ₽.')).toEqual([
      { kind: 'same', text: 'Курьер — 390 ₽, ' },
      { kind: 'gone', text: 'почта' },
      { kind: 'new', text: 'пункт' },
      { kind: 'same', text: ' — ' },
      { kind: 'gone', text: '350' },
      { kind: 'new', text: '250' },
      { kind: 'same', text: ' ₽.' },
    ]);
    expect(diffList(['a', 'b'], ['b', 'c'])).toEqual({ gone: ['a'], come: ['c'] });
  });

  test('loses no letter of either text, whatever they are', () => {
    const text = array(constantFrom('да', 'нет', ' ', '\n', 'ё', '👍', '.', '{{x}}')).map((all) =>
      all.join(''),
    );
    assert(
      property(text, text, (before, after) => {
        const pieces = diffWords(before, after);
        const side = (without: string): string =>
          pieces.map((piece) => (piece.kind === without ? '' : piece.text)).join('');
        expect([side('new'), side('gone')]).toEqual([before, after]);
      }),
    );
  });

  test('of two long texts is quick', () => {
    const long = (salt: string): string => Array.from({ length: 5_000 }, (_, n) => `${salt}${n}`).join(' ');
    const begun = performance.now();
    diffWords(long('а'), long('б'));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('marks of an answer', () => {
  test('bold goes around what is chosen, not around its spaces, and away again', () => {
    const bold = toggleMark({ text: 'Привезём завтра утром', from: 8, to: 16 }, '**');
    expect(bold).toEqual({ text: 'Привезём **завтра** утром', from: 11, to: 17 });
    expect(toggleMark(bold, '**').text).toBe('Привезём завтра утром');
    expect(toggleMark({ text: '', from: 0, to: 0 }, '_')).toEqual({ text: '__', from: 1, to: 1 });
  });

  test('lines become a list and lines again', () => {
    const list = toggleList({ text: 'Можно:\nкурьером\nпочтой', from: 7, to: 22 });
    expect(list.text).toBe('Можно:\n- курьером\n- почтой');
    expect(toggleList(list).text).toBe('Можно:\nкурьером\nпочтой');
  });

  test('buttons stand together below the answer', () => {
    const one = addButton('Привезём.', 'Сроки', 'faq:delivery-time').text;
    expect(one).toBe('Привезём.\n\n- [Сроки](faq:delivery-time)');
    expect(addButton(one, 'Человек', 'operator:').text).toBe(`${one}\n- [Человек](operator:)`);
    expect(addButton('А.\n\n[Сроки](faq:x)', 'Б', 'faq:y').text).toBe('А.\n\n- [Сроки](faq:x)\n- [Б](faq:y)');
    expect(insertWords({ text: 'до ₽', from: 3, to: 3 }, '{{shop.phone}}').text).toBe('до {{shop.phone}}₽');
  });
});

test('a pasted list loses its marks, and one of it can be moved', () => {
  expect(pastedLines('- Почём?\r\n• Цена\n\n2) Сколько стоит\n   тариф  ')).toEqual([
    'Почём?',
    'Цена',
    'Сколько стоит',
    'тариф',
  ]);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
});

test('a new entry is named after its question, never like another', () => {
  expect(suggestId('Подшиваете ли шторы?', 'goods', new Set())).toBe('podshivaete-li-shtory');
  expect(suggestId('Подшиваете ли шторы?', 'goods', new Set(['podshivaete-li-shtory']))).toBe(
    'podshivaete-li-shtory-2',
  );
  assert(
    property(string(), constantFrom('delivery', 'оплата', ''), (question, topic) => {
      expect(suggestId(question, topic, new Set())).toMatch(ENTRY_ID);
    }),
  );
});

test('stems are told as they were typed', () => {
  expect(asTyped(['дней', 'ждат', 'посилк'], 'скока дней ждать посылку')).toEqual([
    'дней',
    'ждать',
    'посылку',
  ]);
  expect(asTyped(['ціна'], 'почем')).toEqual(['ціна']);
});

test('words read out of mistakes are spelt as in what was typed, else as in the answers', () => {
  const typed = 'долга ждать пасылку';
  expect(asSpelt('долга ждат посилку', [typed, 'Долго ждать посылку?'])).toBe('долга ждать посылку');
  expect(asSpelt('где посилка', ['ult gjcskrf'])).toBe('где посилка');
});

test('a finding stands beside what it is about', () => {
  const parts = { ...NO_PARTS, phrasings: ['Почём?', 'Долго ждать?'] };
  const problem = (code: string, values: Record<string, string> = {}) => ({
    level: 'warning' as const,
    file: 'f',
    line: 1,
    message: 'm',
    hint: '',
    what: { code, values },
  });
  const stolen = problem('faq.shared-phrasing', { text: 'долго ждать?' });
  const found = problemsByField([stolen, problem('faq.unknown-slot'), problem('faq.few-phrasings')], parts);
  expect(found.phrasing.get(1)).toBe(stolen);
  expect([found.answer.length, found.phrasings.length, found.other.length]).toEqual([1, 1, 0]);
});

test('the tree is searched in all languages, by id and by topic', () => {
  const row = (id: string, ru: string) => ({
    id,
    question: { ru },
    phrasings: {},
    state: 'live' as const,
    problems: [],
    asked30d: 0,
  });
  const entries = [row('delivery-cost', 'Сколько стоит доставка?'), row('delivery-time', 'Ещё не привезли')];
  const topic = {
    name: 'delivery',
    title: { ru: 'Доставка' },
    owner: null,
    reviewBy: null,
    tags: [],
    entries,
  };
  const tree = {
    topics: [topic],
    isCurrent: true,
    problems: [],
    drafts: 0,
    reportedGateId: null,
    held: false,
    unusable: [],
    languages: ['ru', 'uk'] as const,
  };
  const ids = (search: string, only: 'all' | 'drafts' | 'untranslated' = 'all') =>
    filterTopics(tree, { search, only, locale: 'ru' }).flatMap((one) => one.entries.map(({ id }) => id));
  expect(ids('еще')).toEqual(['delivery-time']);
  expect(ids('cost')).toEqual(['delivery-cost']);
  expect(ids('ДОСТАВКА')).toEqual(['delivery-cost', 'delivery-time']);
  expect(ids('', 'drafts')).toEqual([]);
  expect(ids('', 'untranslated')).toHaveLength(2);
});

describe('what is written', () => {
  const parts = (question: string): FaqParts => ({ ...NO_PARTS, question });
  const known: Known = { live: parts('a'), draft: null, isDrafted: false, version: 'v1', draftVersion: '' };
  const done = (draftVersion: string): FaqDraftOutcome => ({
    ok: true,
    drafts: 1,
    draftVersion,
    problems: [],
  });

  function rig(kept = shelf()) {
    const clock = createTestClock();
    const sent: FaqChange[] = [];
    let answer = (): Promise<FaqDraftOutcome> => Promise.resolve(done(`d${sent.length}`));
    const open = () =>
      createDraftSaver(
        {
          about: { id: 'x', locale: 'ru', topic: 't' },
          key: 'k',
          save(change) {
            sent.push(change);
            return answer();
          },
          saved: () => undefined,
          kept,
          clock,
        },
        known,
      );
    return { clock, sent, kept, open, saver: open(), answers: (next: typeof answer) => (answer = next) };
  }

  test('is saved after a pause, once, upon what was saved before', async () => {
    const { saver, clock, sent, kept } = rig();
    for (const text of ['b', 'bc', 'bcd']) saver.write(parts(text));
    expect(kept.keys()).toEqual(['k']);
    await settle(clock, 3_000);
    expect(sent.map((one) => [one.parts?.question, one.version, one.draftVersion])).toEqual([
      ['bcd', 'v1', ''],
    ]);
    expect([saver.state().save, kept.keys()]).toEqual(['saved', []]);
    saver.write(parts('e'));
    await settle(clock, 3_000);
    expect(sent.at(-1)?.draftVersion).toBe('d1');
  });

  test('while a save is under way is saved after it', async () => {
    const { saver, clock, sent, answers } = rig();
    let answer: (outcome: FaqDraftOutcome) => void = () => undefined;
    answers(() => new Promise((resolve) => (answer = resolve)));
    saver.write(parts('b'));
    await settle(clock, 3_000);
    saver.write(parts('bc'));
    await settle(clock, 5_000);
    expect(sent).toHaveLength(1);
    answer(done('d1'));
    await settle(clock, 3_000);
    expect(sent.map((one) => [one.parts?.question, one.draftVersion])).toEqual([
      ['b', ''],
      ['bc', 'd1'],
    ]);
  });

  test('outlives a lost connection, and a browser that is closed meanwhile', async () => {
    const first = rig();
    first.answers(() => Promise.reject(new ApiFailure('offline', 'gone')));
    first.saver.write(parts('b'));
    await settle(first.clock, 1_000);
    expect(first.saver.state()).toMatchObject({ save: 'offline', parts: { question: 'b' } });
    await settle(first.clock, 60_000);
    expect(first.sent.length).toBeGreaterThan(3);
    const second = rig(first.kept);
    expect(second.saver.state().parts?.question).toBe('b');
    await settle(second.clock, 10);
    expect([second.saver.state().save, second.sent.length, second.kept.keys()]).toEqual(['saved', 1, []]);
  });

  test('is not thrown away when somebody else was faster: either can be chosen', async () => {
    const clash = {
      ok: false,
      code: 'drafted',
      id: 'x',
      locale: 'ru',
      draftVersion: 'd9',
      by: 'P',
      atMs: 1,
    } as const;
    for (const mine of [true, false]) {
      const { saver, clock, sent, answers } = rig();
      answers(() => Promise.resolve({ ...clash, theirs: parts('theirs') }));
      saver.write(parts('mine'));
      await settle(clock, 3_000);
      expect(saver.state()).toMatchObject({ save: 'clash', parts: { question: 'mine' } });
      // Whatever is read meanwhile changes nothing on the screen.
      saver.learn({ ...known, live: parts('other') });
      expect(saver.state().parts?.question).toBe('mine');
      answers(() => Promise.resolve(done('d10')));
      if (mine) saver.keepMine();
      else saver.takeTheirs();
      await settle(clock, 3_000);
      expect(saver.state()).toMatchObject({ save: 'saved', parts: { question: mine ? 'mine' : 'theirs' } });
      expect(sent.slice(1).map((one) => one.draftVersion)).toEqual(mine ? ['d9'] : []);
    }
  });

  test('is no clash when both wrote the same, and comes back untidied while somebody writes', async () => {
    const { saver, clock, sent, answers } = rig();
    const theirs = { ...NO_PARTS, question: 'same', phrasings: ['one'] };
    const clash = {
      ok: false,
      code: 'drafted',
      id: 'x',
      locale: 'ru',
      draftVersion: 'd9',
      by: 'P',
      atMs: 1,
    } as const;
    answers(() => Promise.resolve(sent.length === 1 ? { ...clash, theirs } : done('d10')));
    saver.write({ ...theirs, phrasings: ['one', ''] });
    await settle(clock, 3_000);
    expect([saver.state().save, saver.state().clash]).toEqual(['saved', null]);
    saver.learn({ ...known, draft: theirs, isDrafted: true, draftVersion: 'd10' });
    expect(saver.state().parts?.phrasings).toEqual(['one', '']);
  });

  test('what the browser keeps and somebody has spoiled is not believed', () => {
    const kept = shelf();
    for (const text of ['{', '{"parts":{"question":7},"version":"v","draftVersion":""}', 'null', '[]']) {
      kept.write('k', text);
      expect(rig(kept).saver.state().parts).toEqual(known.live);
    }
  });
});

function shelf(): Kept {
  const all = new Map<string, string>();
  return {
    read: (key) => all.get(key) ?? null,
    write: (key, value) => all.set(key, value) !== undefined,
    remove: (key) => void all.delete(key),
    keys: () => [...all.keys()],
  };
}

/** Time passes in steps, and whatever is under way gets its turn. */
async function settle(clock: ReturnType<typeof createTestClock>, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.pass(500);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}
