/** `npm run faq:check` as people and CI use it: what it prints, writes and returns. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { SAMPLE_SHOP, tempContent, type TempContent } from '../content/temp-content.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { FORCE_COLOR: _colours, ...plain } = process.env;
const ENV = { ...plain, NO_COLOR: '1' };
const DAY = 24 * 60 * 60_000;
let content: TempContent | null = null;
afterEach(() => {
  content?.remove();
  content = null;
});

const entry = (id: string, question: string, phrasings: string[], answer: string): string =>
  `## ${question} {#${id}}\n\n${phrasings.map((phrasing) => `- ${phrasing}\n`).join('')}\n${answer}\n\n`;

const CASH = [
  'Можно ли платить наличными?',
  ['оплата наличными', 'принимаете наличные', 'кеш берёте'],
  'Да, курьеру.',
] as const;
const GIFT = [
  'Есть ли подарочная упаковка?',
  ['подарочная упаковка', 'завернуть в подарок', 'упакуете красиво'],
  'Да.',
] as const;
const UK = [
  'Чи можна платити готівкою?',
  ['оплата готівкою', 'приймаєте готівку', 'кеш берете'],
  'Так, кур’єру.',
] as const;
const EN = [
  'Can I pay in cash?',
  ['cash payment', 'do you take cash', 'pay the courier in cash'],
  'Yes, to the courier.',
] as const;

const written = (
  id: string,
  [question, phrasings, answer]: typeof CASH | typeof GIFT | typeof UK | typeof EN,
): string => entry(id, question, [...phrasings], answer);

const GOOD = {
  'ru/a.md': written('cash', CASH),
  'uk/a.md': written('cash', UK),
  'en/a.md': written('cash', EN),
};

async function run(
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string; json: { findings: unknown } }> {
  const faq = content === null ? 'faq' : join(content.dir, 'faq');
  const all = ['src/cli/faq-check.ts', '--faq', faq, '--shop', SAMPLE_SHOP, ...args];
  const child = spawn(process.execPath, all, {
    cwd: root,
    env: ENV,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  const last = out.trim().split('\n').at(-1) ?? '';
  return { code, out, err, json: last.startsWith('{') ? JSON.parse(last) : { findings: null } };
}

describe('what it says', () => {
  test('good files: a few lines of figures and status 0', async () => {
    content = tempContent(GOOD);
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(out).not.toContain('→');
    expect(out).toContain('The FAQ and texts can go live: 3 answers in 3 files, 0 errors, 0 warnings.');
  });

  test('warnings let it go live, and do not with --strict', async () => {
    content = tempContent({ ...GOOD, 'ru/b.md': written('gift', GIFT) });
    const loose = await run();
    expect(loose.code).toBe(0);
    expect(loose.out).toContain('b.md:1  warning  "gift" is not translated into "uk"');
    expect((await run('--strict')).code).toBe(1);
  });

  test('a phrasing that another entry would answer is told, with the thief', async () => {
    const thief = entry(
      'wrap',
      'Красиво завернуть подарок?',
      ['завернуть подарок', 'подарок завернуть красиво', 'завёрнутый подарок'],
      'Да.',
    );
    const robbed = entry(
      'box',
      'Из чего коробки?',
      ['картон коробок', 'материал коробки', 'завернуть подарок красиво'],
      'Из картона.',
    );
    content = tempContent({ ...GOOD, 'ru/b.md': thief, 'ru/c.md': robbed });
    const { json, out } = await run('--json');
    expect(out).toMatch(/answered \(\d+% sure\) by "Красиво завернуть подарок\?" \(wrap, \S*b\.md:1\)/u);
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        line: 5,
        what: {
          code: 'faq.stolen',
          values: expect.objectContaining({
            phrasing: 'завернуть подарок красиво',
            id: 'box',
            thief: 'wrap',
          }),
        },
      }),
    );
  });

  test('errors: status 1, file, line, why and what to do', async () => {
    content = tempContent({ ...GOOD, 'ru/b.md': written('gift', GIFT).replace('Да.', '{{shop.fone}}') });
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(
      /b\.md:7 {2}error .*\{\{shop\.fone\}\} is not in shop\.yaml\n.*did you mean "shop\.phone"/u,
    );
  });
});

describe('how it is used', () => {
  test.each([
    [['--strickt'], /strickt/u],
    [['cash'], /no option/u],
    [['--translated', 'nothing'], /no entry nothing/u],
    [['--data', '/no/such/folder'], /cannot be read/u],
  ])('%j is wrong use: status 2 and how it is meant', async (args, said) => {
    content = tempContent(GOOD);
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });

  test('--help tells every option', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const option of ['--faq', '--shop', '--data', '--links', '--translated', '--strict', '--json']) {
      expect(out).toContain(option);
    }
  });
});

test('--translated remembers what translations were made from; one left behind is told until it is changed or confirmed', async () => {
  content = tempContent(GOOD);
  const marks = join(content.dir, 'faq/translations.txt');
  expect((await run('--translated')).code).toBe(0);
  expect(readFileSync(marks, 'utf8')).toMatch(/^# .*\ncash en \w{8} \w{8}\ncash uk \w{8} \w{8}\n$/u);
  content.write('faq/ru/a.md', GOOD['ru/a.md'].replace('курьеру', 'только курьеру'));
  content.write('faq/uk/a.md', GOOD['uk/a.md'].replace('кур’єру', 'лише кур’єру'));
  const told = await run();
  expect(told.out.match(/is older than its original/gu)?.length).toBe(1);
  expect(told.out).toMatch(
    /en\/a\.md:1 {2}warning {2}"cash" is older than its original: .*ru\/a\.md:1 was changed since/u,
  );
  expect((await run('--translated', 'cash')).out).not.toContain('older');
  expect((await run()).out).toContain('0 warnings');
});

test('--data tells what nobody asked for, from the log of a server, without writing to it', async () => {
  content = tempContent({ ...GOOD, 'ru/b.md': written('gift', GIFT) });
  const dir = join(content.dir, 'data');
  mkdirSync(dir);
  const today = Math.floor(Date.now() / DAY);
  const db = new Database(join(dir, 'prilavok.sqlite'));
  db.exec(readFileSync(join(root, 'src/store/sqlite/migrations/0011-questions.sql'), 'utf8'));
  const insert = db.prepare<[number, string, number]>(
    "INSERT INTO question_counts (day, platform, entry, locale, said_at) VALUES (?, 'telegram', ?, 'ru', ?)",
  );
  const count = (day: number, id: string): void => void insert.run(day, id, day * DAY);
  count(today - 120, 'gift');
  count(today - 5, 'cash');
  db.close();
  const { out } = await run('--data', dir);
  expect(out).toContain('"gift" was not asked for in 90 days');
  expect(out).not.toContain('"cash" was not asked for');
  expect(existsSync(join(dir, 'prilavok.sqlite-wal'))).toBe(false);
  rmSync(dir, { recursive: true });
});
