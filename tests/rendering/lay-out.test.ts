/** What becomes of a content on a channel: buttons, lists, numbers, cards, captions; for any facts nothing is lost or doubled. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { RenderableButton, RenderableCard, RenderableContent } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import type { Bubble } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import { plainText, visibleLength } from '../../src/rendering/markup.ts';
import { planContent } from '../../src/rendering/plan-content.ts';
import { anyFacts, factsWith } from './facts.ts';

const reply = (label: string): RenderableButton => ({ kind: 'reply', label, token: `t.${label}` });
const replies = (...labels: string[]): RenderableButton[] => labels.map(reply);
const link: RenderableButton = { kind: 'url', label: 'Сайт', url: 'https://shop.example/a_b' };
const choose = { open: 'Выбрать', byNumber: 'Напишите номер.' };
const media = { kind: 'photo' as const, file: 'a.jpg', name: 'a.jpg', mime: 'image/jpeg', bytes: 1 };

/** A bubble as one reads it. */
function drawn({ runs, media: file, imageUrl, location, buttons, list, cards }: Bubble): string {
  const things = [file && '(picture)', imageUrl && `(${imageUrl})`, location && '(place)', plainText(runs)];
  const rows = list?.rows.map(
    ({ label, description }) => `- ${label}${description ? ` / ${description}` : ''}`,
  );
  const inRow = cards?.map(
    (card) => `|${plainText(card.runs)}${card.buttons.map((b) => ` [${b.label}]`).join('')}|`,
  );
  const below = buttons?.map(({ label }) => `[${label}]`).join(' ');
  return [...things, ...(inRow ?? []), list && `<${list.open}>`, ...(rows ?? []), below]
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
}

const show = (content: RenderableContent, changes: Partial<ChannelFacts>): string[] =>
  layOut(content, factsWith(changes)).map(drawn);

describe('choices', () => {
  test('as many as fit are buttons', () => {
    expect(show({ text: 'Что?', buttons: replies('А', 'Б', 'В') }, { buttonsMax: 3 })).toEqual([
      'Что?\n[А] [Б] [В]',
    ]);
  });

  test('one more makes a list, with its own word to open it', () => {
    expect(show({ text: 'Что?', buttons: replies('А', 'Б', 'В', 'Г'), choose }, { buttonsMax: 3 })).toEqual([
      'Что?\n<Выбрать>\n- А\n- Б\n- В\n- Г',
    ]);
  });

  test('a label that is too long makes a list as well', () => {
    expect(show({ text: 'Что?', buttons: replies('Длинная подпись', 'Б') }, { buttonLabelMax: 10 })).toEqual([
      'Что?\n<…>\n- Длинная подпись\n- Б',
    ]);
  });

  test('without a list, long labels are numbered and the buttons carry the numbers', () => {
    const content = { text: 'Что?', buttons: [...replies('Длинная подпись', 'Б'), link], choose };
    const facts = factsWith({ buttonLabelMax: 10, listMax: 0 });
    expect(layOut(content, facts).map(drawn)).toEqual([
      'Что?\n\n1. Длинная подпись\n2. Б\n\nНапишите номер.\n[1] [2] [Сайт]',
    ]);
    expect(planContent(content, facts).numbers).toEqual([0, 1]);
  });

  test('where nothing can be pressed they are numbered in the text; links stand between them as written', () => {
    const content = { text: 'Что?', buttons: [reply('А *'), link, reply('Б')], choose };
    const facts = factsWith({ buttonsMax: 0, listMax: 0 });
    expect(layOut(content, facts).map(drawn)).toEqual([
      'Что?\n\n1. А *\nСайт: https://shop.example/a_b\n2. Б\n\nНапишите номер.',
    ]);
    // The second number is the third button.
    expect(planContent(content, facts).numbers).toEqual([0, 2]);
  });

  test('no numbers are shown where choices can be pressed', () => {
    expect(planContent({ buttons: replies('А', 'Б') }, factsWith()).numbers).toEqual([]);
    expect(planContent({ buttons: replies('А', 'Б') }, factsWith({ buttonsMax: 1 })).numbers).toEqual([]);
  });

  test('links leave the buttons for the text where they may not stand among them', () => {
    expect(show({ text: 'Что?', buttons: [reply('А'), link] }, { linksInText: true })).toEqual([
      'Что?\n\nСайт: https://shop.example/a_b\n[А]',
    ]);
    expect(show({ text: 'Что?', buttons: [reply('А'), reply('Б'), link] }, { buttonsMax: 2 })).toEqual([
      'Что?\n\nСайт: https://shop.example/a_b\n[А] [Б]',
    ]);
  });

  test('a key that shares is asked for in writing where there is none', () => {
    const content: RenderableContent = {
      text: 'Кто вы?',
      buttons: [
        { kind: 'share-phone', label: 'Поделиться', typed: 'Напишите номер телефона.' },
        reply('Потом'),
      ],
    };
    expect(show(content, {})).toEqual(['Кто вы?\n[Поделиться] [Потом]']);
    expect(show(content, { sharePhone: false })).toEqual(['Кто вы?\n\nНапишите номер телефона.\n[Потом]']);
  });

  test('numbers stay when a long text is cut', () => {
    const text = 'слово '.repeat(2_000);
    const shown = show(
      { text, format: 'plain', buttons: replies('А', 'Б') },
      { textMax: 200, buttonsMax: 0, listMax: 0 },
    );
    expect(shown.length).toBe(LIMITS.partsPerMessage);
    expect(shown.at(-1)).toMatch(/1\. А\n2\. Б$/);
  });
});

