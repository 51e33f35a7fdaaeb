/** The web chat's mailbox on a real file: durable, once, in order, bounded, and forgetful where it should be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { NewDeed, Visitor } from '../../src/core/ports/mailbox.ts';
import { openMailbox, type OpenMailbox } from '../../src/store/webchat/open-mailbox.ts';

const ACCOUNT = 'webchat:main';
let folder: string;
let mailbox: OpenMailbox;

const open = () => openMailbox({ file: join(folder, 'webchat.sqlite'), clock: systemClock, log: silentLog });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prilavok-mailbox-'));
  mailbox = await open();
});
afterEach(async () => {
  await mailbox.close();
  await rm(folder, { recursive: true, force: true });
});

function arrive(address: string, own: Partial<Visitor> = {}, atMs = 1): Promise<Visitor> {
  const { userId = null, name = null } = own;
  const nobody = { phone: null, phoneSigned: false, email: null, languageTag: null, page: null };
  const account = own.account ?? ACCOUNT;
  return mailbox.createVisitor({
    ...nobody,
    account,
    address,
    userId,
    name,
    tokenHash: `token of ${address}`,
    atMs,
  });
}
const line = (address: string, key: string, body = key) => ({
  account: ACCOUNT as 'webchat:main',
  address,
  key,
  id: `line ${key}`,
  atMs: 1,
  body,
});
const deed = (visitor: Visitor, cid: string, own: Partial<NewDeed> = {}): NewDeed => ({
  visitorId: visitor.id,
  cid,
  fingerprint: cid,
  atMs: 1,
  files: [],
  event: `event ${cid}`,
  raw: '{}',
  shows: { line: { id: `own ${cid}`, body: cid } },
  ...own,
});

test('a commit survives a power cut, and only one process may open the file', async () => {
  expect(mailbox.readPragma('synchronous')).toBe(2);
  expect(mailbox.readPragma('journal_mode')).toBe('wal');
  await expect(open()).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
  expect(mailbox.trouble()).toBeNull();
  await mailbox.close();
  expect(mailbox.trouble()).toBe('it is closed');
  mailbox = await open();
});

test('lines of both sides and their changes take numbers from one counter', async () => {
  const visitor = await arrive('a');
  await mailbox.deliver(line('a', '1'));
  await mailbox.post(deed(visitor, '2'));
  await mailbox.alter({ account: ACCOUNT, address: 'a', key: '3', id: 'line 1', body: 'new', atMs: 2 });
  await mailbox.deliver(line('a', '4'));
  expect(mailbox.readAfter(visitor.id, 0, 10).map(({ id, seq, changed }) => [id, seq, changed])).toEqual([
    ['own 2', 2, 2],
    ['line 1', 1, 3],
    ['line 4', 4, 4],
  ]);
  expect(mailbox.readBefore(visitor.id, 4, 10).map(({ id }) => id)).toEqual(['line 1', 'own 2']);
  expect(mailbox.readVisitor(ACCOUNT, 'a')).toMatchObject({ cursor: 4 });
  expect(mailbox.countUnread(visitor.id)).toBe(2);
});

test('a key, a cid and an alteration happen once, also in one breath and after a reopening', async () => {
  const visitor = await arrive('a');
  const both = await Promise.all([
    mailbox.deliver(line('a', 'k')),
    mailbox.deliver(line('a', 'k', 'other words')),
  ]);
  expect(both[0]).toEqual(both[1]);
  const posts = await Promise.all([mailbox.post(deed(visitor, 'c')), mailbox.post(deed(visitor, 'c'))]);
  expect(posts.map(({ is }) => is)).toEqual(['stored', 'repeated']);
  expect(await mailbox.post(deed(visitor, 'c', { fingerprint: 'else' }))).toEqual({ is: 'conflict' });
  const change = {
    account: ACCOUNT as 'webchat:main',
    address: 'a',
    key: 'x',
    id: 'line k',
    body: null,
    atMs: 2,
  };
  await mailbox.alter(change);
  await mailbox.close();
  mailbox = await open();
  expect(await mailbox.deliver(line('a', 'k'))).toMatchObject({
    is: 'stored',
    line: { seq: 1, deleted: true },
  });
  expect(await mailbox.alter(change)).toMatchObject({ is: 'stored', line: { changed: 3 } });
  expect(await mailbox.post(deed(visitor, 'c'))).toMatchObject({ is: 'repeated', line: { seq: 2 } });
});

test('what waits for the engine waits in order, through a reopening, until it is settled', async () => {
  const visitor = await arrive('a');
  for (const cid of ['one', 'two', 'three']) await mailbox.post(deed(visitor, cid));
  await mailbox.close();
  mailbox = await open();
  const waiting = mailbox.waiting(visitor.id, 10);
  expect(waiting.map(({ event }) => event)).toEqual(['event one', 'event two', 'event three']);
  expect(mailbox.waitingVisitors(ACCOUNT, 10).map(({ address }) => address)).toEqual(['a']);
  expect(mailbox.waitingVisitors('webchat:opt', 10)).toEqual([]);
  await mailbox.settle(waiting.slice(0, 2).map(({ id }) => id));
  expect(mailbox.waiting(visitor.id, 10)).toHaveLength(1);
});

test('marks only rise, and not beyond what there is', async () => {
  const visitor = await arrive('a');
  for (const key of ['1', '2', '3']) await mailbox.deliver(line('a', key));
  expect(await mailbox.mark(visitor.id, { delivered: 2 })).toMatchObject({
    delivered: ['line 1', 'line 2'],
    read: [],
  });
  expect(await mailbox.mark(visitor.id, { delivered: 1 })).toBeNull();
  expect(await mailbox.mark(visitor.id, { read: 99 })).toEqual({
    marks: { delivered: 3, read: 3, seen: 0 },
    delivered: ['line 3'],
    read: ['line 1', 'line 2', 'line 3'],
  });
});

test('a visitor is of one account, and gone when nobody holds a token', async () => {
  const visitor = await arrive('a');
  expect(mailbox.readVisitor('webchat:opt', 'a')).toBeNull();
  expect(mailbox.readHolder('webchat:opt', 'token of a')).toBeNull();
  expect(await mailbox.dropToken('webchat:opt', 'token of a')).toBeNull();
  expect(await mailbox.dropToken(ACCOUNT, 'token of a')).toMatchObject({ alone: true });
  expect(await mailbox.deliver(line('a', 'k'))).toEqual({ is: 'gone' });
  const signed = await arrive('b', { userId: 'u1' });
  expect(await mailbox.dropToken(ACCOUNT, 'token of b')).toMatchObject({ alone: false });
  expect(await mailbox.deliver(line('b', 'k'))).toMatchObject({ is: 'stored' });
  expect(mailbox.readSigned(ACCOUNT, 'u1')?.id).toBe(signed.id);
  expect(await mailbox.updateVisitor(visitor.id, { userId: 'u1', seenAtMs: 2 })).toBe(false);
});

test('the newest tokens stay', async () => {
  const visitor = await arrive('a');
  for (let at = 2; at <= 5; at += 1) await mailbox.addToken(visitor.id, `t${at}`, at, 2);
  const alive = ['token of a', 't2', 't3', 't4', 't5'].filter((hash) => mailbox.readHolder(ACCOUNT, hash));
  expect(alive).toEqual(['t4', 't5']);
});

test('what one may spend comes back with the next window, and outlives a reopening', async () => {
  const limit = { amount: 10, windowMs: 100 };
  expect(await mailbox.spend('k', 8, limit, 1_000)).toBe(true);
  await mailbox.close();
  mailbox = await open();
  expect(await mailbox.spend('k', 3, limit, 1_050)).toBe(false);
  expect(await mailbox.spend('k', 2, limit, 1_050)).toBe(true);
  expect(await mailbox.spend('k', 10, limit, 1_101)).toBe(true);
});

test('housekeeping forgets in small steps: loose files, bounds, visitors who stay away', async () => {
  const day = 86_400_000;
  const old = await arrive('old', {}, 0);
  const here = await arrive('here', {}, LIMITS.visitorKeepMs);
  await mailbox.deliver(line('old', 'k'));
  const file = { name: 'x', mime: 'image/png', kind: 'photo' as const, bytes: 1, atMs: 0 };
  await mailbox.addFile({ ...file, id: 'loose', file: 'loose.png', visitorId: here.id });
  await mailbox.addFile({ ...file, id: 'named', file: 'named.png', visitorId: here.id });
  await mailbox.post(deed(here, 'c', { files: ['named'] }));
  const now = LIMITS.visitorKeepMs + day;
  expect(await mailbox.housekeep(now, 100)).toEqual({ rows: 2, files: ['loose.png'] });
  expect(mailbox.readVisitor(ACCOUNT, 'old')).toBeNull();
  expect(mailbox.readAfter(old.id, 0, 10)).toEqual([]);
  expect(mailbox.readFile(here.id, 'named')).toMatchObject({ file: 'named.png', named: true });
  expect(await mailbox.housekeep(now, 100)).toEqual({ rows: 0, files: [] });
});

test('a chat keeps its newest lines', async () => {
  const visitor = await arrive('a');
  const keys = Array.from({ length: LIMITS.visitorLines + 20 }, (_, index) => String(index));
  await Promise.all(keys.map((key) => mailbox.deliver(line('a', key))));
  const oldest = mailbox.readAfter(visitor.id, 0, 1)[0];
  expect(oldest?.seq).toBe(21);
}, 30_000);
