/** Publications as commits: only the published files, under the editor's name, without hooks; what fails never takes an answer back. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  DELIVERY,
  LEAD,
  openAnswersBench,
  RETURNS,
  type AnswersBench,
  type AnswersBenchOptions,
} from '../support/answers-bench.ts';
import { eventual } from '../support/eventual.ts';

let bench: AnswersBench;
afterEach(() => bench.close());

const git = (dir: string, ...given: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid', '-C', dir, ...given], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
  }).trim();

/** With a repository that holds the answers as they are. */
async function openInGit(options: AnswersBenchOptions = {}): Promise<void> {
  bench = await openAnswersBench({ git: true, ...options });
  git(bench.faqDir, 'init', '-q', '-b', 'main');
  git(bench.faqDir, 'add', '-A');
  git(bench.faqDir, 'commit', '-qm', 'first');
}

const head = () => git(bench.faqDir, 'rev-parse', 'HEAD');
const filesOf = (commit: string) =>
  git(bench.faqDir, '-c', 'core.quotePath=false', 'show', '--format=', '--name-status', commit).split('\n');
const status = () => git(bench.faqDir, 'status', '--porcelain');

async function publish(editor = LEAD) {
  await bench.draft('delivery-price', { answer: 'Курьером — 450 рублей.' });
  return bench.desk.publish({ gateId: (await bench.gate()).id }, editor);
}

test('exactly the published files are committed, under the name of who published, past hooks and what is staged', async () => {
  await openInGit();
  const hook = join(bench.faqDir, '.git/hooks/pre-commit');
  mkdirSync(join(bench.faqDir, '.git/hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\nexit 1\n');
  chmodSync(hook, 0o755);
  bench.write('notes.txt', 'mine');
  git(bench.faqDir, 'add', 'notes.txt');
  const done = await publish({ ...LEAD, name: 'Ольга <x>\nEvil' });
  expect(done).toMatchObject({ ok: true, warning: null, commit: git(bench.faqDir, 'rev-parse', 'HEAD') });
  expect(git(bench.faqDir, 'show', '--format=%an', '--name-only').split('\n')).toEqual([
    'Ольга x Evil',
    '',
    'ru/delivery.md',
  ]);
  expect(git(bench.faqDir, 'status', '--porcelain')).toBe('A  notes.txt');
  const [revision] = await bench.desk.history({ limit: 1 });
  expect(revision?.commit).toBe(git(bench.faqDir, 'rev-parse', 'HEAD'));
});

test('a new file and one that went are committed, too', async () => {
  await openInGit();
  await bench.draft('returns', null);
  const parts = { question: 'Есть упаковка?', phrasings: ['Упакуете?'], answer: 'Да.' };
  const none = { validFrom: null, validTo: null, channels: [] };
  await bench.desk.draft(
    {
      id: 'gift',
      locale: 'ru',
      topic: 'подарки',
      version: '',
      draftVersion: '',
      parts: { ...parts, ...none },
    },
    LEAD,
  );
  expect(await bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD)).toMatchObject({
    ok: true,
    warning: null,
  });
  expect(filesOf('HEAD')).toEqual(['D\tru/returns.md', 'A\tru/подарки.md']);
});

test('where the folder is not the root of a repository nothing is committed, and the answer is live', async () => {
  bench = await openAnswersBench({ git: true });
  git(bench.folder, 'init', '-q');
  const done = await publish();
  expect(done).toMatchObject({
    ok: true,
    commit: null,
    warning: { code: 'no-repository' },
  });
  expect(bench.answer('Сколько стоит доставка?')).toBe('Курьером — 450 рублей.');
  expect(git(bench.folder, 'rev-list', '--all')).toBe('');
});

test('a repository that refuses takes nothing back', async () => {
  bench = await openAnswersBench({ git: true });
  git(bench.faqDir, 'init', '-q');
  writeFileSync(join(bench.faqDir, '.git/index.lock'), '');
  const done = await publish();
  expect(done).toMatchObject({
    ok: true,
    commit: null,
    warning: { code: 'git', said: expect.stringContaining('index.lock') },
  });
  expect(bench.answer('Сколько стоит доставка?')).toBe('Курьером — 450 рублей.');
});

