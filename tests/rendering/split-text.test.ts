/** Cutting long texts: every piece within the limit, nothing lost, no character torn. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LIMITS } from '../../src/core/limits.ts';
import { parseMarkup, type Run } from '../../src/rendering/markup.ts';
import { CUT_MARK, splitRuns, splitText, truncate } from '../../src/rendering/split-text.ts';

const words = fc.constantFrom(
  'слово ',
  'a',
  '\n',
  '\n\n',
  '. ',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '🇺🇦',
  'é',
  'שלום ',
  '\u200d',
  '\ufe0f',
  'ё'.repeat(30),
);
const texts = fc.array(words, { maxLength: 120 }).map((pieces) => pieces.join(''));
const limits = fc.integer({ min: 16, max: 80 });
const visible = (text: string): string => text.replaceAll(/\s/g, '');

describe('splitText', () => {
  test('every piece fits, none is blank, none begins or ends in white space', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const pieces = splitText(text, limit, 1_000);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.trim()).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('nothing but white space is lost', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        expect(visible(splitText(text, limit, 1_000).join(''))).toBe(visible(text));
      }),
      { numRuns: 500 },
    );
  });

  test('no surrogate pair is torn', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), limits, (text, limit) => {
        for (const piece of splitText(text, limit, 1_000))
          expect(piece.isWellFormed()).toBe(text.isWellFormed());
      }),
      { numRuns: 500 },
    );
  });

  test('a family is not parted', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const piece of splitText(family.repeat(40), 30, 1_000)) {
      expect(piece.replaceAll(family, '')).toBe('');
    }
  });

  test('one character longer than the limit is cut all the same', () => {
    const zalgo = `a${'\u0301'.repeat(100)}`;
    expect(splitText(zalgo, 16, 1_000).join('')).toBe(zalgo);
  });

  test.each([
    [
      'a paragraph',
      `${'а'.repeat(10)}. ${'б'.repeat(5)}\n\n${'в'.repeat(20)}`,
      `${'а'.repeat(10)}. ${'б'.repeat(5)}`,
    ],
    [
      'a line',
      `${'а'.repeat(10)}. ${'б'.repeat(5)}\n${'в'.repeat(20)}`,
      `${'а'.repeat(10)}. ${'б'.repeat(5)}`,
    ],
    ['a sentence', `${'а'.repeat(10)}. ${'б'.repeat(5)} ${'в'.repeat(20)}`, `${'а'.repeat(10)}.`],
    ['a word', `${'а'.repeat(10)} ${'б'.repeat(5)} ${'в'.repeat(20)}`, `${'а'.repeat(10)} ${'б'.repeat(5)}`],
  ])('cuts at %s if it can', (_name, text, first) => {
    expect(splitText(text, 24)[0]).toBe(first);
  });

  test('what does not fit into the parts is cut with a mark', () => {
    const pieces = splitText('слово '.repeat(1_000), 60);
    expect(pieces.length).toBe(LIMITS.partsPerMessage);
    expect(pieces.at(-1)!.endsWith(CUT_MARK)).toBe(true);
    expect(pieces.at(-1)!.length).toBeLessThanOrEqual(60);
  });

  test('a text that fits is left alone, blank text is nothing', () => {
    expect(splitText(' a  b ', 16)).toEqual([' a  b ']);
    expect(splitText(' \n ', 16)).toEqual([]);
    expect(splitText('', 16)).toEqual([]);
  });
});

describe('splitRuns', () => {
  test('a style goes on in the next piece', () => {
    const pieces = splitRuns(parseMarkup(`**${'слово '.repeat(10).trim()}**`), 30);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece.every((run) => run.bold)).toBe(true);
  });

  test('every character keeps its style', () => {
    const runs = fc.array(
      fc.record({
        text: fc.constantFrom('ab cd ', 'ёж ', '👍🏽', 'x\n'),
        bold: fc.constantFrom<true | undefined>(true, undefined),
      }),
      { maxLength: 60 },
    );
    const styled = (list: Run[]): string =>
      list
        .map((run) =>
          Array.from(run.text)
            .filter((char) => char.trim() !== '')
            .map((char) => `${char}${run.bold ? '!' : '.'}`)
            .join(''),
        )
        .join('');
    fc.assert(
      fc.property(runs, limits, (list, limit) => {
        const clean = list.map(({ text, bold }): Run => (bold ? { text, bold } : { text }));
        expect(splitRuns(clean, limit, 1_000).map(styled).join('')).toBe(styled(clean));
      }),
    );
  });
});

test('truncate keeps short labels and marks cut ones', () => {
  expect(truncate('коротко', 10)).toBe('коротко');
  expect(truncate('длинная подпись', 10)).toBe('длинная п…');
  expect(truncate('👍🏽👍🏽👍🏽', 6)).toBe('👍🏽…');
});
