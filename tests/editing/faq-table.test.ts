/** Answers as a table and back: the same entries, all rows or none, nothing that a spreadsheet would run, nothing that blows up. */
import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { LIMITS } from '../../src/core/limits.ts';
import { readTable, writeTable } from '../../src/editing/table/read-table.ts';
import { unpackedFault } from '../../src/editing/table/unpacked-size.ts';
import {
  ANNA,
  BORIS,
  DELIVERY,
  openAnswersBench,
  RETURNS,
  type AnswersBench,
} from '../support/answers-bench.ts';

const HEADER = 'id,language,topic,question,phrasings,answer,validFrom,validTo,channels';
const bytes = (text: string) => Buffer.from(text);

describe('over the desk', () => {
  let bench: AnswersBench;
  afterEach(() => bench.close());

  test.each(['csv', 'xlsx'] as const)('%s: what was taken out comes back as nothing new', async (format) => {
    bench = await openAnswersBench();
    const table = await bench.desk.exportTable(format);
    expect(await bench.desk.importTable(table, format, ANNA)).toEqual({
      ok: true,
      added: 0,
      changed: 0,
      same: 3,
      drafts: 0,
    });
  });

  test.each(['csv', 'xlsx'] as const)(
    '%s: changed and new rows become drafts, the files stay',
    async (format) => {
      bench = await openAnswersBench();
      const table = await readTable(await bench.desk.exportTable(format), format);
      const rows = table.ok ? table.rows : [];
      rows[1]![5] = 'Бесплатно.\n\n- [Позвать человека](operator:)';
      rows.push([
        'gift',
        'ru',
        'gifts',
        'Есть упаковка?',
        'Упакуете?\nВ подарок?\nКоробка',
        'Да.',
        '',
        '2027-01-31',
        'telegram, viber',
      ]);
      const outcome = await bench.desk.importTable(await writeTable(rows, format), format, ANNA);
      expect(outcome).toEqual({ ok: true, added: 1, changed: 1, same: 2, drafts: 2 });
      expect(bench.read('ru/delivery.md')).toBe(DELIVERY);
      const gift = await bench.desk.entry('gift');
      expect(gift).toMatchObject({ topic: 'gifts' });
      expect(gift?.languages.ru?.draft).toMatchObject({
        phrasings: ['Упакуете?', 'В подарок?', 'Коробка'],
        validTo: '2027-01-31',
        channels: ['telegram', 'viber'],
      });
      expect((await bench.desk.entry('delivery-price'))?.languages.ru?.draft?.answer).toContain('Бесплатно.');
    },
  );

  test('one bad row and nothing is kept; each is named as a spreadsheet counts', async () => {
    bench = await openAnswersBench();
    const row = (id: string, language: string, answer: string, more = '') =>
      `${id},${language},delivery,Вопрос?,"а\nб\nв",${answer},${more},,`;
    const file = [
      HEADER,
      row('good-one', 'ru', 'Да.'),
      row('Bad Id', 'ru', 'Да.'),
      row('x-two', 'de', 'Ja.'),
    ];
    const more = [
      row('good-one', 'ru', 'Ещё.'),
      row('x-day', 'ru', 'Да.', '31.12.2026'),
      row('x-break', 'ru', '<!-- a'),
    ];
    const told = await bench.desk.importTable(bytes([...file, ...more].join('\r\n')), 'csv', ANNA);
    expect(told.ok ? [] : told.problems.map((problem) => problem.row)).toEqual([3, 4, 5, 6, 7]);
    const slot = await bench.desk.importTable(
      bytes([HEADER, row('x-slot', 'ru', '{{shop.nothing}}')].join('\n')),
      'csv',
      ANNA,
    );
    expect(slot).toMatchObject({ ok: false, problems: [{ row: 2 }] });
    expect((await bench.desk.tree()).drafts).toBe(0);
  });

  test("somebody else's draft is in the way, and stays", async () => {
    bench = await openAnswersBench();
    await bench.draft('returns', { answer: 'Черновик.' }, BORIS);
    const file = bytes(`${HEADER}\nreturns,ru,returns,Как вернуть товар?,а,Таблица.,,,`);
    expect(await bench.desk.importTable(file, 'csv', ANNA)).toMatchObject({
      ok: false,
      problems: [{ row: 2, message: expect.stringContaining('Борис') }],
    });
    expect((await bench.desk.entry('returns'))?.languages.ru?.draft?.answer).toBe('Черновик.');
    expect(bench.read('ru/returns.md')).toBe(RETURNS);
  });
});

