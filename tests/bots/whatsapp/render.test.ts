/** What a content becomes in WhatsApp: as few bubbles as reads well, within every limit, and every word as it was written. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkMessage } from '../../../bots/whatsapp/emulator/check-message.ts';
import { visibleText } from '../../../bots/whatsapp/emulator/spans.ts';
import { factsOf } from '../../../bots/whatsapp/facts.ts';
import type { Message } from '../../../bots/whatsapp/interactive.ts';
import { defuse, markedIn } from '../../../bots/whatsapp/marks.ts';
import { render } from '../../../bots/whatsapp/render.ts';
import type { TemplateSetting } from '../../../bots/whatsapp/templates.ts';
import type { RenderableButton, RenderableContent } from '../../../src/core/content.ts';
import type { MessageTemplate } from '../../../src/core/message-template.ts';

const FACTS = factsOf({ typing: false });
const SETTING: TemplateSetting = { templates: [], shopName: 'Прилавок', defaultLocale: 'ru' };

interface Body {
  message: Message;
  file?: { field: string };
}

function bodies(content: RenderableContent, setting = SETTING): Body[] {
  return render(content, FACTS, setting).map((part) => part.body as unknown as Body);
}

function messages(content: RenderableContent): Message[] {
  return bodies(content).map(({ message }) => message);
}

function replies(...labels: string[]): RenderableButton[] {
  return labels.map((label, index) => ({ kind: 'reply', label, token: `AAAAAAAAAAAAAAAAAAAAAA.${index}` }));
}

/** The interactive part of the only message. */
function interactive(content: RenderableContent) {
  const all = messages(content);
  expect(all).toHaveLength(1);
  return all[0]!['interactive'] as unknown as {
    type: string;
    body: { text: string };
    action: { button?: string; buttons?: unknown[]; sections?: { rows: Row[] }[]; parameters?: unknown };
  };
}
interface Row {
  id: string;
  title: string;
  description?: string;
}

