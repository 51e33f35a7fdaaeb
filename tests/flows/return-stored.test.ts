/**
 * Conversations outlive releases: what an earlier version has stored must go on under this one. The files beside this test
 * are real stored states, one file a version, and are never edited; a new version adds one and a migration.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { returnFlow } from '../../flows/return/flow.ts';
import { returnMachine } from '../../flows/return/machine.ts';
import type { FlowState } from '../../src/core/conversation.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';

interface Stored {
  version: number;
  /** States with the events they take, and the names in the context. */
  structure: { states: Record<string, string[]>; context: string[] };
  stored: FlowState[];
}

const dir = join(import.meta.dirname, 'return-stored');
const versions = readdirSync(dir).map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as Stored);
const runtime = createFlowRuntime([returnFlow]);

test('every version has its stored states', () => {
  const known = versions.map(({ version }) => version).toSorted((a, b) => a - b);
  expect(known).toEqual(Array.from({ length: returnFlow.version }, (_, index) => index + 1));
});

test('the structure is the one of this version: a change of states, events or context raises the version', () => {
  const states = Object.fromEntries(
    Object.entries(returnMachine.config.states ?? {}).map(([name, state]) => [
      name,
      Object.keys(state.on ?? {}).toSorted(),
    ]),
  );
  const start = runtime.start('return', 'run', { locale: 'ru', verifiedPhone: null, args: {} });
  const context = Object.keys(start.state.context).toSorted();
  expect({ states, context }).toEqual(versions.find((one) => one.version === returnFlow.version)?.structure);
});

describe.each(versions)('version $version', ({ stored }) => {
  test.each(stored)('$value goes on', (state) => {
    const now = runtime.migrate(state);
    expect(now).not.toBeNull();
    if (!now) return;
    const unclear = runtime.send(now, { type: 'answer.unclear' });
    expect(unclear.effects.some(({ type }) => type === 'say' || type === 'ask')).toBe(true);
    const back = runtime.send(now, { type: 'flow.resumed' });
    expect(back.effects.some(({ type }) => type === 'ask' || type === 'runTask')).toBe(true);
    expect(runtime.takes(now, { type: 'timer.idle' }) || runtime.takes(now, { type: 'timer.lost' })).toBe(
      true,
    );
  });
});