describe('as bytes', () => {
  const tricky = [
    '=1+1',
    '+7 800',
    '-5',
    '@x',
    '\tx',
    "'quoted",
    'a;b',
    'a,b',
    '"x"',
    'a\nb',
    ' x ',
    '😀',
    '=cmd|x',
  ];

  test.each(['csv', 'xlsx'] as const)('%s: any cell comes back as it was', async (format) => {
    const rows = [HEADER.split(','), tricky.slice(0, 9), [...tricky.slice(9), 'x', 'y', 'z', 'w', 'v']];
    const read = await readTable(await writeTable(rows, format), format);
    // What reads Excel's format leaves out blanks at both ends, as every answer does.
    const expected = format === 'csv' ? rows : rows.map((row) => row.map((cell) => cell.trim()));
    expect(read.ok ? read.rows : read).toEqual(expected);
  });

  test('a spreadsheet finds no formula in it', async () => {
    const cells: string[][] = parse(Buffer.from(await writeTable([tricky], 'csv')), { bom: true });
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
    const sheets = await readExcelFile(Buffer.from(await writeTable([tricky], 'xlsx')));
    expect(JSON.stringify(sheets)).toContain('=1+1');
  });

  test('a table as Excel saves it elsewhere, with semicolons and a mark, is read', async () => {
    const read = await readTable(
      bytes('\uFEFFid;language;question;answer\r\none;ru;"Q; q";"a, b"\r\n'),
      'csv',
    );
    expect(read.ok ? read.rows[1] : read).toEqual(['one', 'ru', 'Q; q', 'a, b']);
  });

  test('what is no table, too large or made to blow up is refused in a moment', async () => {
    const began = performance.now();
    const large = Buffer.alloc(LIMITS.faqTableUnpackedBytes + 10);
    // The second says that it is small.
    const bombs = [packed(large, 1), packed(large, 1, 100), packed(large.subarray(0, large.length / 2), 3)];
    for (const bomb of bombs) expect(unpackedFault(bomb)).toBe('import.locked');
    const refused: [Uint8Array, 'csv' | 'xlsx'][] = [
      [Buffer.alloc(LIMITS.faqTableBytes + 1), 'csv'],
      [Buffer.from([0xff, 0xfe, 0x00]), 'csv'],
      [bytes('a,"b'), 'csv'],
      [bytes('no zip'), 'xlsx'],
      [Buffer.alloc(0), 'xlsx'],
      ...bombs.map((bomb): [Uint8Array, 'xlsx'] => [bomb, 'xlsx']),
      [packed(Buffer.alloc(10), 500), 'xlsx'],
    ];
    for (const [file, format] of refused) {
      expect(await readTable(file, format)).toMatchObject({ ok: false, hint: expect.stringMatching(/./) });
    }
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(unpackedFault(await writeTable([['a']], 'xlsx'))).toBeNull();
  });
});

/** A packed file of equal parts; `says`: how large its directory claims that they are. */
function packed(content: Buffer, parts: number, says = content.length): Buffer {
  const data = deflateRawSync(content);
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (let number = 0; number < parts; number += 1) {
    const local = Buffer.alloc(31);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(says, 22);
    local.writeUInt16LE(1, 26);
    local.write('x', 30);
    const entry = Buffer.alloc(47);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(says, 24);
    entry.writeUInt16LE(1, 28);
    entry.writeUInt32LE(at, 42);
    entry.write('x', 46);
    locals.push(local, data);
    entries.push(entry);
    at += local.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(Buffer.concat(entries).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}
