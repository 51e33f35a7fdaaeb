/** Rows of a CSV file changed one by one, every other byte left as it is. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { changeText } from '../../../src/shop/sheets/change-text.ts';
import { readCsvText, writeRecord } from '../../../src/shop/sheets/csv-text.ts';

const TABLE = '\uFEFFsku,title,price\r\nA1,"Скатерть, лён",4290\r\n\r\nA2,"6\'\' ""оливка""",690\r\n';

test('only the row that is changed is written anew', () => {
  const changed = changeText(TABLE, { do: 'set', version: '', row: 1, cells: { price: '790' } });
  expect(changed).toBe(
    '\uFEFFsku,title,price\r\nA1,"Скатерть, лён",4290\r\n\r\nA2,"6\'\' ""оливка""",790\r\n',
  );
});

test('a row is added with the line ends of the file, also where the last one has none', () => {
  const add = { do: 'add' as const, version: '', cells: { sku: 'A3', title: 'Плед, шерсть' } };
  expect(changeText(TABLE, add)).toBe(`${TABLE}A3,"Плед, шерсть",\r\n`);
  expect(changeText('sku,title\nA1,x', add)).toBe('sku,title\nA1,x\nA3,"Плед, шерсть"\n');
});

test('a row is taken out with its line', () => {
  expect(changeText(TABLE, { do: 'remove', version: '', row: 0 })).toBe(
    '\uFEFFsku,title,price\r\n\r\nA2,"6\'\' ""оливка""",690\r\n',
  );
  expect(changeText('a\n1\n2', { do: 'remove', version: '', row: 1 })).toBe('a\n1\n');
});

test.each([
  ['a row that is not there', 'a\n1\n', { do: 'set', version: '', row: 1, cells: {} }],
  ['a column that is not there', 'a\n1\n', { do: 'add', version: '', cells: { b: '2' } }],
  ['a quote that is not closed', 'a\n"1\n', { do: 'remove', version: '', row: 0 }],
  ['a quote in the middle', 'a\n1"2"\n', { do: 'remove', version: '', row: 0 }],
  ['no header', '', { do: 'remove', version: '', row: 0 }],
] as const)('%s is no change', (_, text, change) => {
  expect(changeText(text, change)).toBeNull();
});

describe('any table', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\uFEFF'));
  const odd = fc.constantFrom('', ' ', '"', 'a,b', 'a\nb', 'a\r\nb', '""', ' x ', '0');
  const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(fc.array(fc.oneof(cell, odd), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  const lineEnd = fc.constantFrom('\n', '\r\n');

  test('reads what was written, as every other reader does', () => {
    fc.assert(
      fc.property(table, lineEnd, (rows, end) => {
        const header = (rows[0] ?? []).map((_, index) => `c${index}`);
        const text = [header, ...rows].map((row) => writeRecord(row) + end).join('');
        expect(readCsvText(text)?.records.map(({ cells }) => cells)).toEqual(rows);
        expect(parse(text, { skip_empty_lines: true })).toEqual([header, ...rows]);
      }),
      { seed: 7 },
    );
  });

  test('a changed row leaves all others as they were', () => {
    fc.assert(
      fc.property(table, lineEnd, fc.nat(7), cell, (rows, end, at, value) => {
        const header = (rows[0] ?? []).map((_, index) => `c${index}`);
        const text = [header, ...rows].map((row) => writeRecord(row) + end).join('');
        const row = at % rows.length;
        const changed = changeText(text, { do: 'set', version: '', row, cells: { c1: value } });
        const expected = rows.map((cells, index) => (index === row ? cells.with(1, value) : cells));
        expect(readCsvText(changed ?? '')?.records.map(({ cells }) => cells)).toEqual(expected);
      }),
      { seed: 8 },
    );
  });
});
