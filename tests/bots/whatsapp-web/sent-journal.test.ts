/** The journal of what was sent: survives restarts and cut lines, forgets what is old, stays bounded. */
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSentJournal, printOf } from '../../../bots/whatsapp-web/sent-journal.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const CHAT = '79161234567@c.us';
const clock = createManualClock(1_795_300_000_000);
let folder: string;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'journal-')), 'deeper');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was begun, settled or taken back is so after a restart, however the last line ends', async () => {
  const journal = await openSentJournal(folder, clock);
  await journal.begin('open', CHAT, printOf({ kind: 'text', text: 'раз' }));
  await journal.begin('done', CHAT, 'p');
  await journal.settle('done', 'out.3EB0AA');
  await journal.begin('never', CHAT, 'p');
  await journal.forget('never');
  await journal.close();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'sent.jsonl'))).mode & 0o777).toBe(0o600);
  await appendFile(join(folder, 'sent.jsonl'), '{"key":"cut","chat":"7916');
  const again = await openSentJournal(folder, clock);
  expect(again.open().map(({ key }) => key)).toEqual(['open']);
  expect(again.byKey('done')).toMatchObject({ id: 'out.3EB0AA', chat: CHAT });
  expect(again.byId('out.3EB0AA')).toMatchObject({ key: 'done' });
  expect(again.byKey('never')).toBeNull();
  await again.close();
});

test('a second begin of a key keeps the first time', async () => {
  const journal = await openSentJournal(folder, clock);
  const first = await journal.begin('k', CHAT, 'p');
  clock.advance(60_000);
  expect((await journal.begin('k', CHAT, 'p')).atMs).toBe(first.atMs);
  await journal.close();
});

test('what is older than two weeks is forgotten, in memory and on disk', async () => {
  const journal = await openSentJournal(folder, clock);
  await journal.begin('old', CHAT, 'p');
  await journal.settle('old', 'out.3EB0');
  clock.advance(LIMITS.linkedSentMs + 1);
  await journal.begin('new', CHAT, 'p');
  expect([journal.byKey('old'), journal.byId('out.3EB0')]).toEqual([null, null]);
  await journal.close();
  await (await openSentJournal(folder, clock)).close();
  expect(await readFile(join(folder, 'sent.jsonl'), 'utf8')).not.toContain('old');
});

test('no words of a message are in it', async () => {
  const journal = await openSentJournal(folder, clock);
  await journal.begin('k', CHAT, printOf({ kind: 'text', text: 'секретное слово' }));
  await journal.close();
  expect(await readFile(join(folder, 'sent.jsonl'), 'utf8')).not.toContain('секрет');
});
