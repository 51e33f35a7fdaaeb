/** Our style in WhatsApp's marks, and marks that were meant literally. What an eye sees is asked of the emulated phone. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { shownText } from '../../../bots/whatsapp-web/emulator/fake-person.ts';
import { toWhatsapp } from '../../../bots/whatsapp-web/markup.ts';
import { parseMarkup } from '../../../src/rendering/markup.ts';

const LOOK_ALIKES: Record<string, string> = { '∗': '*', ˍ: '_', '∼': '~', ˋ: '`' };
const asWritten = (text: string): string => text.replaceAll(/[∗ˍ∼ˋ]/g, (mark) => LOOK_ALIKES[mark] ?? mark);

describe('style', () => {
  test.each([
    ['**жирный** и _курсив_ и `код`', '*жирный* и _курсив_ и `код`'],
    ['**_оба_**', '*_оба_*'],
    ['[сайт](https://shop.example/a_b_c)', 'сайт (https://shop.example/a_b_c)'],
    ['**две\nстроки**', '*две*\n*строки*'],
    ['сло**во**', 'слово'],
    ['- раз\n- два', '• раз\n• два'],
  ])('%j', (markup, sent) => {
    expect(toWhatsapp(parseMarkup(markup))).toBe(sent);
  });
});

test.each([
  ['*звёздочки*', '∗звёздочки∗'],
  ['2*3*4', '2*3*4'],
  ['арт. A_12_B', 'арт. A_12_B'],
  ['_раз_ ~два~ `три`', 'ˍразˍ ∼два∼ ˋтриˋ'],
  ['https://shop.example/?a=_b_', 'https://shop.example/?a=_b_'],
])('a literal %j', (text, sent) => {
  expect(toWhatsapp([{ text }])).toBe(sent);
});

test('no literal text loses a mark on the phone', () => {
  const piece = fc.constantFrom('*', '_', '~', '`', ' ', 'а', 'b', '1', '\n', '.', '(', '🙂');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      expect(asWritten(shownText(toWhatsapp([{ text }])))).toBe(text);
    }),
    { numRuns: 3_000 },
  );
});