describe('pictures and places', () => {
  test('words that fit are a caption, with the buttons', () => {
    expect(show({ text: 'Чек', media, buttons: replies('Да') }, {})).toEqual(['(picture)\nЧек\n[Да]']);
    expect(show({ text: 'Чек', media, buttons: replies('Да') }, { captionMax: 2 })).toEqual([
      '(picture)',
      'Чек\n[Да]',
    ]);
  });

  test('a list needs words of its own, away from the picture', () => {
    expect(show({ text: 'Чек', media, buttons: replies('А', 'Б') }, { buttonsMax: 1 })).toEqual([
      '(picture)',
      'Чек\n<…>\n- А\n- Б',
    ]);
  });

  test('buttons without words point at themselves, unless a picture can carry them', () => {
    expect(show({ media, buttons: replies('А') }, {})).toEqual(['(picture)', '👇\n[А]']);
    expect(show({ media, buttons: replies('А') }, { cardMessages: true })).toEqual(['(picture)\n[А]']);
    expect(show({ buttons: replies('А') }, {})).toEqual(['👇\n[А]']);
  });

  test('a place comes before the words about it', () => {
    expect(show({ text: 'Мы здесь', location: { latitude: 1, longitude: 2 } }, {})).toEqual([
      '(place)',
      'Мы здесь',
    ]);
  });

  test('nothing to say is nothing', () => {
    expect(show({}, {})).toEqual([]);
    expect(show({ text: ' \n ', format: 'plain' }, {})).toEqual([]);
  });
});

