/** Questions gathered by likeness: those that mean the same meet, others do not, and their order changes nothing. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { systemClock } from '../../../src/core/clock.ts';
import { clusterAside } from '../../../src/editing/unanswered/cluster-aside.ts';
import { clusterQuestions } from '../../../src/editing/unanswered/cluster-questions.ts';

const numbered = (texts: readonly string[]) => texts.map((text, at) => ({ id: at + 1, text }));
const never = new AbortController().signal;

/** Each heap as its texts, in the order of heaps. */
function heapsOf(texts: readonly string[]): string[][] {
  return clusterQuestions(numbered(texts)).map(({ ids }) => ids.map((id) => texts[id - 1] ?? ''));
}

describe('what meets', () => {
  test('the same wish in other words, other endings, another language, with typos', () => {
    const sewing = [
      'А вы шьёте шторы на заказ?',
      'шторы на заказ',
      'Чи шиєте штори на замовлення?',
      'штооры на заказ',
    ];
    const washing = ['как гладить лён', 'какой температурой гладить лён?', 'гладить лен как'];
    const abroad = ['доставляете в Армению?', 'доставка в Армению'];
    const heaps = heapsOf([...sewing, ...washing, ...abroad]);
    expect(heaps).toEqual([sewing, washing, abroad]);
  });

  test('the one that is most like the others stands for them, as it was typed last', () => {
    const texts = [
      'подарочная упаковка есть?',
      'есть ли у вас подарочная упаковка в виде коробки',
      'Подарочная упаковка есть',
    ];
    const [heap] = clusterQuestions(numbered(texts));
    expect(heap).toEqual({ ids: [1, 2, 3], title: 3 });
  });

  test('words that every question holds bring nobody together', () => {
    expect(
      heapsOf(['можно ли у вас купить рояль', 'можно ли у вас поспать', 'здравствуйте, скажите пожалуйста']),
    ).toHaveLength(3);
  });

  test('a question of signs alone, and none at all', () => {
    expect(clusterQuestions(numbered(['???', '!!!']))).toEqual([{ ids: [1, 2], title: 2 }]);
    expect(clusterQuestions([])).toEqual([]);
  });
});

const WORDS = [
  'доставка',
  'доставку',
  'возврат',
  'плед',
  'пледы',
  'шторы',
  'shipping',
  'Минск',
  'сколько',
  'как',
  'размер',
  'цвет',
  'а',
];
const question = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

describe('properties', () => {
  test('every question is in exactly one heap, and stands for it only from within', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(question, fc.string({ maxLength: 40 })), { maxLength: 40 }), (texts) => {
        const heaps = clusterQuestions(numbered(texts));
        const ids = heaps.flatMap((heap) => heap.ids);
        expect(ids.toSorted((a, b) => a - b)).toEqual(texts.map((_, at) => at + 1));
        for (const heap of heaps) expect(heap.ids).toContain(heap.title);
      }),
      { numRuns: 100 },
    );
  });

  test('the order of questions changes nothing', () => {
    const both = fc.array(question, { maxLength: 40 }).chain((texts) => {
      const asked = numbered(texts);
      return fc.tuple(fc.constant(asked), fc.shuffledSubarray(asked, { minLength: asked.length }));
    });
    fc.assert(
      fc.property(both, ([asked, shuffled]) => {
        expect(clusterQuestions(shuffled)).toEqual(clusterQuestions(asked));
      }),
      { numRuns: 100 },
    );
  });
});

test('a thread does the same, gives up when it is told to, and is gone afterwards', async () => {
  const asked = numbered(['как гладить лён', 'гладить лён как', 'доставка в Армению']);
  expect(await clusterAside(asked, { clock: systemClock, signal: never })).toEqual(clusterQuestions(asked));
  const stop = new AbortController();
  const given = clusterAside(asked, { clock: systemClock, signal: stop.signal });
  stop.abort();
  await expect(given).rejects.toThrow('stopped');
  expect(await clusterAside([], { clock: systemClock, signal: never })).toEqual([]);
});
