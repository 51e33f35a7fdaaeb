/** What only SQLite can get wrong: settings, locks, versions, damage, a full disk, a busy file, a killed process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { isSafeSqlite } from '../../src/store/sqlite/open-database.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { createDriver } from '../support/store-driver.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';
import type { SqliteUnderTest } from '../support/store-sqlite.ts';

const MIGRATIONS = fileURLToPath(new URL('../../src/store/sqlite/migrations/', import.meta.url));
const CHILD = fileURLToPath(new URL('../support/store-child.ts', import.meta.url));

let under: SqliteUnderTest;
beforeEach(async () => {
  under = await makeSqliteStore();
});
afterEach(() => under.close());

const open = (file: string, migrations?: string) =>
  createSqliteStore({
    file,
    clock: under.clock,
    random: createSeededRandom(1),
    log: silentLog,
    ...(migrations ? { migrations } : {}),
  });

describe('settings of the live connection', () => {
  test('a commit is synced: FULL, in WAL, with foreign keys and no checkpoints of its own', () => {
    const { store } = under;
    expect(store.readPragma('synchronous')).toBe(2);
    expect(store.readPragma('journal_mode')).toBe('wal');
    expect(store.readPragma('foreign_keys')).toBe(1);
    expect(store.readPragma('wal_autocheckpoint')).toBe(0);
  });

  test.each([
    ['3.44.5', false],
    ['3.44.6', true],
    ['3.45.1', false],
    ['3.49.9', false],
    ['3.50.6', false],
    ['3.50.7', true],
    ['3.51.2', false],
    ['3.51.3', true],
    ['3.54.1', true],
    ['4.0.0', true],
    ['3.7.0', false],
  ])('SQLite %s is safe: %s', (version, safe) => {
    expect(isSafeSqlite(version)).toBe(safe);
  });
});

describe('opening', () => {
  test('a second opener is refused, and let in once the first is gone', async () => {
    await expect(open(under.file)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    await under.store.close();
    const second = await open(under.file);
    await second.close();
  });

  test('a database of a newer program is refused and left as it is', async () => {
    await under.store.close();
    const db = new Database(under.file);
    db.pragma('user_version = 99');
    db.close();
    await expect(open(under.file)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
    const after = new Database(under.file);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
  });

  test('a file that is no database, or a damaged one, is refused', async () => {
    const junk = join(under.folder, 'junk.db');
    writeFileSync(
      junk,
      'not a database at all, only some words that are long enough to be a header '.repeat(20),
    );
    await expect(open(junk)).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
    const driver = createDriver(under.store, under.clock);
    for (let index = 0; index < 40; index += 1) await driver.customer(String(index));
    await under.store.close();
    const checkpoint = new Database(under.file);
    checkpoint.pragma('wal_checkpoint(TRUNCATE)');
    checkpoint.close();
    const bytes = readFileSync(under.file);
    const broken = join(under.folder, 'broken.db');
    // Every page after the first few is overwritten.
    bytes.fill(0x5a, 6 * 4096);
    writeFileSync(broken, bytes);
    await expect(open(broken)).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
  });

  test('an upgrade copies the file beside it first; a broken migration leaves the file untouched', async () => {
    const driver = createDriver(under.store, under.clock);
    await driver.customer('1');
    await under.store.close();
    const folder = join(under.folder, 'migrations');
    mkdirSync(folder);
    const present = readdirSync(MIGRATIONS);
    for (const file of present) copyFileSync(join(MIGRATIONS, file), join(folder, file));
    const newest = present.length;
    const next = join(folder, `${String(newest + 1).padStart(4, '0')}-more.sql`);
    writeFileSync(next, 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; SELECT broken FROM nowhere;');
    await expect(open(under.file, folder)).rejects.toThrow('no such table');
    const same = new Database(under.file);
    expect(same.pragma('user_version', { simple: true })).toBe(newest);
    expect(same.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'more'`).pluck().get()).toBe(0);
    same.close();
    writeFileSync(next, 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;');
    const upgraded = await open(under.file, folder);
    expect(upgraded.readPragma('user_version')).toBe(newest + 1);
    expect((await upgraded.readLoad()).conversations).toBe(1);
    await upgraded.close();
    const copy = new Database(`${under.file}.schema-${newest}.backup`, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(newest);
    expect(copy.prepare('SELECT count(*) FROM conversations').pluck().get()).toBe(1);
    copy.close();
    under.store = await open(join(under.folder, 'other.db'));
  });
});

describe('group commit', () => {
  test('what is asked for in one tick is one transaction; one that throws leaves the others whole', async () => {
    const driver = createDriver(under.store, under.clock);
    const good = await Promise.all(['1', '2', '3'].map((address) => driver.heard(address)));
    const bad = await driver.heard('4');
    const orphan = driver.words(0, [{ text: 'x' }]).deliveries;
    let commits = 0;
    const stop = under.store.watch(() => (commits += 1));
    const results = await Promise.all([
      under.store.commitTurns(good.slice(0, 2)),
      under.store.commitTurns([{ ...bad, deliveries: orphan }]),
      under.store.acceptEvents([driver.accept('5')]),
      under.store.commitTurns(good.slice(2)),
    ]);
    stop();
    expect(results.flat().map((result) => result.kind)).toEqual([
      'committed',
      'committed',
      'failed',
      'accepted',
      'committed',
    ]);
    expect(commits).toBe(1);
    expect(await under.store.readLoad()).toMatchObject({ conversations: 4, inboxPending: 1 });
  });

  test('more than fits one transaction is spread over several, in order', async () => {
    const driver = createDriver(under.store, under.clock);
    const events = Array.from({ length: 450 }, (_, index) => driver.accept(String(index)));
    let commits = 0;
    const stop = under.store.watch(() => (commits += 1));
    const results = await under.store.acceptEvents(events);
    stop();
    expect(commits).toBe(3);
    const ids = results.map((result) => (result as { inboxId: number }).inboxId);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test('another writer of the file is waited for without blocking the loop', async () => {
    await under.store.close();
    const store = await createSqliteStore({
      file: under.file,
      clock: systemClock,
      random: createSeededRandom(1),
      log: silentLog,
    });
    const driver = createDriver(store, under.clock);
    const intruder = new Database(under.file, { timeout: 0 });
    intruder.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 5);
    const stored = store.acceptEvents([driver.accept('1')]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ticks).toBeGreaterThan(5);
    intruder.exec('ROLLBACK');
    expect((await stored)[0]?.kind).toBe('accepted');

    intruder.exec('BEGIN IMMEDIATE');
    await expect(store.acceptEvents([driver.accept('2')])).rejects.toThrow('locked');
    clearInterval(ticking);
    intruder.exec('ROLLBACK');
    intruder.close();
    expect((await store.acceptEvents([driver.accept('2')]))[0]?.kind).toBe('accepted');
    await store.close();
    under.store = await open(join(under.folder, 'other.db'));
  });
});

describe('a disk that is full', () => {
  test('nothing acknowledged is lost, the process lives, and work goes on when there is room', async () => {
    const driver = createDriver(under.store, under.clock);
    await driver.customer('first');
    // The smallest limit SQLite takes is the file as it is now.
    const pages = Number(under.store.readPragma('page_count'));
    under.store.readPragma(`max_page_count = ${pages + 8}`);
    const acknowledged: string[] = [];
    let refused = 0;
    for (let index = 0; refused < 5 && index < 2_000; index += 1) {
      const address = `a${index}`;
      const [result] = await driver.store.acceptEvents([driver.accept(address)]).catch(() => [null]);
      if (result?.kind === 'accepted') acknowledged.push(address);
      else refused += 1;
    }
    expect(refused).toBe(5);
    expect(acknowledged.length).toBeGreaterThan(5);
    under.store.readPragma('max_page_count = 1073741823');
    expect((await driver.store.acceptEvents([driver.accept('later')]))[0]?.kind).toBe('accepted');
    const { store } = { store: await under.reopen() };
    const arrivals = await store.loadArrivals(acknowledged.map((address) => driver.accept(address)));
    expect(arrivals.every((arrival) => arrival.waiting === 1)).toBe(true);
  });

  test('a file that may not grow (EFBIG from the system) is survived by a real process', async () => {
    const file = join(under.folder, 'small.db');
    const { lines, exit } = await runChild(['small', file], 'ulimit -f 1400');
    expect(exit).toBe(0);
    const { acknowledged, refused } = JSON.parse(lines.at(-1) ?? '{}') as {
      acknowledged: string[];
      refused: number;
    };
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged.length).toBeGreaterThan(5);
    await expectStored(file, acknowledged);
  });
});

describe('a process that is killed', () => {
  test('whatever it acknowledged is there, once, and the file opens at once', async () => {
    const file = join(under.folder, 'killed.db');
    for (let round = 0; round < 3; round += 1) {
      const { lines } = await runChild(['flood', file, String(round)], '', 60 + round * 40);
      const acknowledged = lines.filter((line) => line.startsWith('a'));
      expect(acknowledged.length).toBeGreaterThan(0);
      await expectStored(file, acknowledged);
    }
  });
});

/** Runs the child; with `killAfterLines` it is killed once it has acknowledged so many events. */
async function runChild(args: string[], limit: string, killAfterLines = Infinity) {
  const command = `${limit ? `${limit}; ` : ''}exec "$0" "$@"`;
  const child = spawn('bash', ['-c', command, process.execPath, CHILD, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === killAfterLines) child.kill('SIGKILL');
  }
  const [exit] = await ended;
  return { lines, exit };
}

async function expectStored(file: string, addresses: string[]): Promise<void> {
  const store = await open(file);
  const driver = createDriver(store, under.clock, 9);
  const arrivals = await store.loadArrivals(addresses.map((address) => driver.accept(address)));
  const wrong = addresses.filter((_, index) => arrivals[index]?.waiting !== 1);
  expect(wrong).toEqual([]);
  expect(store.readPragma('integrity_check')).toBe('ok');
  await store.close();
  expect(readdirSync(under.folder).some((name) => name.endsWith('-journal'))).toBe(false);
}