describe('files saved by hand that a publication lets go live (FAQ_GATE=hold)', () => {
  const publishHeld = async () => bench.desk.publish({ gateId: (await bench.gate()).id }, LEAD);

  test('are in its commit without a draft: changed, new and gone', async () => {
    await openInGit({ hold: true });
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    bench.write(
      'ru/[gift] *.md',
      '## Есть упаковка? {#gift}\n\n- Упакуете?\n- Коробка\n- В подарок?\n\nДа.\n',
    );
    rmSync(join(bench.faqDir, 'ru/returns.md'));
    bench.write('notes.txt', 'mine');
    const done = await publishHeld();
    expect(done).toMatchObject({ ok: true, files: [], warning: null, commit: head() });
    expect(filesOf('HEAD')).toEqual(['A\tru/[gift] *.md', 'M\tru/delivery.md', 'D\tru/returns.md']);
    expect(status()).toBe('?? notes.txt');
    expect((await bench.desk.history({ limit: 1 }))[0]?.commit).toBe(head());
  });

  test('are in it together with drafts', async () => {
    await openInGit({ hold: true });
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    await bench.draft('returns', { answer: 'Иначе.' });
    expect(await publishHeld()).toMatchObject({ ok: true, files: ['ru/returns.md'], commit: head() });
    expect(filesOf('HEAD')).toEqual(['M\tru/delivery.md', 'M\tru/returns.md']);
  });

  test('committed by hand already, or never known to git: there is nothing to commit, and that is no fault', async () => {
    await openInGit({ hold: true });
    bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
    git(bench.faqDir, 'commit', '-qam', 'by hand');
    const before = head();
    expect(await publishHeld()).toMatchObject({ ok: true, warning: null, commit: null });
    git(bench.faqDir, 'rm', '-q', 'ru/returns.md');
    git(bench.faqDir, 'commit', '-qm', 'gone by hand');
    expect(await publishHeld()).toMatchObject({ ok: true, warning: null, commit: null });
    expect(git(bench.faqDir, 'rev-parse', 'HEAD~1')).toBe(before);
    expect(bench.answer('Сколько стоит доставка?')).toContain('490');
  });
});

describe('what the last run could not commit is committed by the next start', () => {
  const ends = () =>
    eventual(async () => (await bench.desk.history({ limit: 1 }))[0]?.commit ?? false, 'it is committed');

  test('cut off while it was published', async () => {
    await openInGit();
    const after = DELIVERY.replace('390', '490');
    const files = [{ path: 'ru/delivery.md', before: DELIVERY, after }];
    const revision = { atMs: 1, by: 'Ольга', note: '', gateId: null, changes: [], drafts: [] };
    await bench.store.openFaqPublication({ files, revision });
    await bench.restart();
    expect(await ends()).toBe(head());
    const [{ number } = { number: 0 }] = await bench.desk.history({ limit: 1 });
    expect(git(bench.faqDir, 'show', '-s', '--format=%an: %s')).toBe(`Ольга: Publish answers (${number})`);
    expect(filesOf('HEAD')).toEqual(['M\tru/delivery.md']);
  });

  test('live and not committed: whatever refuses never fails a start, and what was saved since is not taken along', async () => {
    await openInGit();
    const lock = join(bench.faqDir, '.git/index.lock');
    writeFileSync(lock, '');
    await bench.draft('returns', { answer: 'Иначе.' });
    await publish();
    const [made] = await bench.desk.history({ limit: 1 });
    await bench.restart();
    expect(bench.answer('Как вернуть товар?')).toBe('Иначе.');
    await bench.restart();
    bench.write('ru/returns.md', RETURNS);
    rmSync(lock);
    await bench.restart();
    await eventual(
      async () => (await bench.desk.history({ limit: 2 })).some(({ commit }) => commit === head()),
      'it is committed',
    );
    expect(git(bench.faqDir, 'show', '-s', '--format=%s')).toBe(`Publish answers (${made?.number})`);
    expect(filesOf('HEAD')).toEqual(['M\tru/delivery.md']);
    expect(bench.read('ru/returns.md')).toBe(RETURNS);
  });

  test('committed, and ended before that was written down: no second commit', async () => {
    await openInGit();
    const done = await publish();
    const number = done.ok ? done.revision : 0;
    const commit = head();
    const files = [{ path: 'ru/delivery.md', before: DELIVERY, after: bench.read('ru/delivery.md') }];
    const revision = { atMs: 1, by: 'Ольга', note: '', gateId: null, changes: [], drafts: [] };
    git(bench.faqDir, 'commit', '-q', '--amend', '-m', `Publish answers (${number + 1})`);
    await bench.store.openFaqPublication({ files, revision });
    await bench.restart();
    expect(await ends()).toBe(head());
    expect(git(bench.faqDir, 'rev-list', '--count', 'HEAD')).toBe('2');
    expect(commit).not.toBe(head());
  });
});
