/** Files of answers taken apart and put together: every byte that nobody touched stays, what was written is read as it was meant. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { array, assert, constantFrom, property, record, string, subarray, type Arbitrary } from 'fast-check';
import type { FaqParts } from '../../src/core/ports/faq-desk.ts';
import { joinWritten, readWritten } from '../../src/editing/written-text.ts';
import { isReadAsMeant, isSameParts, tidyParts, writeEntry } from '../../src/editing/write-entry.ts';

const FAQ = fileURLToPath(new URL('../../faq', import.meta.url));
const shipped = readdirSync(FAQ, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && one.name.endsWith('.md'))
  .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'));

const forms = (text: string) => [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.trimEnd()];

describe('the shipped answers', () => {
  test('are their pieces again, with any line ends, mark or end', () => {
    expect(shipped.length).toBeGreaterThan(10);
    for (const text of shipped.flatMap((one) => forms(one))) {
      const read = readWritten(text);
      expect(joinWritten(read)).toBe(text);
      expect(read.pieces.length).toBeGreaterThan(0);
      expect(read.pieces.every(({ id }) => id !== null)).toBe(true);
    }
  });

  test('written from their parts alone are read as the same entries', () => {
    for (const text of shipped.flatMap((one) => forms(one))) {
      for (const { id, parts } of readWritten(text).pieces) {
        const again = readWritten(writeEntry(id ?? '', parts, null)).pieces;
        expect(again.map((one) => [one.id, one.parts])).toEqual([[id, parts]]);
      }
    }
  });

  test('with one entry changed keep every byte of the others', () => {
    for (const text of shipped.flatMap((one, at) => forms(one).slice(at % 4, (at % 4) + 1))) {
      const read = readWritten(text);
      for (const [at, piece] of read.pieces.entries()) {
        const parts = { ...piece.parts, answer: 'Other *words*.\n\n- [Call](operator:)' };
        const raw = writeEntry(piece.id ?? '', parts, piece, read.lineEnd);
        const changed = joinWritten({ ...read, pieces: read.pieces.with(at, { ...piece, raw }) });
        const after = readWritten(changed);
        expect(after.head).toBe(read.head);
        expect(after.pieces[at]?.parts).toEqual(parts);
        for (const [other, { raw: bytes }] of read.pieces.entries()) {
          if (other !== at) expect(after.pieces[other]?.raw).toBe(bytes);
        }
        expect(/(?<!\r)\n/u.test(changed)).toBe(read.lineEnd === '\n');
      }
    }
  });
});

test('notes, dates, channels and a heading with a line below it are understood and kept', () => {
  const text = `---
tags: [a]
---
# Title

<!-- note: to all -->

Question one {#one}
---

<!-- note: ask Anna -->
<!-- validTo: 2026-12-31 -->
<!-- channels: telegram, viber -->
* first
* second

Words.

<!-- note: inside -->

More words.
`;
  const read = readWritten(text);
  const [piece] = read.pieces;
  expect(joinWritten(read)).toBe(text);
  expect(read.title).toBe('Title');
  expect(piece?.parts).toEqual({
    question: 'Question one',
    phrasings: ['first', 'second'],
    answer: 'Words.\n\nMore words.',
    validFrom: null,
    validTo: '2026-12-31',
    channels: ['telegram', 'viber'],
  });
  const later = writeEntry('one', { ...piece!.parts, validTo: '2027-01-31' }, piece!);
  expect(later).toContain('Question one {#one}\n---');
  expect(later).toContain('<!-- validTo: 2027-01-31 -->');
  expect(later).toContain('<!-- note: ask Anna -->');
  expect(later).toContain('<!-- note: inside -->');
  expect(later).toContain('* first\n* second');
});

const WORDS = string({
  unit: constantFrom(
    ...'ав гд\\`*_[]<>&;#-+=~1.)( !?"{}|:/…№'.split(''),
    '\n',
    '\t',
    '\u0000',
    '😀',
    '{{shop.phone}}',
    '&amp;',
    '<b>',
    '-->',
  ),
  maxLength: 30,
});
const parts: Arbitrary<FaqParts> = record({
  question: WORDS,
  phrasings: array(WORDS, { maxLength: 5 }),
  answer: constantFrom('Yes.', 'One.\n\nTwo **three**.', 'See:\n\n- a\n- b', 'A {{shop.phone}}'),
  validFrom: constantFrom(null, '2026-12-01'),
  validTo: constantFrom(null, '2026-12-31'),
  channels: subarray(['telegram', 'viber', 'whatsapp']),
}).map((given) =>
  tidyParts({ ...given, question: `${given.question} a`, phrasings: [...given.phrasings, 'b'] }),
);

test('whatever is typed as a question or a phrasing is read as it was typed', () => {
  assert(
    property(parts, (given) => {
      const read = readWritten(writeEntry('some-id', given, null)).pieces;
      expect(read).toHaveLength(1);
      expect(read[0]?.id).toBe('some-id');
      expect(read[0]?.parts).toEqual(given);
      expect(isReadAsMeant('some-id', given, null)).toBe(true);
    }),
    {
      numRuns: 600,
      examples: [
        [
          {
            question: '{# a',
            phrasings: ['b'],
            answer: 'Yes.',
            validFrom: null,
            validTo: null,
            channels: [],
          },
        ],
      ],
    },
  );
});

test.each([
  ['another question', 'Words.\n\n## Other {#other}\n\nMore.'],
  ['a comment without an end', 'Words.\n\n<!-- never'],
  ['a line that makes a heading of the one before', 'Words\n---'],
])('an answer with %s is not taken', (_, answer) => {
  const given = { question: 'Q?', phrasings: ['a'], answer, validFrom: null, validTo: null, channels: [] };
  expect(isReadAsMeant('some-id', tidyParts(given), null)).toBe(false);
});

test('any text is its pieces again', () => {
  const line = constantFrom(
    '## A {#a}',
    '# T',
    '- x',
    'text',
    '',
    '---',
    '```',
    '<!-- note: x',
    '-->',
    '\t## b',
    '   ## C',
    '===',
    '> q',
  );
  assert(
    property(array(line), constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const text = lines.join(end);
      expect(joinWritten(readWritten(text))).toBe(text);
    }),
    { numRuns: 2000 },
  );
  expect(isSameParts(null, null)).toBe(true);
});
