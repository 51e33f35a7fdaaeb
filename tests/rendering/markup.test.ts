/** Our small markup: what is a mark, what stays literal, and that nothing a writer typed is lost. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeMarkup } from '../../src/core/content.ts';
import { parseMarkup, plainText, runsOf, visibleLength } from '../../src/rendering/markup.ts';
import { ownMs } from '../support/own-time.ts';

describe('parseMarkup', () => {
  test.each([
    ['plain', [{ text: 'plain' }]],
    ['**bold**', [{ text: 'bold', bold: true }]],
    ['a _b_ c', [{ text: 'a ' }, { text: 'b', italic: true }, { text: ' c' }]],
    ['`a_b*c`', [{ text: 'a_b*c', code: true }]],
    [
      '**a _b_**',
      [
        { text: 'a ', bold: true },
        { text: 'b', bold: true, italic: true },
      ],
    ],
    ['[Сайт](https://shop.example/a_(b)_c)', [{ text: 'Сайт', href: 'https://shop.example/a_(b)_c' }]],
    [
      '[**a** b](http://x.example)',
      [
        { text: 'a', bold: true, href: 'http://x.example' },
        { text: ' b', href: 'http://x.example' },
      ],
    ],
    ['- one\n- two', [{ text: '• one\n• two' }]],
    ['\\*\\*a\\*\\*', [{ text: '**a**' }]],
    ['\\- one', [{ text: '- one' }]],
  ])('%s', (markup, runs) => {
    expect(parseMarkup(markup)).toEqual(runs);
  });

  test.each([
    'order_id_7 stays',
    '2 ** 3 ** 4',
    'a * b',
    '**open',
    '_open',
    '`open',
    '[label](javascript:alert(1))',
    '[label](/relative)',
    '[label] (https://x.example)',
    'C:\\folder\\new',
    '**a\n\nb**',
    'a-b - c',
  ])('%s is literal', (text) => {
    expect(plainText(parseMarkup(text))).toBe(text);
  });

  test('escaped text is itself, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/^- /m.test(text)),
        (text) => {
          expect(parseMarkup(escapeMarkup(text)).map((run) => run.text)).toEqual(text === '' ? [] : [text]);
        },
      ),
    );
  });

  test('any text can be read, and only marks disappear', () => {
    const marks = fc.constantFrom(
      '**',
      '_',
      '`',
      '[',
      '](https://x.example)',
      '\\',
      'слово',
      ' ',
      '\n',
      '- ',
      '👍🏽',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const read = plainText(parseMarkup(text));
        const letters = (value: string): string =>
          value.replaceAll(/[^\p{L}\p{Emoji_Presentation}\p{Emoji_Modifier}]|https|x\.example/gu, '');
        expect(letters(read)).toBe(letters(text));
      }),
    );
  });

  test('a long text of unmatched marks is read quickly', () => {
    expect(ownMs(() => parseMarkup('_a [b **c '.repeat(400)))).toBeLessThan(1_000);
  });
});

describe('runsOf', () => {
  test('plain content is shown exactly as typed', () => {
    expect(runsOf({ text: '**a** _b_\n- c', format: 'plain' })).toEqual([{ text: '**a** _b_\n- c' }]);
  });

  test('no text is no run', () => {
    expect(runsOf({})).toEqual([]);
    expect(runsOf({ text: '' })).toEqual([]);
  });
});

test('plain text shows the address of a link unless the label is it', () => {
  expect(plainText(parseMarkup('[Сайт](https://x.example)'))).toBe('Сайт (https://x.example)');
  expect(plainText([{ text: 'https://x.example', href: 'https://x.example' }])).toBe('https://x.example');
});

test('the visible length counts what a reader sees', () => {
  expect(visibleLength(parseMarkup('**аб** [в](https://x.example)'))).toBe(4);
});
