/** Publications as commits: only the published files, under the editor's name, without hooks; what fails never takes an answer back. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { LEAD, openAnswersBench, type AnswersBench } from '../support/answers-bench.ts';

let bench: AnswersBench;
afterEach(() => bench.close());

const git = (dir: string, ...given: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid', '-C', dir, ...given], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
  }).trim();

async function publish(editor = LEAD) {
  await bench.draft('delivery-price', { answer: 'Курьером — 450 рублей.' });
  return bench.desk.publish({ gateId: (await bench.gate()).id }, editor);
}

test('exactly the published files are committed, under the name of who published, past hooks and what is staged', async () => {
  bench = await openAnswersBench({ git: true });
  git(bench.faqDir, 'init', '-q', '-b', 'main');
  git(bench.faqDir, 'add', '-A');
  git(bench.faqDir, 'commit', '-qm', 'first');
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
  bench = await openAnswersBench({ git: true });
  git(bench.faqDir, 'init', '-q');
  git(bench.faqDir, 'add', '-A');
  git(bench.faqDir, 'commit', '-qm', 'first');
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
  expect(
    git(bench.faqDir, '-c', 'core.quotePath=false', 'show', '--format=', '--name-status').split('\n'),
  ).toEqual(['D\tru/returns.md', 'A\tru/подарки.md']);
});

test('where the folder is not the root of a repository nothing is committed, and the answer is live', async () => {
  bench = await openAnswersBench({ git: true });
  git(bench.folder, 'init', '-q');
  const done = await publish();
  expect(done).toMatchObject({
    ok: true,
    commit: null,
    warning: expect.stringContaining('root of a git repository'),
  });
  expect(bench.answer('Сколько стоит доставка?')).toBe('Курьером — 450 рублей.');
  expect(git(bench.folder, 'rev-list', '--all')).toBe('');
});

test('a repository that refuses takes nothing back', async () => {
  bench = await openAnswersBench({ git: true });
  git(bench.faqDir, 'init', '-q');
  writeFileSync(join(bench.faqDir, '.git/index.lock'), '');
  const done = await publish();
  expect(done).toMatchObject({ ok: true, commit: null, warning: expect.stringContaining('not committed') });
  expect(bench.answer('Сколько стоит доставка?')).toBe('Курьером — 450 рублей.');
});
