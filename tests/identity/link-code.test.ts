/** One-time codes: read whatever people and keyboards make of them, never seen anywhere else, never found by chance. */
import { describe, expect, test } from '@jest/globals';
import { assert, constantFrom, integer, property, string } from 'fast-check';
import {
  hashLinkCode,
  hideLinkCode,
  makeStartCode,
  makeTypedCode,
  readLinkCode,
} from '../../src/identity/link-code.ts';
import { createSeededRandom } from '../support/manual-clock.ts';

const random = createSeededRandom(5);

describe('codes for deep links', () => {
  test('fit the payload of every messenger and are read back', () => {
    const code = makeStartCode(random);
    expect(code).toMatch(/^link_[A-Za-z0-9_-]{22}$/);
    expect(readLinkCode({ start: code })).toEqual({ form: 'start', code });
    expect(readLinkCode({ start: 'promo' })).toBeNull();
    expect(readLinkCode({ start: '' })).toBeNull();
  });

  test('a payload that only looks like one is a code nobody knows', () => {
    expect(readLinkCode({ start: 'link_' })).toEqual({ form: 'start', code: 'link_' });
  });
});

describe('codes for eyes and fingers', () => {
  test('are short, without signs that are mistaken for each other, and hold 60 bits', () => {
    const codes = Array.from({ length: 500 }, () => makeTypedCode(random));
    for (const code of codes) expect(code).toMatch(/^PR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(new Set(codes).size).toBe(500);
    const signs = new Set(codes.join('').replace(/PR-|-/g, ''));
    expect(signs.size).toBe(32);
  });

  test.each([
    'PR-7K4M-92QX-TB3N',
    'pr-7k4m-92qx-tb3n',
    'Здравствуйте! Мой код: PR-7K4M-92QX-TB3N',
    'PR 7K4M 92QX TB3N.',
    'PR7K4M92QXTB3N',
    'PR–7K4M–92QX–TB3N',
    'PR-7К4М-92QХ-ТВ3N', // Cyrillic К, М, Х, Т, В
  ])('%s', (text) => {
    expect(readLinkCode({ text })).toEqual({ form: 'text', code: 'PR-7K4M-92QX-TB3N' });
  });

  test('what a reader mistakes is the same code', () => {
    expect(readLinkCode({ text: 'PR-OOOO-IIII-LLLL' })?.code).toBe('PR-0000-1111-1111');
  });

  test.each(['PR-10424', 'заказ PR-1042', 'PR-7K4M-92QX', 'PR-7K4M-92QX-TB3N5', 'XPR-7K4M-92QX-TB3N', ''])(
    'no code: %s',
    (text) => expect(readLinkCode({ text })).toBeNull(),
  );

  test('a long text is no code, however much is in it', () => {
    expect(readLinkCode({ text: `${'слово '.repeat(60)}PR-7K4M-92QX-TB3N` })).toBeNull();
  });

  test('every code is read in any sentence, any case', () => {
    assert(
      property(integer({ min: 1, max: 9_999 }), constantFrom('', 'Мой код ', '🙂 ', 'ß '), (seed, before) => {
        const code = makeTypedCode(createSeededRandom(seed));
        expect(readLinkCode({ text: `${before}${code.toLowerCase()} !` })?.code).toBe(code);
      }),
    );
  });

  test('any text is looked at without harm', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 300 }), (text) => {
        const read = readLinkCode({ text });
        expect(hideLinkCode({ text }).text === text).toBe(read === null);
      }),
    );
  });
});

test('a thread keeps messages without their codes', () => {
  expect(hideLinkCode({ start: 'link_abc' })).toEqual({ start: 'link_•••' });
  expect(hideLinkCode({ start: 'promo' })).toEqual({ start: 'promo' });
  const hidden = hideLinkCode({ text: 'İ Мой код: pr-7k4m-92qx-tb3n, где заказ?' });
  expect(hidden).toEqual({ text: 'İ Мой код: PR-•••, где заказ?' });
});

test('what is kept of a code does not tell it', () => {
  expect(hashLinkCode('link_a')).toMatch(/^[0-9a-f]{64}$/);
  expect(hashLinkCode('link_a')).not.toBe(hashLinkCode('link_b'));
});
