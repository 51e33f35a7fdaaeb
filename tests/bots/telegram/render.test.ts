/** How content looks in Telegram: which calls, which keyboards, which HTML. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { htmlToPlain, render, toHtml } from '../../../bots/telegram/render.ts';
import { parseFormatted } from '../../../bots/telegram/emulator/entities.ts';
import type { RenderableButton, RenderableContent } from '../../../src/core/content.ts';
import { parseMarkup, plainText } from '../../../src/rendering/markup.ts';

type Body = { method: string; payload: Record<string, unknown> & { reply_markup?: Record<string, unknown> } };

const bodies = (content: RenderableContent): Body[] =>
  render(content).map((part) => part.body as unknown as Body);
const reply = (label: string): RenderableButton => ({ kind: 'reply', label, token: `t.${label}` });

describe('keyboards', () => {
  const rowsOf = (buttons: RenderableButton[]): string[][] => {
    const markup = bodies({ text: 'x', buttons })[0]!.payload.reply_markup as {
      inline_keyboard: { text: string }[][];
    };
    return markup.inline_keyboard.map((row) => row.map(({ text }) => text));
  };

  test('two short labels share a row, a long one has its own', () => {
    expect(rowsOf(['Да', 'Нет', 'Позвать человека', 'Меню', 'Ещё', 'Стоп'].map(reply))).toEqual([
      ['Да', 'Нет'],
      ['Позвать человека'],
      ['Меню', 'Ещё'],
      ['Стоп'],
    ]);
  });

  test('buttons go with the last piece of a long text', () => {
    const [first, last] = bodies({ text: 'слово '.repeat(1_000), format: 'plain', buttons: [reply('Да')] });
    expect(first!.payload.reply_markup).toBeUndefined();
    expect(last!.payload.reply_markup).toMatchObject({
      inline_keyboard: [[{ text: 'Да', callback_data: 't.Да' }]],
    });
  });

  test('asking for a number alone needs one message', () => {
    const [only, ...rest] = bodies({
      text: 'Номер?',
      buttons: [{ kind: 'share-phone', label: 'Поделиться' }],
    });
    expect(rest).toEqual([]);
    expect(only!.payload.reply_markup).toMatchObject({
      keyboard: [[{ text: 'Поделиться', request_contact: true }]],
      one_time_keyboard: true,
    });
  });

  test('with other buttons the keyboard comes in a second message that points at it', () => {
    const [first, second] = bodies({
      text: 'Номер?',
      buttons: [reply('Потом'), { kind: 'share-phone', label: 'Поделиться' }],
    });
    expect(first!.payload).toMatchObject({
      text: 'Номер?',
      reply_markup: { inline_keyboard: [[{ text: 'Потом' }]] },
    });
    expect(second!.payload).toMatchObject({
      text: '👇',
      reply_markup: { keyboard: [[{ request_contact: true }]] },
    });
  });

  test('an old keyboard is taken away by a message without one', () => {
    expect(bodies({ text: 'Спасибо', dropKeyboard: true })[0]!.payload.reply_markup).toEqual({
      remove_keyboard: true,
    });
    const [first, second] = bodies({ text: 'Спасибо', dropKeyboard: true, buttons: [reply('Меню')] });
    expect(first!.payload).toMatchObject({ text: 'Спасибо', reply_markup: { remove_keyboard: true } });
    expect(second!.payload.reply_markup).toHaveProperty('inline_keyboard');
  });

  test('a new keyboard replaces an old one by itself', () => {
    const parts = bodies({
      text: 'Место?',
      dropKeyboard: true,
      buttons: [{ kind: 'share-location', label: 'Я здесь' }],
    });
    expect(parts.map((body) => body.payload.reply_markup)).toMatchObject([
      { keyboard: [[{ request_location: true }]] },
    ]);
  });
});

describe('text', () => {
  test('unstyled text has no parse mode', () => {
    expect(bodies({ text: '1 < 2 & "3"' })[0]!.payload).toEqual({ text: '1 < 2 & "3"' });
    expect(bodies({ text: '**не жирно**', format: 'plain' })[0]!.payload).toEqual({ text: '**не жирно**' });
  });

  test('addresses unfold no preview', () => {
    expect(bodies({ text: 'см. https://x.example' })[0]!.payload).toHaveProperty('link_preview_options');
  });

  test('our HTML is always read, and shows what was written', () => {
    const marks = fc.constantFrom(
      '**',
      '_',
      '`',
      '[a](https://x.example/?b=1&c="2")',
      '<b>',
      '&amp;',
      '\\',
      ' слово ',
      '"',
      '👍',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 30 }), (pieces) => {
        const runs = parseMarkup(pieces.join(''));
        const shown = runs.map((run) => run.text).join('');
        expect(parseFormatted(toHtml(runs), 'HTML').text).toBe(shown.trim());
      }),
      { numRuns: 300 },
    );
  });

  test('without its HTML a text still says the same', () => {
    const runs = parseMarkup('**a < b** _c_ `d & e` [f](https://x.example/?g=1&h=2)');
    expect(htmlToPlain(toHtml(runs))).toBe(plainText(runs));
  });
});

test('place and words are two messages, place first', () => {
  const parts = bodies({
    text: 'Мы здесь',
    location: { latitude: 55.7, longitude: 37.6 },
    buttons: [reply('Меню')],
  });
  expect(parts.map(({ method }) => method)).toEqual(['sendLocation', 'sendMessage']);
  expect(parts[1]!.payload).toHaveProperty('reply_markup');
});
