import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SAMPLE_SHOP, tempContent, type TempContent } from './temp-content.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let content: TempContent | null = null;
afterEach(() => {
  content?.remove();
  content = null;
});

function run(command: string, ...args: string[]) {
  const done = spawnSync(process.execPath, [`src/cli/${command}.ts`, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const lines = done.stdout.trim().split('\n');
  return { code: done.status, out: done.stdout, last: lines.at(-1) ?? '', err: done.stderr };
}

/** Questions in the files of all languages, counted by their first lines. */
function questionsIn(dir: string): number {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  return files.flatMap((name) => readFileSync(join(dir, name), 'utf8').match(/^## /gmu) ?? []).length;
}

describe('faq:check', () => {
  test('the FAQ of this repository can go live; the last line is JSON', () => {
    const done = run('faq-check', '--json', '--faq', 'faq', '--shop', SAMPLE_SHOP);
    expect(done.err).toBe('');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.last)).toMatchObject({ ok: true, entries: questionsIn(`${root}faq`) });
  });

  test('a broken file: exit 1, file, line and what to do', () => {
    content = tempContent({ 'ru/a.md': '## Вопрос? {#one}\n\nЗвоните {{shop.fone}}.\n' });
    const done = run('faq-check', '--json', '--faq', `${content.dir}/faq`, '--shop', SAMPLE_SHOP);
    expect(done.code).toBe(1);
    expect(done.out).toMatch(/a\.md:3 .*shop\.fone/);
    expect(done.out).toMatch(/did you mean "shop\.phone"/);
    expect(JSON.parse(done.last)).toMatchObject({ ok: false });
  });
});

describe('shop:check', () => {
  test('good and broken settings', () => {
    expect(run('shop-check', '--shop', SAMPLE_SHOP).code).toBe(0);
    content = tempContent({});
    content.write('shop.yaml', 'name: x\ncurrency: RUR\n');
    const done = run('shop-check', '--json', '--shop', content.dir);
    expect(done.code).toBe(1);
    expect(done.out).toMatch(/shop\.yaml:2 .*"currency" is "RUR"/);
    expect(JSON.parse(done.last)).toMatchObject({ ok: false });
  });
});

describe('faq:why', () => {
  test('names the candidates and why', () => {
    const done = run('faq-why', 'как оплатить картой', '--json', '--faq', 'faq', '--shop', SAMPLE_SHOP);
    expect(done.code).toBe(0);
    expect(JSON.parse(done.last)).toMatchObject({ band: 'answer', id: 'payment-card' });
    expect(done.out).toContain('nearest phrasing');
    expect(done.out).toMatch(/met on: .*«оплата», «карта»/u);
  });

  test('without words it says how it is used', () => {
    const done = run('faq-why');
    expect(done.code).toBe(2);
    expect(done.err).toContain('npm run faq:why');
  });
});
