/**
 * The rules that every flow keeps. A new flow is put under them by one line in `tests/flows/<name>.test.ts`:
 *
 *     describeFlow(stockAlertFlow, { tasks: { 'catalog.find': [product, several, none] } });
 *
 * The rules make up the customer (answers of every kind, wrong ones too), timers and returns by themselves, and press the
 * buttons that the flow offers. The test brings the rest, all of it optional; `FlowRules` says what each is for:
 *
 *  - `tasks`: what the shop can answer to each look-up, one example for each branch that looks at it;
 *  - `inputs`: ways to start, such as one with an order number;
 *  - `events`: what else can happen, such as a look-up that fails with a reason of its own;
 *  - `tellApart`: the fields of the context that decide where the flow goes, if the walk is slow or misses a branch;
 *  - `neverTaken`: branches that cannot be taken, each with its reason.
 *
 * A branch that nothing leads to fails the test by name (`proving answer.contact 2`: in `proving`, on a contact, the second
 * branch): give an example that leads there, or take the branch out.
 *
 * Stored states: `KEEP_STATES=1 npm test -- tests/flows/<name>.test.ts`, once for each version, writes
 * `tests/flows/<name>-stored/v<version>.json` if there is none (format it with prettier). Commit it with the flow, never edit
 * it. Once the version is released, a change of states, events or context wants the next version and a migration.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { AnyStateNode } from 'xstate';
import { FLOWS } from '../../../flows/registry.ts';
import type { Json } from '../../../src/core/content.ts';
import type { FlowState } from '../../../src/core/conversation.ts';
import { ANSWER_KINDS, type FlowDefinition } from '../../../src/core/flow.ts';
import { LOCALES } from '../../../src/core/locale.ts';
import { loadSample } from '../../support/sample-content.ts';
import { explore, type Explored } from './explore.ts';
import { putUnderRules, type FlowRules, type FlowUnderRules } from './flow-under-rules.ts';
import { expectsOf, nameOf } from './machine-shape.ts';
import { walkAtRandom } from './random-walk.ts';
import { buttonsIn } from './said.ts';
import { expectGoesOn, keepStates, storedVersions, structureOf } from './stored-states.ts';
import { expectMenu, expectOperator } from './ways-out.ts';

type LoadedContent = Awaited<ReturnType<typeof loadSample>>;

export function describeFlow<Context = Record<string, Json>>(
  definition: FlowDefinition,
  rules: FlowRules<Context> = {},
): void {
  const flow = putUnderRules(definition, rules);
  describe(`the flow ${flow.name}`, () => {
    const explored = once(() => explore(flow));
    let content: LoadedContent;
    beforeAll(async () => {
      content = await loadSample();
    });
    describe('is written as a flow', () => checkWriting(flow));
    describe('has nothing that is never used', () => checkPaths(flow, explored));
    describe('whatever happens, in whatever order', () => checkRandom(flow, () => content));
    describe('lets the customer out', () => checkWaysOut(flow, explored, () => content));
    if (flow.isStored) describe('outlives releases', () => checkStored(flow, explored));
  });
}

function checkWriting(flow: FlowUnderRules): void {
  const { states, nodes, waiting } = flow.shape;

  test(`at most ${flow.maxStates} states, each described`, () => {
    expect(states.length).toBeLessThanOrEqual(flow.maxStates);
    for (const { id, description } of states) {
      expect([id, description]).toEqual([id, expect.stringMatching(/\S/)]);
    }
  });

  test('no state takes whatever comes, or a command; events are words with dots', () => {
    const types = nodes.flatMap(({ ownEvents }) => ownEvents as string[]);
    for (const type of types) expect(type).toMatch(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/);
    if (!flow.isDesk) expect(types.filter((type) => type.startsWith('command.'))).toEqual([]);
  });

  test('nothing runs inside, nothing is remembered outside of state and context', () => {
    for (const node of nodes) {
      expect([nameOf(node), node.invoke, node.after]).toEqual([nameOf(node), [], []]);
      expect(node.type).not.toBe('history');
    }
  });

  test('a state that waits takes what it expects, what it does not understand, and whoever comes back', () => {
    for (const node of waiting) {
      const taken = takenBy(node);
      const expected = expectsOf(node);
      for (const kind of expected) expect(ANSWER_KINDS).toContain(kind);
      const least = flow.isDesk ? [] : ['answer.unclear', 'human.returned', 'flow.resumed'];
      const missing = [...least, ...expected.map((kind) => `answer.${kind}`)].filter(
        (type) => !taken.has(type),
      );
      expect({ state: nameOf(node), missing }).toEqual({ state: nameOf(node), missing: [] });
    }
  });
}

function checkPaths(flow: FlowUnderRules, explored: () => Explored): void {
  test('every state is reached', () => {
    const { reached } = explored();
    expect(flow.shape.states.map(nameOf).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('every branch of every transition is taken', () => {
    const { taken } = explored();
    const excused = Object.keys(flow.neverTaken);
    const branches = [...new Set(flow.shape.branches.values())];
    expect(branches.filter((name) => !taken.has(name) && !excused.includes(name))).toEqual([]);
    // An excuse that holds no more, or names nothing, goes.
    expect(excused.filter((name) => taken.has(name) || !branches.includes(name))).toEqual([]);
  });
}

function checkRandom(flow: FlowUnderRules, content: () => LoadedContent): void {
  test('never silent, never stuck, storable at any time, sayable in every language', () => {
    const { texts, scripts } = content().live;
    const flows = new Set([...FLOWS, ...(scripts?.current ?? []), flow].map(({ name }) => name));
    const run = fc.property(
      fc.constantFrom(...flow.inputs),
      fc.array(fc.nat(10_000), { maxLength: 40 }),
      (input, picks) => walkAtRandom({ flow, texts, flows }, input, picks),
    );
    fc.assert(run, { seed: 20_261_122, numRuns: 300 });
  });
}

function checkWaysOut(flow: FlowUnderRules, explored: () => Explored, content: () => LoadedContent): void {
  const examples = () => {
    const byState = new Map(explored().found.map((state) => [JSON.stringify(state.value), state]));
    return LOCALES.flatMap((locale) => [...byState.values()].map((state) => ({ locale, state })));
  };

  test('"menu" shows the menu from every state, and the flow waits', () => {
    for (const { state, locale } of examples()) expectMenu(flow, state, content().live, locale);
  });

  test('"operator" brings a person from every state, and the flow waits', () => {
    for (const { state, locale } of examples()) expectOperator(flow, state, content().live, locale);
  });

  test('whoever was not understood is offered a person', () => {
    if (!flow.isDesk) for (const state of explored().found) expectPersonOffered(flow, state);
  });
}

/** A question that was not understood comes back with a way to a person. */
function expectPersonOffered({ runtime }: FlowUnderRules, state: FlowState): void {
  const { effects } = runtime.send(state, { type: 'answer.unclear' });
  if (!effects.some(({ type }) => type === 'ask')) return;
  const offered = buttonsIn(effects).map((button) => ('deskEvent' in button ? button.deskEvent.type : ''));
  expect({ state: state.value, offered }).toEqual({
    state: state.value,
    offered: expect.arrayContaining(['command.operator']),
  });
}

