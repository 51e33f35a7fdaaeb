/** Which original each translation was made from, remembered by publishing. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { Locale } from '../../src/core/locale.ts';
import { ANNA, DELIVERY, LEAD, openAnswersBench, type AnswersBench } from '../support/answers-bench.ts';

const UK = `# Доставка

## Скільки коштує доставка? {#delivery-price}

- Ціна доставки
- Почім доставка кур’єром?
- Доставка платна?

Кур’єром містом — 390 рублів.
`;
const MARKS = 'translations.txt';

let bench: AnswersBench;
afterEach(() => bench.close());

const open = async (files: Record<string, string>, git = false) =>
  (bench = await openAnswersBench({
    languages: '[ru, uk]',
    git,
    files: {
      'ru/delivery.md': DELIVERY.slice(0, DELIVERY.indexOf('## Доставляете')),
      'uk/delivery.md': UK,
      ...files,
    },
  }));

async function publish(...answers: [Locale, string][]): Promise<void> {
  for (const [locale, answer] of answers) {
    const view = await bench.desk.entry('delivery-price');
    const here = view?.languages[locale];
    if (!here?.live) throw new Error(`there is no ${locale}`);
    const { version, draftVersion, live } = here;
    const about = { id: 'delivery-price', locale, topic: 'delivery', version, draftVersion };
    expect(await bench.desk.draft({ ...about, parts: { ...live, answer } }, ANNA)).toMatchObject({
      ok: true,
    });
  }
  const done = await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);
  expect(done).toMatchObject({ ok: true, warning: null });
}

const isStale = async () => {
  const { problems = [] } = (await bench.desk.entry('delivery-price'))?.languages.uk ?? {};
  return problems.some(({ what }) => what?.code === 'faq.stale');
};

test('a translation that was published with its original is in step, and is told when the original goes on alone', async () => {
  await open({ [MARKS]: '' });
  await publish(['ru', 'Бесплатно.'], ['uk', 'Безкоштовно.']);
  const first = bench.read(MARKS);
  expect(first).toMatch(/^delivery-price uk \S+ \S+$/mu);
  expect(await isStale()).toBe(false);
  await publish(['ru', 'Снова платно.']);
  expect(await isStale()).toBe(true);
  expect(bench.read(MARKS)).toBe(first);
  await publish(['uk', 'Знову платно.']);
  expect(await isStale()).toBe(false);
  expect(bench.read(MARKS)).not.toBe(first);
  await publish(['ru', 'И опять бесплатно.']);
  expect(await isStale()).toBe(true);
});

test('a publication that was cut off has it remembered by the start that finishes it', async () => {
  await open({ [MARKS]: '' });
  await publish(['ru', 'Бесплатно.'], ['uk', 'Безкоштовно.']);
  const first = bench.read(MARKS);
  const next = (path: string, from: string, to: string) => {
    const before = bench.read(path);
    return { path, before, after: before.replace(from, to) };
  };
  const files = [
    next('ru/delivery.md', 'Бесплатно.', 'Платно.'),
    next('uk/delivery.md', 'Безкоштовно.', 'Платно.'),
  ];
  const revision = { atMs: 1, by: 'Ольга', note: '', gateId: null, changes: [], drafts: [] };
  await bench.store.openFaqPublication({ files, revision });
  await bench.restart();
  expect(bench.read('uk/delivery.md')).toContain('Платно.');
  const second = bench.read(MARKS);
  expect(second).not.toBe(first);
  expect(await isStale()).toBe(false);
  await publish(['ru', 'И опять бесплатно.']);
  expect(await isStale()).toBe(true);
});

test('nobody gets such a file who has none, and one that is a link is left alone', async () => {
  await open({ 'outside.txt': '# mine\n' });
  await publish(['ru', 'Бесплатно.']);
  expect(existsSync(join(bench.faqDir, MARKS))).toBe(false);
  symlinkSync(join(bench.faqDir, 'outside.txt'), join(bench.faqDir, MARKS));
  await publish(['ru', 'Платно.']);
  expect(bench.read('outside.txt')).toBe('# mine\n');
  expect(lstatSync(join(bench.faqDir, MARKS)).isSymbolicLink()).toBe(true);
  unlinkSync(join(bench.faqDir, MARKS));
});

test('it is committed with what was published', async () => {
  await open({ [MARKS]: '' }, true);
  const git = (...given: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid', '-C', bench.faqDir, ...given], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
    }).trim();
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  await publish(['ru', 'Бесплатно.']);
  expect(git('show', '--format=', '--name-only').split('\n')).toEqual(['ru/delivery.md', MARKS]);
  expect(git('status', '--porcelain')).toBe('');
});
