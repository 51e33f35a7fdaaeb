/** When and where an entry is answered, by its file and by its own comments. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FaqEntry } from '../../../src/core/ports/words.ts';
import { findingsOf, tempContent, type TempContent } from '../temp-content.ts';

const channels = ['telegram', 'viber', 'webchat'].map((platform) => ({ platform }));
const head = '## Вопрос? {#one}\n\n- раз\n- два\n- три\n\n';

let content: TempContent | null = null;
afterEach(() => content?.remove());

function load(text: string) {
  content = tempContent({ 'ru/topic.md': text });
  return content.faq({ channels });
}

function entryOf(text: string): FaqEntry {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, null, 1));
  const [entry] = loaded.set.entries;
  if (!entry) throw new Error('no entry');
  return entry;
}

describe('terms of a file', () => {
  test('hold for its entries, with tags and topic', () => {
    const entry = entryOf(
      `---\nvalidFrom: 2026-12-01\nvalidTo: 2026-12-31\nchannels: [viber, telegram]\ntags: [зима, подарки]\n---\n\n${head}Ответ.\n`,
    );
    expect(entry).toMatchObject({
      validFromMs: Date.parse('2026-12-01T00:00:00+03:00'),
      validToMs: Date.parse('2027-01-01T00:00:00+03:00') - 1,
      channels: ['viber', 'telegram'],
      tags: ['зима', 'подарки'],
      topic: 'topic',
    });
  });

  test("an entry's own comments win, each by itself", () => {
    const entry = entryOf(
      `---\nvalidFrom: 2026-12-01\nvalidTo: 2026-12-31\nchannels: [viber]\n---\n\n${head}<!-- validTo: 2027-01-15 -->\n<!-- channels: telegram, webchat -->\n\nОтвет.\n`,
    );
    expect(entry.validFromMs).toBe(Date.parse('2026-12-01T00:00:00+03:00'));
    expect(entry.validToMs).toBe(Date.parse('2027-01-16T00:00:00+03:00') - 1);
    expect(entry.channels).toEqual(['telegram', 'webchat']);
  });

  test('without any, an entry stands everywhere and always', () => {
    const entry = entryOf(`${head}Ответ.\n`);
    expect(Object.keys(entry).toSorted()).toEqual(
      ['answer', 'id', 'links', 'locale', 'phrasings', 'question', 'topic'].toSorted(),
    );
  });
});

describe('what is wrong with them', () => {
  test.each([
    ['---\nchannels: [telegram, vibr]\n---\n\n', '', 2, /no channel "vibr"/, /"viber"/],
    ['---\nowner: Анна\nchannels: []\n---\n\n', '', 3, /names no channel/, /commas/],
    ['---\nvalidTo: скоро\n---\n\n', '', 2, /validTo/, /2026-12-31/],
    ['', '<!-- channels: telegramm -->\n\n', 7, /no channel "telegramm"/, /"telegram"/],
    ['', '<!-- channels: -->\n\n', 7, /names no channel/, /commas/],
    ['', '<!-- note: зима -->\n<!-- validTo: 31.12 -->\n\n', 8, /"31.12" is not a date/, /2026-12-31/],
    ['', '<!-- зима -->\n\n', 7, /unknown comment "зима"/, /validFrom/],
    ['', '<!-- chanels: viber -->\n\n', 7, /unknown comment "chanels"/, /"channels"/],
    [
      '---\nvalidFrom: 2026-12-10\n---\n\n',
      '<!-- validTo: 2026-12-01 -->\n\n',
      5,
      /validFrom is after validTo/,
      /swap/,
    ],
  ])('%j %j', (front, comment, line, message, hint) => {
    const loaded = load(`${front}${head}${comment}Ответ.\n`);
    expect(loaded.ok).toBe(false);
    const [finding] = findingsOf(loaded).filter(({ level }) => level === 'error');
    expect(finding?.message).toMatch(message);
    expect(finding?.hint).toMatch(hint);
    expect(finding?.line).toBe(line);
    expect(finding?.what?.code).toMatch(/^(faq|key)\./u);
  });
});
