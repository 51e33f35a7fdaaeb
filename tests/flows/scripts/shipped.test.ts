/** Every script of the sample shop, whatever happens to it in whatever order: never stuck, never silent, always sayable. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LOCALES } from '../../../src/core/locale.ts';
import type { FlowEvent } from '../../../src/core/content.ts';
import type { FlowState } from '../../../src/core/conversation.ts';
import type { FlowInput, SayParams } from '../../../src/core/flow.ts';
import { createFlowRuntime, type FlowStep } from '../../../src/engine/flow-runtime.ts';
import { loadSample } from '../../support/sample-content.ts';

const { live } = await loadSample();
const flows = live.scripts?.current ?? [];
const runtime = createFlowRuntime(flows);
const input: FlowInput = { locale: 'uk', verifiedPhone: null, args: {} };

const events: FlowEvent[] = [
  { type: 'answer.unclear' },
  { type: 'answer.text', text: 'Шви *розійшлися* {x}' },
  { type: 'answer.text', text: 'y'.repeat(4_000) },
  { type: 'answer.number', value: 5 },
  { type: 'answer.number', value: 40 },
  { type: 'answer.number', value: 1_000_000 },
  { type: 'answer.orderNumber', number: 'ML1007' },
  { type: 'answer.yesNo', yes: true },
  { type: 'answer.yesNo', yes: false },
  ...[1, 2, 3, 9].map((number) => ({ type: 'answer.choice', number })),
  { type: 'human.returned' },
  { type: 'flow.resumed' },
  { type: 'timer.idle' },
];

/** What the customer sees, in every language: a missing key or slot throws. */
function said({ effects }: FlowStep): SayParams[] {
  return effects.flatMap((effect) => {
    if (effect.type !== 'say' && effect.type !== 'ask') return [];
    const { params } = effect;
    for (const locale of LOCALES) {
      for (const variant of [0, 0.99]) {
        for (const { text, slots } of [params, ...(params.more ?? [])]) {
          expect(live.texts.text(locale, text, slots, variant)).not.toBe('');
        }
      }
      for (const button of params.buttons ?? []) {
        const label = live.texts.text(locale, button.label, 'slots' in button ? button.slots : {});
        expect(label.length).toBeLessThanOrEqual(40);
      }
    }
    expect((params.buttons ?? []).length).toBeLessThanOrEqual(8);
    return [params];
  });
}

describe.each(flows.map(({ name }) => name))('%s', (name) => {
  test('random events: never stuck, never silent, storable at any time', () => {
    const run = fc.property(
      fc.array(fc.tuple(fc.constantFrom(...events), fc.nat(8)), { maxLength: 40 }),
      (sequence) => {
        let step = runtime.start(name, 'run', input);
        expect(said(step).length).toBeGreaterThan(0);
        for (const [event, tap] of sequence) {
          if (step.done) return;
          const state = JSON.parse(JSON.stringify(step.state)) as FlowState;
          expect(state).toEqual(step.state);
          expect(runtime.takes(state, { type: 'answer.unclear' })).toBe(true);
          const asked = said(step).at(-1)?.buttons?.[tap];
          const next = asked && 'event' in asked ? asked.event : event;
          if (!runtime.takes(state, next)) continue;
          step = runtime.send(state, next);
          const speaks = step.effects.some(({ type }) =>
            ['say', 'ask', 'requestOperator', 'startFlow'].includes(type),
          );
          if (next.type !== 'timer.idle') expect(speaks).toBe(true);
          if (!step.done) expect(step.effects.some(({ type }) => type === 'setTimer')).toBe(true);
          said(step);
        }
      },
    );
    fc.assert(run, { numRuns: 60 });
  });

  test('a button of an earlier step does nothing', () => {
    const step = runtime.start(name, 'run', input);
    const stale = { type: 'script.choice', step: 'long-gone', index: 0 };
    expect(runtime.takes(step.state, stale)).toBe(false);
  });

  test('after a misunderstanding a person and the menu are offered', () => {
    const step = runtime.start(name, 'run', input);
    const again = runtime.send(step.state, { type: 'answer.unclear' });
    const labels = said(again).flatMap(({ buttons = [] }) => buttons.map(({ label }) => label));
    expect(labels).toEqual(expect.arrayContaining(['script.button.operator', 'script.button.menu']));
  });

  test('is found by each of its phrases', () => {
    for (const locale of LOCALES) {
      const entry = live.faq.entry(`flow:${name}`, locale);
      for (const phrase of [entry?.question ?? '', ...(entry?.phrasings ?? [])]) {
        expect([phrase, live.faq.find(phrase, locale, 0)]).toEqual([
          phrase,
          expect.objectContaining({ band: 'answer', id: `flow:${name}` }),
        ]);
      }
    }
  });
});
