/** Slots that are filled when an answer is said: by the clock, the shop's hours with their exceptions, and who is at the desk. */
import { describe, expect, test } from '@jest/globals';
import { LIVE_SLOTS } from '../../../src/content/faq/slots.ts';
import type { Locale } from '../../../src/core/locale.ts';
import { sampleContent } from '../../support/sample-content.ts';
import { findingsOf, tempContent } from '../temp-content.ts';

const { liveSlots } = await sampleContent();
const MONDAY_NOON = Date.parse('2026-11-23T12:00:00+03:00');
const MONDAY_NIGHT = Date.parse('2026-11-23T23:00:00+03:00');
const SATURDAY = Date.parse('2026-11-28T12:00:00+03:00');
const NEW_YEAR = Date.parse('2026-12-31T12:00:00+03:00');

function said(
  answer: string,
  nowMs = MONDAY_NOON,
  locale: Locale = 'ru',
  minutes: number | null = 4,
): string {
  return liveSlots?.fill({ answer, locale }, { nowMs, minutes }) ?? '';
}

function load(text: string, head = '## Вопрос? {#one}') {
  const content = tempContent({ 'ru/topic.md': `${head}\n\n- раз\n- два\n- три\n\n${text}\n` });
  const loaded = content.faq();
  content.remove();
  return loaded;
}

describe('an answer with live slots', () => {
  test('keeps them when it is loaded, spaces or not', () => {
    const loaded = load('Звоните {{shop.phone}}, {{ shop.openNow }}.');
    expect(loaded.ok && loaded.set.entries[0]?.answer).toBe('Звоните +7 800 000-10-20, {{shop.openNow}}.');
  });

  test.each([
    ['shop.hours.today', MONDAY_NOON, '09:00–21:00'],
    ['shop.hours.today', SATURDAY, '10:00–18:00'],
    ['shop.hours.today', NEW_YEAR, '10:00–16:00'],
    ['shop.hours.tomorrow', NEW_YEAR, 'выходной'],
    ['shop.openNow', MONDAY_NOON, 'сейчас мы на связи, закончим сегодня в 21:00'],
    ['shop.openNow', MONDAY_NIGHT, 'сейчас никого нет на месте, вернёмся завтра в 9:00'],
    ['shop.nextOpening', MONDAY_NIGHT, 'завтра в 9:00'],
    ['desk.replies', MONDAY_NOON, 'в течение 4 минут'],
    ['desk.replies', MONDAY_NIGHT, 'завтра в 9:00'],
  ])('{{%s}}', (slot, nowMs, words) => {
    expect(said(`это: {{${slot}}}`, nowMs)).toBe(`это: ${words}`);
  });

  test('each has words in each language, by day and by night, with people and without', () => {
    for (const locale of ['ru', 'uk', 'en'] as const) {
      for (const slot of LIVE_SLOTS) {
        for (const [nowMs, minutes] of [
          [MONDAY_NOON, 1],
          [MONDAY_NOON, null],
          [MONDAY_NIGHT, 12],
        ] as const) {
          const text = said(`x {{${slot}}}`, nowMs, locale, minutes);
          expect(text).toMatch(/^x \S+/u);
          expect(text).not.toMatch(/[{}]/u);
        }
      }
    }
    expect(said('{{desk.replies}}', MONDAY_NOON, 'uk', 1)).toBe('Протягом 1 хвилини');
    expect(said('{{desk.replies}}', MONDAY_NOON, 'en', null)).toBe('As soon as somebody is free');
  });

  test('a capital begins a sentence, not its middle', () => {
    const text = '{{shop.openNow}}. {{shop.openNow}}, и {{shop.hours.today}}.\n\n- {{shop.nextOpening}}';
    expect(said(text)).toBe(
      'Сейчас мы на связи, закончим сегодня в 21:00. Сейчас мы на связи, закончим сегодня в 21:00, и 09:00–21:00.\n\n- Завтра в 9:00',
    );
  });

  test('what looks like one and is none stays as it is', () => {
    expect(said('{{shop.fone}} {x}')).toBe('{{shop.fone}} {x}');
  });
});

describe('where no live slot can stand', () => {
  test('a question, an address, a mistyped name', () => {
    expect(findingsOf(load('Да.', '## Вы {{shop.openNow}}? {#one}'))[0]?.what?.code).toBe(
      'faq.question-slot',
    );
    expect(findingsOf(load('[сайт](https://a.example/{{shop.openNow}})'))[0]?.what?.code).toBe(
      'faq.link-slot',
    );
    const [mistyped] = findingsOf(load('{{shop.opennow}}'));
    expect(mistyped?.hint).toContain('"shop.openNow"');
  });
});
