import { describe, expect, test } from '@jest/globals';
import type { FaqEntry } from '../../src/core/ports/words.ts';
import { findingsOf, tempContent } from './temp-content.ts';

/** Loads one Russian file made of an entry with this answer. */
function load(answer: string, head = '## Вопрос? {#one}\n\n- раз\n- два\n- три\n\n') {
  const content = tempContent({ 'ru/topic.md': `${head}${answer}\n` });
  const loaded = content.faq();
  content.remove();
  return loaded;
}

function entryOf(answer: string): FaqEntry {
  const loaded = load(answer);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, null, 1));
  const [entry] = loaded.set.entries;
  if (!entry) throw new Error('no entry');
  return entry;
}

describe('an entry', () => {
  test('is a question with an id, other phrasings and an answer', () => {
    expect(entryOf('Ответ.')).toEqual({
      id: 'one',
      locale: 'ru',
      question: 'Вопрос?',
      phrasings: ['раз', 'два', 'три'],
      answer: 'Ответ.',
      links: [],
      topic: 'topic',
    });
  });

  test.each([
    ['**жирно** и *курсив*', '**жирно** и _курсив_'],
    ['строка\nдальше', 'строка дальше'],
    ['строка\\\nновая', 'строка\nновая'],
    ['один\n\nдва', 'один\n\nдва'],
    ['Так:\n\n- раз\n- два', 'Так:\n\n- раз\n- два'],
    ['Так:\n\n1. раз\n2. два', 'Так:\n\n1. раз\n2. два'],
    ['`код`', '`код`'],
    ['[сайт](https://example.com/a?b=1)', '[сайт](https://example.com/a?b=1)'],
    ['a_b и [скобки] 2\\*2', 'a\\_b и \\[скобки\\] 2\\*2'],
    ['Звоните {{shop.phone}}', 'Звоните +7 800 000-10-20'],
    ['[сайт]({{shop.site}})', '[сайт](https://mint-and-linen.example)'],
    ['Курьер {{ shop.delivery.courier.price }}', 'Курьер 390\u00A0₽'],
  ])('%j is shown as %j', (markdown, markup) => {
    expect(entryOf(markdown).answer).toBe(markup);
  });

  test('links of ours on lines of their own become buttons and leave the answer', () => {
    const entry = entryOf(
      'Ответ.\n\n[Где заказ?](flow:order-status)\n\n- [Ещё](faq:one)\n- [Человек](operator:)',
    );
    expect(entry.answer).toBe('Ответ.');
    expect(entry.links).toEqual([
      { to: 'flow', flow: 'order-status', label: 'Где заказ?' },
      { to: 'faq', id: 'one', label: 'Ещё' },
      { to: 'operator', label: 'Человек' },
    ]);
  });

  test('validity is whole days of the shop, notes are ignored', () => {
    const entry = entryOf(
      '<!-- validFrom: 2026-12-01 -->\n<!-- validTo: 2026-12-31 -->\n\n<!-- note: зима -->\n\nОтвет.',
    );
    expect(entry.validFromMs).toBe(Date.parse('2026-12-01T00:00:00+03:00'));
    expect(entry.validToMs).toBe(Date.parse('2027-01-01T00:00:00+03:00') - 1);
    expect(entry.answer).toBe('Ответ.');
  });

  test('front matter, title, BOM and Windows line ends are no trouble', () => {
    const text =
      '\uFEFF---\r\nowner: Анна\r\nreviewBy: 2027-01-01\r\ntags: [a]\r\n---\r\n\r\n# Тема\r\n\r\n## Вопрос? {#one}\r\n\r\n- раз\r\n- два\r\n- три\r\n\r\nОтвет.\r\n';
    const content = tempContent({ 'ru/topic.md': text });
    const loaded = content.faq();
    content.remove();
    expect(loaded.ok && loaded.set.entries[0]?.answer).toBe('Ответ.');
    expect(findingsOf(loaded)).toEqual([]);
  });
});

describe('what cannot be shown is refused with a way out', () => {
  test.each([
    ['| a | b |\n| --- | --- |\n| 1 | 2 |', 7, /table/],
    ['![вид](https://example.com/x.png)', 7, /picture/],
    ['### Ещё\n\nтекст', 7, /heading/],
    ['> цитата', 7, /quotation/],
    ['```\ncode\n```', 7, /code/],
    ['текст\n\n---', 9, /ruler/],
    ['текст <b>жирно</b>', 7, /HTML/],
    ['<div>x</div>\n\nтекст', 7, /HTML/],
    ['<!-- validTo: завтра -->\n\nтекст', 7, /not a date/],
    ['<!-- validtil: 2026-12-31 -->\n\nтекст', 7, /unknown comment/],
    ['Так:\n\n- раз\n  - два', 9, /more than one line/],
    ['см. [заказ](flow:order-status) тут', 7, /inside a sentence/],
    ['[почта](mailto:a@b.c)', 7, /everywhere/],
    ['[файл](javascript:alert)', 7, /nowhere/],
    ['[x](flow:no-such)\n\nОтвет.', 7, /no flow/],
    ['[x](faq:no-such)\n\nОтвет.', 7, /no entry/],
    ['Звоните {{shop.fone}}', 7, /not in shop.yaml/],
    ['Звоните {{shop.phone', 7, /not finished/],
    ['Смотрите [сайт](https://exa', 7, /not finished/],
  ])('%j', (answer, line, message) => {
    const loaded = load(answer);
    expect(loaded.ok).toBe(false);
    const finding = findingsOf(loaded).find((one) => one.level === 'error');
    expect(finding?.message).toMatch(message);
    expect(finding?.line).toBe(line);
    expect(finding?.hint).not.toBe('');
  });

  test('an unknown slot names the nearest ones', () => {
    expect(findingsOf(load('Звоните {{shop.fone}}'))[0]?.hint).toContain('shop.phone');
  });

  test.each([
    ['## Вопрос?\n\nОтвет.\n', /no id/],
    ['## Вопрос? {#Bad Id}\n\nОтвет.\n', /not well formed/],
    ['## Вопрос? {#one}\n\n- только\n- список\n- фраз\n', /no answer/],
    ['Вступление.\n\n## Вопрос? {#one}\n\nОтвет.\n', /before the first question/],
    ['', /no question/],
    ['---\nowner: x\n\n## Вопрос? {#one}\n\nОтвет.\n', /never ends/],
    ['---\nower: x\n---\n\n## Вопрос? {#one}\n\nОтвет.\n', /unknown key "ower"/],
    ['---\nreviewBy: скоро\n---\n\n## Вопрос? {#one}\n\nОтвет.\n', /reviewBy/],
    ['---\na: &a [1]\nb: [*a, *a\n---\n\n## В? {#one}\n\nО.\n', /YAML/],
    [`## Вопрос? {#one}\n\n${'слово '.repeat(800)}.\n`, /longer than 4000/],
  ])('%j', (text, message) => {
    const content = tempContent({ 'ru/topic.md': text });
    const loaded = content.faq();
    content.remove();
    expect(loaded.ok).toBe(false);
    expect(
      findingsOf(loaded)
        .map((one) => one.message)
        .join('\n'),
    ).toMatch(message);
  });
});