describe('cards', () => {
  const card = (title: string, ...buttons: RenderableButton[]): RenderableCard => ({
    title,
    text: 'из **льна**',
    imageUrl: `https://shop.example/${title}.jpg`,
    buttons,
  });
  const content: RenderableContent = {
    text: 'Нашлось:',
    cards: [
      card('Юбка', reply('Взять')),
      card('Шарф', { ...reply('Взять'), token: 't.2' } as RenderableButton),
    ],
    buttons: replies('Меню'),
    choose,
  };

  test('side by side, the own buttons of the message below', () => {
    expect(show(content, {})).toEqual([
      'Нашлось:',
      '|Юбка\nиз льна [Взять]|\n|Шарф\nиз льна [Взять]|\n[Меню]',
    ]);
    expect(show(content, { cardsMax: 1 })).toHaveLength(3);
  });

  test('a message each where every message keeps its buttons', () => {
    expect(show(content, { cardsMax: 0, cardMessages: true })).toEqual([
      'Нашлось:\n[Меню]',
      '(https://shop.example/Юбка.jpg)\nЮбка\nиз льна\n[Взять]',
      '(https://shop.example/Шарф.jpg)\nШарф\nиз льна\n[Взять]',
    ]);
  });

  test('words that are too long for a caption go without the picture', () => {
    const [, first] = show(content, { cardsMax: 0, cardMessages: true, captionMax: 5 });
    expect(first).toBe('Юбка\nиз льна\n[Взять]');
  });

  test('else paragraphs of one message, and one choice for each card by its name', () => {
    expect(show(content, { cardsMax: 0, buttonsMax: 3 })).toEqual([
      'Нашлось:\n\nЮбка\nиз льна\n\nШарф\nиз льна\n[Юбка] [Шарф] [Меню]',
    ]);
    expect(show(content, { cardsMax: 0, buttonsMax: 2 })).toEqual([
      'Нашлось:\n\nЮбка\nиз льна\n\nШарф\nиз льна\n<Выбрать>\n- Юбка / Взять\n- Шарф / Взять\n- Меню',
    ]);
  });

  test('or numbers in reading order', () => {
    const facts = factsWith({ cardsMax: 0, buttonsMax: 0, listMax: 0 });
    expect(layOut(content, facts).map(drawn)).toEqual([
      'Нашлось:\n\nЮбка\nиз льна\n1. Взять\n\nШарф\nиз льна\n2. Взять\n\n3. Меню\n\nНапишите номер.',
    ]);
    expect(planContent(content, facts).numbers).toEqual([1, 2, 0]);
  });
});

