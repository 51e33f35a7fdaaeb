/**
 * Conversations that were under way when a new release came: every stored state of every version of every flow is put into a
 * real conversation on disk and gone on with, by the real engine, after a restart.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { FLOWS } from '../../flows/registry.ts';
import type { DialogState, FlowState } from '../../src/core/conversation.ts';
import { openTalk } from '../support/talk.ts';

interface Stored {
  version: number;
  stored: FlowState[];
}

function versionsOf(name: string): Stored[] {
  const dir = join(import.meta.dirname, `${name}-stored`);
  if (!existsSync(dir)) return [];
  return readdirSync(dir).map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as Stored);
}

const STATES = FLOWS.filter(({ name }) => name !== 'front-desk').flatMap(({ name }) =>
  // Whoever was not understood before is let go by the second time, as it should be.
  versionsOf(name).flatMap(({ stored }) => stored.filter(({ context }) => context['misses'] !== 1)),
);

/** Puts the dialogs where an earlier release left them; nothing else has the file open. */
function leaveIn(file: string, dialogs: ReadonlyMap<string, Pick<DialogState, 'desk' | 'active'>>): void {
  const db = new Database(file);
  const read = db.prepare<[string], string>('SELECT dialog FROM conversations WHERE address = ?').pluck();
  const write = db.prepare<[string, string]>('UPDATE conversations SET dialog = ? WHERE address = ?');
  for (const [address, state] of dialogs) {
    const dialog = JSON.parse(read.get(address) ?? '{}') as DialogState;
    write.run(JSON.stringify({ ...dialog, ...state }), address);
  }
  db.close();
}

/** The first version asked for an address without any proof: it is not gone on with, but begun anew. */
const BEGUN_ANEW = new Set(['address-change 1']);

test('every stored state of every version goes on after a restart, and nobody meets silence', async () => {
  expect(new Set(STATES.map(({ flow }) => flow)).size).toBeGreaterThan(5);
  expect(
    STATES.some(({ version }) => version < (FLOWS.find(({ name }) => name === 'return')?.version ?? 0)),
  ).toBe(true);
  const [desk] = versionsOf('front-desk').find(({ version }) => version === 1)?.stored ?? [];
  expect(desk).toBeDefined();
  const talk = await openTalk();
  const addresses = STATES.map((_, index) => `c${index}`);
  for (const address of addresses) {
    await talk.customer('привет', address);
    talk.bot(/./u, address);
  }
  await talk.restart((file) =>
    leaveIn(
      file,
      new Map(
        STATES.map((active, index) => [
          addresses[index]!,
          { active: { ...active, runId: `run-${index}` }, desk: { ...desk!, runId: `desk-${index}` } },
        ]),
      ),
    ),
  );
  const quiet: string[] = [];
  for (const [index, { flow, version, value }] of STATES.entries()) {
    const address = addresses[index]!;
    const before = talk.channel.sent.length;
    await talk.sends({ unsupported: 'poll' }, address);
    const now = await talk.conversation(address);
    const expected = BEGUN_ANEW.has(`${flow} ${version}`) ? null : flow;
    if (talk.channel.sent.length === before || now.status.is !== 'bot' || now.flow !== expected)
      quiet.push(`${flow} ${version} ${JSON.stringify(value)}: ${now.status.is}, ${now.flow}`);
  }
  expect(quiet).toEqual([]);
  // The desk itself came over from its first version.
  await talk.customer('меню', addresses[0]);
  await talk.close();
}, 120_000);