function checkStored(flow: FlowUnderRules, explored: () => Explored): void {
  if (process.env['KEEP_STATES'] === '1') keepStates(flow, explored().found);
  const versions = storedVersions(flow);
  const current = versions.find(({ version }) => version === flow.version);

  test('every version has its stored states (KEEP_STATES=1 writes those of a new one)', () => {
    const released = Array.from({ length: flow.version }, (_, index) => index + 1);
    expect(versions.map(({ version }) => version)).toEqual(released);
    const kept = current?.stored.map(({ value }) => JSON.stringify(value)) ?? [];
    expect(
      flow.shape.waiting
        .map((node) => JSON.stringify(valueOf(node)))
        .filter((value) => !kept.includes(value)),
    ).toEqual([]);
  });

  test('a change of states, events or context raises the version', () => {
    expect(structureOf(flow)).toEqual(current?.structure);
  });

  for (const { version, stored } of versions) {
    test.each(stored)(`version ${version}: $value goes on`, (state) => expectGoesOn(flow, state));
  }
}

/** What a state takes, by itself or by the states around it. */
function takenBy(node: AnyStateNode): Set<string> {
  const around = node.parent ? takenBy(node.parent as AnyStateNode) : [];
  return new Set([...around, ...(node.ownEvents as string[])]);
}

/** A nested state is stored within its parent. */
function valueOf({ path }: AnyStateNode): Json {
  return path.slice(0, -1).reduceRight<Json>((value, name) => ({ [name]: value }), path.at(-1) ?? '');
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