describe('for any facts', () => {
  const word = fc.constantFrom(
    'слово',
    'a',
    '👨‍👩‍👧‍👦',
    '👍🏽',
    'é',
    'שלום',
    '<b>',
    '*_`[',
    '&amp;',
    '.',
    '\n',
    '\n\n',
  );
  const wordsOf = (mark: string, max: number): fc.Arbitrary<string> =>
    fc
      .array(word, { minLength: 1, maxLength: max })
      .map((list) => list.map((each, at) => `${each}${mark}${at};`).join(' '));
  // Every label is a word of its own, so that it can be told where it went.
  const buttonsOf = (mark: string): fc.Arbitrary<RenderableButton[]> =>
    fc
      .array(
        fc.record({
          kind: fc.constantFrom('reply', 'reply', 'url', 'share-phone', 'share-location'),
          fill: fc.nat(30),
        }),
        { maxLength: LIMITS.buttonsPerMessage },
      )
      .map((list) =>
        list.map(({ kind, fill }, at): RenderableButton => {
          const label = `${mark}${at};${'x'.repeat(fill)}`;
          if (kind === 'reply') return { kind, label, token: `token ${mark}${at};` };
          if (kind === 'url') return { kind, label, url: `https://x.example/${mark}${at};` };
          return { kind: kind as 'share-phone', label, typed: `typed ${mark}${at};` };
        }),
      );
  const cards: fc.Arbitrary<RenderableCard[]> = fc
    .array(fc.tuple(wordsOf('c', 8), buttonsOf('cb'), fc.boolean()), { maxLength: LIMITS.cardsPerMessage })
    .map((list) =>
      list.map(([text, buttons, hasImage], at) => ({
        title: `title${at};`,
        text: text.replaceAll('c', `c${at}-`),
        buttons: buttons
          .filter(({ kind }) => kind === 'reply' || kind === 'url')
          .slice(0, 3)
          .map(
            (button) => JSON.parse(JSON.stringify(button).replaceAll('cb', `cb${at}-`)) as RenderableButton,
          ),
        ...(hasImage ? { imageUrl: `https://x.example/${at}.jpg` } : {}),
      })),
    );
  const contents: fc.Arbitrary<RenderableContent> = fc
    .record({
      text: wordsOf('w', 60),
      buttons: buttonsOf('b'),
      cards,
      hasMedia: fc.boolean(),
      hasPlace: fc.boolean(),
    })
    .map(({ hasMedia, hasPlace, ...content }) => ({
      ...content,
      format: 'plain' as const,
      ...(hasMedia ? { media } : {}),
      ...(hasPlace ? { location: { latitude: 1, longitude: 2 } } : {}),
    }));

  const textOf = (bubbles: Bubble[]): string =>
    bubbles
      .flatMap(({ runs, cards: row = [] }) => [runs, ...row.map((card) => card.runs)].map(plainText))
      .join('\n');
  const buttonsIn = (bubbles: Bubble[]): RenderableButton[] =>
    bubbles.flatMap(({ buttons = [], cards: row = [] }) => [
      ...row.flatMap((card) => card.buttons),
      ...buttons,
    ]);
  const times = (text: string, part: string): number => text.split(part).length - 1;

  test('every word and every choice is shown once, in order', () => {
    fc.assert(
      fc.property(contents, anyFacts, (content, facts) => {
        const bubbles = layOut(content, facts);
        const text = textOf(bubbles);
        const written = [content.text!, ...content.cards!.map((card) => `${card.title} ${card.text}`)];
        const pieces = written.flatMap((each) => each.split(/\s+/)).filter((each) => each.includes(';'));
        let from = 0;
        for (const piece of pieces) {
          const at = text.indexOf(piece, from);
          expect([piece, at >= 0, times(text, piece)]).toEqual([piece, true, 1]);
          from = at;
        }
        const all = [...content.buttons!, ...content.cards!.flatMap((card) => card.buttons ?? [])];
        const { numbers } = planContent(content, facts);
        const rows = bubbles.flatMap(({ list }) => list?.rows ?? []);
        const pressed = buttonsIn(bubbles);
        for (const [index, button] of all.entries()) {
          const number = numbers.indexOf(index) + 1;
          if (button.kind === 'reply') {
            const keys = [...pressed, ...rows].filter(
              (shown) => 'token' in shown && shown.token === button.token,
            );
            expect(times(text, `${number}. ${button.label}`)).toBe(number > 0 ? 1 : 0);
            expect(keys.length).toBe(number > 0 && keys.length === 0 ? 0 : 1);
          } else if (button.kind === 'url') {
            expect(times(text, button.url) + pressed.filter((shown) => shown === button).length).toBe(1);
          } else {
            const isThere = button.kind === 'share-phone' ? facts.sharePhone : facts.shareLocation;
            expect(pressed.filter((shown) => shown === button).length).toBe(isThere ? 1 : 0);
            expect(times(text, button.typed!)).toBe(isThere ? 0 : 1);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('no limit is passed', () => {
    fc.assert(
      fc.property(contents, anyFacts, (content, facts) => {
        const bubbles = layOut(content, facts);
        expect(bubbles.length).toBeLessThanOrEqual(LIMITS.partsPerMessage + 1 + content.cards!.length);
        for (const { runs, media: file, imageUrl, buttons = [], list, cards: row = [] } of bubbles) {
          const isCaption = file !== undefined || imageUrl !== undefined;
          expect(visibleLength(runs)).toBeLessThanOrEqual(isCaption ? facts.captionMax : facts.textMax);
          const keys = buttons.filter(({ kind }) => kind === 'reply' || kind === 'url');
          expect(keys.length).toBeLessThanOrEqual(facts.buttonsMax);
          for (const { label } of keys) expect(label.length).toBeLessThanOrEqual(facts.buttonLabelMax);
          expect(list?.rows.length ?? 0).toBeLessThanOrEqual(facts.listMax);
          expect(row.length).toBeLessThanOrEqual(facts.cardsMax);
          expect(
            visibleLength(runs) > 0 ||
              isCaption ||
              row.length > 0 ||
              buttons.length === 0 ||
              facts.cardMessages,
          ).toBeTruthy();
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
