/**
 * Files that are not what they should be: whatever stands in them, the check says file and line, throws nothing, and takes time that grows
 * with the text and not with its square.
 */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkFaq, type CheckedFaq } from '../../../src/content/faq/check-faq.ts';
import type { FaqSource } from '../../../src/content/faq/faq-file.ts';
import { findingsOf, sampleShop, tempContent, type TempContent } from '../temp-content.ts';

const shop = sampleShop();
const head = '## Вопрос? {#one}\n\n- раз\n- два\n- три\n\n';

function check(...sources: FaqSource[]): CheckedFaq {
  return checkFaq(sources, {
    shop,
    folder: 'faq',
    knownFlows: [],
    locales: ['ru'],
    nowMs: 1_800_000_000_000,
  });
}

const one = (text: string): CheckedFaq => check({ file: 'faq/ru/a.md', locale: 'ru', text });

/** Milliseconds of processor time: what another process takes meanwhile does not count. */
function took(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

let content: TempContent | null = null;
afterEach(() => {
  content?.remove();
  content = null;
});

describe('what a file of 100 kB may be made of', () => {
  const CHARS = 100_000;
  /** Each of them takes a Markdown or YAML parser far longer than its length deserves. */
  const MARKS = '*_ [ ]( ![a](b" `a`` <!-- <ab=" \\ {{ &amp; |a|b| **a слово cлово \ud800'.split(' ');
  const nasty = [
    '<a b="',
    '> ',
    '{{ ',
    ' ',
    '\n',
    'слово ',
    '## Q {#a}\n',
    '[a]: b\n',
    '~~~\n',
    '- x\n\n',
    'a\n===\n',
  ];
  nasty.push('- a\n  - b\n', ...MARKS);

  test.each(nasty)('%j over and over', (piece) => {
    const over = piece.repeat(Math.ceil(CHARS / piece.length));
    const texts = [head + over, `---\n${over}\n---\n${head}Да.\n`];
    // A page of such text took a parser left alone 30 s; a busy machine may take four times as long as an idle one.
    expect(took(() => texts.forEach(one))).toBeLessThan(20_000);
  });

  test.each([
    [
      '100 kB in one phrasing',
      `## Вопрос? {#one}\n\n- ${'слово '.repeat(17_000)}\n\nДа.\n`,
      'faq.long-line',
      3,
    ],
    ['a line of 25,000 characters', `${head}${'я'.repeat(25_000)}\n`, 'faq.long-line', 7],
    [
      'a phrasing of 201 characters',
      `## Вопрос? {#one}\n\n- ${'я'.repeat(201)}\n- два\n- три\n\nДа.\n`,
      'faq.phrasing-long',
      3,
    ],
    [
      'lists in lists',
      `${head}${Array.from({ length: 60 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')}\n`,
      'faq.too-deep',
      47,
    ],
    ['quotes in quotes', `${head}${'>'.repeat(30)} a\n`, 'faq.too-deep', 7],
    ['600 signs', `${head}${'*a '.repeat(600)}\n`, 'faq.many-marks', 1],
    ['a thousand lines', `${head}${'Да.\n'.repeat(1_000)}`, 'faq.long-entry', 1],
    [
      '5,000 characters before the questions',
      `---\ntags: [${'a, '.repeat(2_000)}b]\n---\n\n${head}Да.\n`,
      'faq.long-front',
      1,
    ],
    [
      'a bomb',
      `---\na: &a [x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\ntags: [*b,*b,*b,*b,*b]\n---\n${head}Да.\n`,
      'yaml.aliases',
      2,
    ],
  ])('%s is told with its line', (_, text, code, line) => {
    const { findings } = one(text);
    const found = findings.find(({ what }) => what?.code === code);
    expect([found?.level, found?.file, found?.line]).toEqual(['error', 'faq/ru/a.md', line]);
  });

  test('what is wrong with one entry leaves the others as they are', () => {
    const { files, findings } = one(
      `${head}${'*a '.repeat(600)}\n\n## Второй? {#two}\n\n- a\n- b\n- c\n\nДа.\n`,
    );
    expect(files[0]?.entries.map(({ id, line }) => [id, line])).toEqual([['two', 9]]);
    expect(findings.map(({ what }) => what?.code)).toEqual(['faq.many-marks']);
  });

  test('a file of nothing but faults tells the first ones and how many more there are', () => {
    const { findings } = one(Array.from({ length: 900 }, (_, at) => `## Вопрос ${at}\n\nДа.\n\n`).join(''));
    expect(findings.length).toBe(202);
    expect(findings[200]?.what).toEqual({ code: 'faq.many-faults', values: { count: 700 } });
  });
});

describe('a comment over several questions', () => {
  test('is one comment: what is put aside is not answered', () => {
    const text = `${head}Да.\n\n<!-- note: до весны\n\n## Летом? {#summer}\n\nДа.\n\n-->\n\n## Второй? {#two}\n\n- a\n- b\n- c\n\nДа.\n`;
    const { files, findings } = one(text);
    expect(findings).toEqual([]);
    expect(files[0]?.entries.map(({ id, line }) => [id, line])).toEqual([
      ['one', 1],
      ['two', 17],
    ]);
  });
});

describe('bytes and places', () => {
  test('UTF-16, a byte order mark, old line ends, a link out of the folder', () => {
    content = tempContent({
      'ru/utf16.md': Buffer.from(`\uFEFF${head}Да.\n`, 'utf16le'),
      'ru/bom.md': Buffer.from(`\uFEFF${head}Да.\n`, 'utf8'),
      'ru/mac.md': head.replaceAll('one', 'two').replaceAll('\n', '\r').concat('Да.\r'),
    });
    symlinkSync('/etc/hostname', join(content.dir, 'faq/ru/out.md'));
    const told = findingsOf(content.faq()).map(({ file, what }) => `${file.split('/').at(-1)} ${what?.code}`);
    expect(told.filter((line) => !line.includes('phrasing-shared'))).toEqual([
      'out.md file.link-outside',
      'utf16.md file.not-utf8',
    ]);
  });
});

test('10,000 entries are read in the time that an editor waits, and one more is refused', () => {
  const entry = (at: number): string =>
    `## Вопрос номер ${at}? {#q${at}}\n\n- раз ${at}\n- два ${at}\n- три ${at}\n\nДа **номер** ${at}.\n\n`;
  const sources = (count: number): FaqSource[] =>
    Array.from({ length: Math.ceil(count / 100) }, (_, file) => {
      const numbers = Array.from(
        { length: Math.min(100, count - file * 100) },
        (_none, at) => file * 100 + at,
      );
      return { file: `faq/ru/t${file}.md`, locale: 'ru', text: numbers.map(entry).join('') };
    });
  let read: CheckedFaq | null = null;
  expect(took(() => (read = check(...sources(10_001))))).toBeLessThan(40_000);
  expect(read).toMatchObject({ findings: [{ level: 'error', what: { code: 'faq.too-many' } }] });
});

describe('whatever is written', () => {
  const MARKS =
    '**,_,`,[a](,),faq:two,flow:x,https://a.example,{{,}},shop.phone,shop.openNow,&a,*a,> ,|,<b>,\\';
  const WORDS =
    '## ,# ,{#one},{#two},- ,  ,---,<!--,-->,validTo:,channels:,2026-12-31,вопрос ,да. ,\u0301,\u{1F600},\ud800,\0';
  const piece = fc.constantFrom(
    '\n',
    '\n\n',
    'owner: a\n',
    'tags: [a]\n',
    ...MARKS.split(','),
    ...WORDS.split(','),
  );
  const text = fc
    .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 400 })
    .map((all) => all.join(''));

  test('nothing is thrown, and every finding has a place, words and advice', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (written, hasFront) => {
        const { findings } = one(hasFront ? `---\n${written}` : written);
        const lines = written.split('\n').length + 1;
        for (const { file, line, message, hint } of findings) {
          expect([file === 'faq/ru/a.md' || file === 'faq/ru', line >= 0 && line <= lines]).toEqual([
            true,
            true,
          ]);
          expect([message.trim() === '', hint.trim() === '']).toEqual([false, false]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the order of files changes neither entries nor faults', () => {
    const entryText = fc
      .record({
        id: fc.constantFrom('one', 'two', 'three', 'four'),
        link: fc.constantFrom('one', 'five'),
        to: text,
      })
      .map(
        ({ id, link, to }) =>
          `## Вопрос ${id}? {#${id}}\n\n- раз\n- ${id} два\n- три\n\nДа.\n\n[Ещё](faq:${link})\n\n${to}\n\n`,
      );
    const files = fc.array(entryText, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(files, (texts) => {
        const sources = texts.map((written, at): FaqSource => ({
          file: `faq/ru/t${at}.md`,
          locale: 'ru',
          text: written,
        }));
        expect(check(...sources.toReversed())).toEqual(check(...sources));
      }),
      { numRuns: 100 },
    );
  });
});
