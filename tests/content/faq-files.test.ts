import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { FLOWS } from '../../flows/registry.ts';
import { loadFaq } from '../../src/content/faq/load-faq.ts';
import { findingsOf, sampleShop, tempContent, type TempContent } from './temp-content.ts';

const knownFlows = FLOWS.map(({ name }) => name);

const entry = (id: string, question = 'Вопрос?', answer = 'Ответ.') =>
  `## ${question} {#${id}}\n\n- ${question} раз\n- ${question} два\n- ${question} три\n\n${answer}\n`;

let content: TempContent | null = null;
const open = (files: Record<string, string | Uint8Array>): TempContent => (content = tempContent(files));
afterEach(() => content?.remove());

const messages = (loaded: ReturnType<TempContent['faq']>): string =>
  findingsOf(loaded)
    .map((one) => `${one.level} ${one.file}:${one.line} ${one.message}`)
    .join('\n');

describe('files that are not what they should be', () => {
  test('bad UTF-8 names the line', () => {
    const bytes = Buffer.concat([
      Buffer.from('## Вопрос? {#one}\n\nОтвет '),
      Buffer.from([0xcf, 0xf0, 0xe8]),
    ]);
    const loaded = open({ 'ru/a.md': bytes }).faq();
    expect(loaded.ok).toBe(false);
    expect(messages(loaded)).toMatch(/a\.md:3 is not valid UTF-8/);
  });

  test('a zero byte, a file of 10 MB', () => {
    expect(messages(open({ 'ru/a.md': 'x\0y' }).faq())).toMatch(/zero byte/);
    expect(messages(open({ 'ru/a.md': 'я'.repeat(5_000_000) }).faq())).toMatch(/larger than 1 MB/);
  });

  test('a link out of the folder is refused, one inside is followed', () => {
    const temp = open({ 'ru/a.md': entry('one') });
    const outside = temp.write('outside.md', entry('two'));
    symlinkSync(outside, join(temp.dir, 'faq/ru/b.md'));
    expect(messages(temp.faq())).toMatch(/leads out of its folder/);
    const other = tempContent({ 'ru/a.md': entry('one'), 'shared.md': entry('two') });
    symlinkSync(join(other.dir, 'faq/shared.md'), join(other.dir, 'faq/ru/b.md'));
    const loaded = other.faq();
    expect(loaded.ok && loaded.set.entries.map((one) => one.id)).toEqual(['one', 'two']);
    other.remove();
  });

  test('folders and files that are no FAQ', () => {
    const temp = open({
      'ru/a.md': entry('one'),
      'ru/notes.txt': 'x',
      'fr/a.md': entry('one'),
      'ru/.a.md.swp': 'x',
    });
    mkdirSync(join(temp.dir, 'faq/ru/sub'));
    const text = messages(temp.faq());
    expect(text).toMatch(/error .*fr:0 "fr" is not a language/);
    expect(text).toMatch(/warning .*notes\.txt:0 is not read/);
    expect(text).toMatch(/error .*sub:0 is a folder inside/);
    expect(text).not.toMatch(/swp/);
  });

  test('no folder at all', () => {
    const loaded = loadFaq('/no/such/folder', { shop: sampleShop(), knownFlows: [] });
    expect(messages(loaded)).toMatch(/cannot be read/);
  });

  test('every file cut in half is noticed', () => {
    const path = fileURLToPath(new URL('../../faq/ru/returns.md', import.meta.url));
    const whole = readFileSync(path);
    let unnoticed = 0;
    const cuts = Array.from({ length: 40 }, (_, at) => Math.floor((whole.length * (at + 10)) / 60));
    for (const cut of cuts) {
      const temp = tempContent({ 'ru/returns.md': whole.subarray(0, cut) });
      if (temp.faq().ok) unnoticed += 1;
      temp.remove();
    }
    expect(unnoticed).toBe(0);
  });
});

describe('the set as a whole', () => {
  test('one id in two files', () => {
    const loaded = open({ 'ru/a.md': entry('one'), 'ru/b.md': entry('one') }).faq();
    expect(messages(loaded)).toMatch(/error .*b\.md:1 the id "one" is already used in .*a\.md:1/);
  });

  test('a missing translation is a warning, a language without answers an error', () => {
    const files = {
      'ru/a.md': entry('one') + '\n' + entry('two', 'Второй?'),
      'en/a.md': entry('one', 'Question?'),
    };
    const loaded = open(files).faq({ locales: ['ru', 'en'] });
    expect(loaded.ok).toBe(true);
    expect(messages(loaded)).toMatch(/warning .*a\.md:9 "two" is not translated into "en"/);
    expect(messages(open(files).faq({ locales: ['ru', 'en', 'uk'] }))).toMatch(/no answers in "uk"/);
  });

  test('few phrasings, phrasings twice, phrasings of two owners are warnings', () => {
    const files = {
      'ru/a.md': '## Оплата? {#one}\n\n- Раз\n- раз!\n\nОтвет.\n',
      'ru/b.md': '## Доставка? {#two}\n\n- Раз\n- Два\n- Три\n\nОтвет.\n',
    };
    const loaded = open(files).faq();
    expect(loaded.ok).toBe(true);
    expect(messages(loaded)).toMatch(/"one" has 2 other phrasings/);
    expect(messages(loaded)).toMatch(/"раз!" is there twice/);
    expect(messages(loaded)).toMatch(/b\.md:3 "Раз" also stands in "Оплата\?"/);
    expect(messages(loaded)).toMatch(/a\.md:3 "Раз" also stands in "Доставка\?"/);
  });

  test('the FAQ of this repository is good in all languages, without a warning', () => {
    const dir = fileURLToPath(new URL('../../faq', import.meta.url));
    const loaded = loadFaq(dir, { shop: sampleShop(), knownFlows });
    expect(messages(loaded)).toBe('');
    const ids = (locale: string) =>
      loaded.ok ? loaded.set.entries.filter((one) => one.locale === locale).map((one) => one.id) : [];
    expect(ids('ru').length).toBeGreaterThanOrEqual(18);
    expect(ids('uk')).toEqual(ids('ru'));
    expect(ids('en')).toEqual(ids('ru'));
  });

  test('answers are short enough for a messenger and say the law of returns right', () => {
    const dir = fileURLToPath(new URL('../../faq', import.meta.url));
    const loaded = loadFaq(dir, { shop: sampleShop(), knownFlows });
    if (!loaded.ok) throw new Error('not loaded');
    for (const { answer } of loaded.set.entries) expect(answer.length).toBeLessThanOrEqual(560);
    const answer = (id: string, locale: string) =>
      loaded.set.entries.find((one) => one.id === id && one.locale === locale)?.answer ?? '';
    expect(answer('returns', 'ru')).toMatch(/7 дней.*3 месяца/s);
    expect(answer('returns-exceptions', 'ru')).toMatch(/не действует/);
    expect(answer('refund-time', 'ru')).toMatch(/10 дней/);
  });
});