describe('what can be tapped', () => {
  test('up to three short answers are buttons', () => {
    const shown = interactive({ text: 'Помогло?', buttons: replies('Да', 'Нет', 'Позвать человека') });
    expect(shown).toMatchObject({ type: 'button', body: { text: 'Помогло?' } });
    expect(shown.action.buttons).toHaveLength(3);
  });

  test('a fourth makes a list, and so does a label that a button would cut', () => {
    expect(interactive({ text: '?', buttons: replies('а', 'б', 'в', 'г') }).type).toBe('list');
    const long = interactive({ text: '?', buttons: replies('Хочу вернуть или обменять товар', 'Нет') });
    expect(long.type).toBe('list');
    expect(long.action.sections?.[0]?.rows[0]).toMatchObject({
      title: 'Хочу вернуть или обменя…',
      description: 'Хочу вернуть или обменять товар',
    });
  });

  test('a list is opened by the words that the content brings, and keeps descriptions', () => {
    const buttons = replies('Доставка', 'Оплата', 'Возврат', 'Заказ');
    const described = buttons.map((button) => ({ ...button, description: 'д'.repeat(90) }));
    const shown = interactive({
      text: 'О чём?',
      choose: { open: 'Выбрать тему', byNumber: '' },
      buttons: described,
    });
    expect(shown.action.button).toBe('Выбрать тему');
    expect(shown.action.sections?.[0]?.rows.every(({ description = '' }) => description.length <= 72)).toBe(
      true,
    );
  });

  test('ten rows are a list, eleven are numbers in the text', () => {
    const labels = (count: number) => Array.from({ length: count }, (_, index) => `Тема ${index + 1}`);
    expect(
      interactive({ text: '?', buttons: replies(...labels(10)) }).action.sections?.[0]?.rows,
    ).toHaveLength(10);
    const [message, ...others] = messages({
      text: 'О чём?',
      choose: { open: '', byNumber: 'Напишите номер' },
      buttons: replies(...labels(11)),
    });
    expect(others).toEqual([]);
    expect(message).toMatchObject({ type: 'text', text: { body: expect.stringContaining('11. Тема 11') } });
    expect(message).toMatchObject({ text: { body: expect.stringContaining('Напишите номер') } });
  });

  test('titles that are alike when cut are told apart', () => {
    const same = 'Вернуть товар надлежащего качества';
    const rows = interactive({ text: '?', buttons: replies(`${same} 1`, `${same} 2`, `${same} 1`) }).action
      .sections?.[0]?.rows;
    expect(new Set(rows?.map(({ title }) => title)).size).toBe(3);
  });

  test('a link alone is a button, beside anything else it stands in the text', () => {
    const link: RenderableButton = { kind: 'url', label: 'Каталог', url: 'https://shop.example/c' };
    expect(interactive({ text: 'Вот он', buttons: [link] })).toMatchObject({
      type: 'cta_url',
      action: { parameters: { display_text: 'Каталог', url: 'https://shop.example/c' } },
    });
    const shown = interactive({ text: 'Вот он', buttons: [...replies('Спасибо'), link] });
    expect(shown).toMatchObject({
      type: 'button',
      body: { text: 'Вот он\n\nКаталог: https://shop.example/c' },
    });
  });

  test('a request takes the words if nothing else does, else it asks by its own label', () => {
    const phone: RenderableButton = { kind: 'share-phone', label: 'Поделиться номером' };
    expect(interactive({ text: 'Какой у вас номер?', buttons: [phone] })).toMatchObject({
      type: 'request_contact_info',
      body: { text: 'Какой у вас номер?' },
    });
    const both = messages({ text: 'Какой у вас номер?', buttons: [...replies('Иначе'), phone] });
    expect(both).toMatchObject([
      { interactive: { type: 'button', body: { text: 'Какой у вас номер?' } } },
      { interactive: { type: 'request_contact_info', body: { text: 'Поделиться номером' } } },
    ]);
  });

  test('what is too long to carry buttons is cut before a paragraph, and the last ones carry them', () => {
    const paragraphs = Array.from({ length: 6 }, (_, index) =>
      `Абзац ${index}. ${'слово '.repeat(50)}`.trim(),
    );
    const [head, tail, ...others] = messages({
      text: paragraphs.join('\n\n'),
      buttons: replies('Да', 'Нет'),
    });
    expect(others).toEqual([]);
    const first = (head as unknown as { text: { body: string } }).text.body;
    const second = (tail as unknown as { interactive: { body: { text: string } } }).interactive.body.text;
    expect(second.startsWith('Абзац')).toBe(true);
    expect(second.length).toBeLessThanOrEqual(1024);
    expect(`${first}\n\n${second}`).toBe(paragraphs.join('\n\n'));
  });

  test('whatever is said, the platform takes it, and no choice is lost', () => {
    const label = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== '');
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 3_000 })
      .filter((words) => words.trim() !== '');
    fc.assert(
      fc.property(text, fc.array(label, { maxLength: 14 }), fc.boolean(), (words, labels, isPlain) => {
        const buttons = replies(...labels);
        const content = { text: words, buttons, ...(isPlain ? { format: 'plain' as const } : {}) };
        const all = messages(content);
        for (const message of all)
          checkMessage({ messaging_product: 'whatsapp', to: '79161234567', ...message });
        const shown = JSON.stringify(all);
        if (labels.length <= 10)
          for (const { token } of buttons as { token: string }[]) expect(shown).toContain(token);
      }),
      { numRuns: 300 },
    );
  });
});

describe('words', () => {
  test.each([
    ['**важно** и _тихо_', '*важно* и _тихо_'],
    ['**_оба_**', '*_оба_*'],
    ['`код 7`', '`код 7`'],
    ['пол**слова**здесь', 'полсловаздесь'],
    ['[здесь](https://shop.example/a_b_c)', 'здесь (https://shop.example/a_b_c)'],
    ['**две\nстроки**', '*две*\n*строки*'],
    ['- раз\n- два', '• раз\n• два'],
    ['2 \\* 3 \\* 4', '2 * 3 * 4'],
    ['order_id_7', 'order_id_7'],
  ])('%j', (text, body) => expect(messages({ text })).toMatchObject([{ text: { body } }]));

  test('an address never unfolds into a card', () => {
    expect(messages({ text: 'https://shop.example' })).toMatchObject([{ text: { preview_url: false } }]);
  });

  test('what a person types keeps its marks, and they stay marks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('*', '_', '~', '`', '```', 'а', 'b', ' ', '\n', '> ', '.'), {
          maxLength: 40,
        }),
        (bits) => {
          const text = bits.join('');
          const safe = defuse(text);
          expect(markedIn(safe)).toEqual([]);
          expect(safe.replaceAll('\u200b', '')).toBe(text);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('text that no phone would take for marks is not touched', () => {
    for (const text of [
      '* a',
      'a*b*c',
      '2*2=4',
      'snake_case_name',
      '~',
      '5 ~ 6',
      'https://x.example/_a_/*b*',
    ]) {
      expect(defuse(text)).toBe(text);
    }
  });

  test('a bold text of the largest size is one message still', () => {
    const all = messages({ text: `**${'я'.repeat(4094)}**` });
    expect(
      all
        .map((message) => visibleText((message as unknown as { text: { body: string } }).text.body))
        .join(''),
    ).toBe('я'.repeat(4094));
    expect(all).toHaveLength(1);
  });

  test('4097 characters are two messages', () => {
    expect(messages({ text: 'я'.repeat(4097), format: 'plain' })).toHaveLength(2);
  });
});

