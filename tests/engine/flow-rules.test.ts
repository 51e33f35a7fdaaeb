/** The rules that every flow keeps, read off the machines themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { FLOWS } from '../../flows/registry.ts';
import { ANSWER_KINDS } from '../../src/core/flow.ts';
import { sampleContent } from '../support/sample-content.ts';

const flowsDir = fileURLToPath(new URL('../../flows', import.meta.url));

function nodesOf(machine: AnyStateMachine): AnyStateNode[] {
  const walk = (node: AnyStateNode): AnyStateNode[] => [
    node,
    ...Object.values(node.states).flatMap((child) => walk(child as AnyStateNode)),
  ];
  return walk(machine.root as AnyStateNode);
}

describe.each(FLOWS)('flow $name', ({ machine }) => {
  const nodes = nodesOf(machine as AnyStateMachine);
  const states = nodes.slice(1);

  test('has at most 14 states, each with a description', () => {
    expect(states.length).toBeLessThanOrEqual(14);
    for (const state of states) expect([state.id, state.description]).toEqual([state.id, expect.any(String)]);
  });

  test('takes only typed events: lower case with dots, never a wildcard or raw text', () => {
    for (const node of nodes) {
      for (const event of node.events) {
        expect(event).toMatch(/^[a-z][a-zA-Z]*([.-][a-z][a-zA-Z]*)*$/);
        expect(['text', 'message', '*']).not.toContain(event);
      }
    }
  });

  test('invokes nothing, delays by rows only, keeps no history', () => {
    for (const node of nodes) {
      expect(node.invoke).toEqual([]);
      expect(node.after).toEqual([]);
      expect(node.type).not.toBe('history');
    }
  });

  test('expects only answers that exist, and a flow that expects one can be unclear', () => {
    for (const node of states) {
      const expects: unknown = (node.meta as { expects?: unknown } | undefined)?.expects ?? [];
      for (const kind of expects as string[]) expect(ANSWER_KINDS).toContain(kind);
    }
  });

  test('the context is plain JSON', () => {
    const { context } = (machine as AnyStateMachine).getInitialSnapshot(undefined as never, {
      locale: 'ru',
      verifiedPhone: null,
      args: {},
    });
    expect(JSON.parse(JSON.stringify(context))).toEqual(context);
  });
});

test('every text that flows and the engine name exists', async () => {
  const { texts } = await sampleContent();
  const roots = [flowsDir, fileURLToPath(new URL('../../src/engine', import.meta.url))];
  const named = new Set<string>();
  for (const root of roots) {
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const source = readFileSync(join(root, file), 'utf8');
      for (const [, key = ''] of source.matchAll(
        /'((?:desk|handoff|menu|channels|orderStatus|product|flows)\.[\w.-]+)'/g,
      )) {
        named.add(key);
      }
    }
  }
  expect(named.size).toBeGreaterThan(40);
  expect([...named].filter((key) => !texts.has(key) && !key.endsWith('.'))).toEqual([]);
});
