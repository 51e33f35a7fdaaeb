/** A publication is whole or it is not there, wherever a process or a disk gives up; drafts are gone only when their words are in the files. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import type { FaqFileChange, FaqPublication, KeptFaqDraft } from '../../src/core/ports/faq-draft-store.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { carryOut, settlePublication } from '../../src/editing/publication.ts';
import { writeFiles } from '../../src/editing/write-files.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { numbered, NUMBERED_FILES } from '../support/numbered-answers.ts';

const CHILD = fileURLToPath(new URL('../support/publish-child.ts', import.meta.url));
const LANGUAGES = ['ru', 'uk', 'en'];
let folder: string;
let dir: string;
let store: SqliteStore;
const file = () => join(folder, 'kept.sqlite');
const openStore = () =>
  createSqliteStore({ file: file(), clock: systemClock, random: createSeededRandom(1), log: silentLog });
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
};
const now = (path: string) => readFileSync(join(dir, path), 'utf8');
const around = () => ({ dir, git: false, store, keepMarks: async () => [], log: silentLog });
const settle = () => settlePublication(around(), LANGUAGES);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'publication-'));
  dir = join(folder, 'faq');
  for (const path of NUMBERED_FILES) put(path, numbered(1));
  store = await openStore();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const DRAFT: KeptFaqDraft = {
  id: 'number',
  locale: 'ru',
  topic: 'a',
  parts: null,
  base: '',
  version: 'v',
  by: 'A',
  atMs: 0,
};
const FILES: FaqFileChange[] = [
  ...NUMBERED_FILES.map((path) => ({ path, before: numbered(1), after: numbered(2) })),
  { path: 'ru/new.md', before: null, after: numbered(2) },
];
const PUBLICATION: FaqPublication = {
  files: FILES,
  revision: {
    atMs: 1,
    by: 'A',
    note: '',
    gateId: null,
    changes: [],
    drafts: [{ id: 'number', locale: 'ru', version: 'v' }],
  },
};
const drafts = async () => (await store.readFaqDrafts()).length;

test.each([0, 1, 3, FILES.length])(
  'cut off after %i files it is finished at the next start',
  async (done) => {
    await store.keepFaqDrafts([{ draft: DRAFT, seen: '' }]);
    await store.openFaqPublication(PUBLICATION);
    for (const { path, after } of FILES.slice(0, done)) put(path, after ?? '');
    put('ru/.a.md.prilavok-new', 'half a wo');
    await settle();
    for (const { path } of FILES) expect(now(path)).toBe(numbered(2));
    expect(await store.readFaqPublication()).toBeNull();
    expect(await drafts()).toBe(0);
    expect(readdirSync(join(dir, 'ru'))).toEqual(['a.md', 'b.md', 'new.md']);
    expect((await store.readFaqFiles()).length).toBe(FILES.length);
  },
);

test('cut off and written on by hand: those words stay, the rest is taken back, the drafts are there', async () => {
  await store.keepFaqDrafts([{ draft: DRAFT, seen: '' }]);
  await store.openFaqPublication(PUBLICATION);
  put('ru/a.md', numbered(2));
  put('ru/b.md', `${numbered(1)}\n## Mine {#mine}\n\n- m\n\nMine.\n`);
  await settle();
  expect(now('ru/a.md')).toBe(numbered(1));
  expect(now('ru/b.md')).toContain('Mine.');
  expect(now('uk/a.md')).toBe(numbered(1));
  expect(await drafts()).toBe(1);
  expect(await store.readFaqPublication()).toBeNull();
});

test('written on upon what was published already: it is finished around that', async () => {
  await store.openFaqPublication(PUBLICATION);
  const more = `${numbered(2)}\n## Mine {#mine}\n\n- m\n\nMine.\n`;
  put('ru/a.md', more);
  await settle();
  expect(now('ru/a.md')).toBe(more);
  expect(now('uk/a.md')).toBe(numbered(2));
});

describe('nothing is written', () => {
  test('over what somebody saved meanwhile', async () => {
    put('uk/a.md', 'theirs');
    const outcome = await carryOut(around(), PUBLICATION);
    expect(outcome).toMatchObject({ ok: false, why: 'changed' });
    expect(now('uk/a.md')).toBe('theirs');
    expect(now('ru/a.md')).toBe(numbered(1));
    expect(await store.readFaqPublication()).toBeNull();
  });

  test.each([
    '../out.md',
    'ru/../../out.md',
    'ru/sub/x.md',
    '/etc/x.md',
    'ru/.hidden.md',
    'ru/x.txt',
    'RU/x.md',
  ])('to %s', async (path) => {
    expect(await writeFiles(dir, [{ path, before: null, after: 'x' }])).toMatchObject({
      ok: false,
      why: 'failed',
      reason: 'no-file',
    });
    expect(readdirSync(folder)).not.toContain('out.md');
  });

  test('through a link: neither a file nor a folder', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere/a.md'), 'theirs');
    symlinkSync(join(folder, 'elsewhere'), join(dir, 'de'));
    symlinkSync(join(folder, 'elsewhere/a.md'), join(dir, 'ru/link.md'));
    for (const path of ['de/a.md', 'ru/link.md']) {
      const outcome = await writeFiles(dir, [{ path, before: 'theirs', after: 'x' }]);
      expect(outcome).toMatchObject({ ok: false, reason: 'no-file' });
    }
    expect(readFileSync(join(folder, 'elsewhere/a.md'), 'utf8')).toBe('theirs');
  });

  test('where nobody may write: what came before in the same set stays as it was', async () => {
    if (process.getuid?.() === 0) rmSync(join(dir, 'en'), { recursive: true });
    else chmodSync(join(dir, 'en'), 0o500);
    if (process.getuid?.() === 0) writeFileSync(join(dir, 'en'), 'no folder');
    const outcome = await carryOut(around(), PUBLICATION);
    expect(outcome).toMatchObject({ ok: false, why: 'failed' });
    expect(now('ru/a.md')).toBe(numbered(1));
    expect(readdirSync(join(dir, 'ru'))).toEqual(['a.md', 'b.md']);
  });
});

test('killed at any moment, a real process leaves one whole set, and no draft whose words are nowhere', async () => {
  await store.close();
  const random = createSeededRandom(42);
  let sets = 0;
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [CHILD, file(), dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    await new Promise<void>((ready) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (/ready\n\d/u.test(printed)) ready();
      });
      child.once('exit', () => ready());
    });
    await new Promise((later) => setTimeout(later, random.fraction() * 60));
    const gone = new Promise((end) => child.once('close', end));
    child.kill('SIGKILL');
    await gone;
    store = await openStore();
    await settle();
    const said = new Set(NUMBERED_FILES.map((path) => now(path)));
    expect(said.size).toBe(1);
    const [set = ''] = said;
    const number = Number(/\d+/u.exec(set)?.[0]);
    const last = Number(printed.trim().split('\n').at(-1));
    expect(number).toBeGreaterThanOrEqual(last);
    // A draft that is left is of the set that would have come next.
    for (const { version } of await store.readFaqDrafts()) expect(Number(version)).toBe(number + 1);
    expect(Number((await store.readFaqRevisions({ limit: 1 }))[0]?.note)).toBe(number);
    sets += number;
    await store.close();
  }
  expect(sets).toBeGreaterThan(20);
  store = await openStore();
}, 120_000);