describe('files', () => {
  const media = { kind: 'photo' as const, file: 'a.png', name: 'чек.png', mime: 'image/png', bytes: 1_000 };

  test('a picture takes its words along', () => {
    expect(bodies({ text: 'Ваш чек', media })).toMatchObject([
      { message: { type: 'image', image: { caption: 'Ваш чек' } }, file: { field: 'image', file: 'a.png' } },
    ]);
  });

  test('one that is too large, or no JPEG or PNG, goes as a file', () => {
    expect(bodies({ media: { ...media, bytes: 5_000_001 } })).toMatchObject([
      { message: { type: 'document' } },
    ]);
    expect(bodies({ media: { ...media, mime: 'image/webp' } })).toMatchObject([
      { file: { field: 'document' } },
    ]);
  });

  test('with buttons the words go below them', () => {
    expect(messages({ text: 'Это ваш товар?', media, buttons: replies('Да', 'Нет') })).toMatchObject([
      { type: 'image', image: {} },
      { type: 'interactive', interactive: { body: { text: 'Это ваш товар?' } } },
    ]);
  });
});

describe('outside the reply window', () => {
  const templates: MessageTemplate[] = [
    {
      name: 'order_update',
      use: 'notice',
      category: 'utility',
      slots: ['order', 'status'],
      languages: {
        ru: { code: 'ru', body: 'Заказ {{1}}: {{2}}.' },
        en: { code: 'en', body: 'Order {{1}}: {{2}}.' },
      },
    },
    {
      name: 'support_reply',
      use: 'operator-reply',
      category: 'utility',
      slots: ['operator', 'text'],
      languages: {
        ru: { code: 'ru', body: '{{1}} отвечает: {{2}}.' },
        uk: { code: 'uk', body: '{{1}} відповідає: {{2}}.' },
      },
    },
  ];
  const setting = { ...SETTING, templates };
  const closed = (content: RenderableContent) =>
    render(content, FACTS, setting).map(({ whenClosed }) => whenClosed);

  test('a message that names a template has it ready', () => {
    const [whenClosed] = closed({
      text: 'Заказ едет',
      template: { name: 'order_update', slots: { order: '1042', status: 'в пути' }, locale: 'en' },
    });
    expect(whenClosed).toEqual({
      message: {
        type: 'template',
        template: {
          name: 'order_update',
          language: { code: 'en' },
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: '1042' },
                { type: 'text', text: 'в пути' },
              ],
            },
          ],
        },
      },
    });
  });

  test('a slot without a value, a template nobody knows: nothing', () => {
    expect(closed({ text: 'x', template: { name: 'order_update', slots: { order: '1' } } })).toEqual([
      undefined,
    ]);
    expect(closed({ text: 'x', template: { name: 'gone', slots: {} } })).toEqual([undefined]);
  });

  test("an operator's words find the frame in their language, on one line, with the operator's name", () => {
    const [whenClosed] = closed({ text: 'Так, є.\n\nЧекаємо!', format: 'plain', from: 'Ольга' });
    expect(whenClosed).toMatchObject({
      message: {
        template: {
          name: 'support_reply',
          language: { code: 'uk' },
          components: [{ parameters: [{ text: 'Ольга' }, { text: 'Так, є. Чекаємо!' }] }],
        },
      },
    });
  });

  test("the bot's own words, pictures and what is too long have none", () => {
    expect(closed({ text: 'Привет' })).toEqual([undefined]);
    expect(closed({ text: 'я'.repeat(1_020), format: 'plain' })).toEqual([undefined]);
    const media = { kind: 'photo' as const, file: 'a.png', name: 'a.png', mime: 'image/png', bytes: 10 };
    expect(closed({ text: 'x', format: 'plain', media })).toEqual([undefined]);
  });
});
