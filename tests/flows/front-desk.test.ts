/** The front desk under the rules of all flows, as far as they are for something that is never over. */
import { expect, test } from '@jest/globals';
import { boolean, assert, integer, property } from 'fast-check';
import { frontDeskFlow } from '../../flows/front-desk/flow.ts';
import type { FrontDeskEvent } from '../../flows/front-desk/machine.ts';
import type { FlowEvent } from '../../src/core/content.ts';
import { COURTESIES } from '../../src/core/ports/manners.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';
import { describeFlow } from './support/flow-rules.ts';

const runtime = createFlowRuntime([frontDeskFlow]);
const start = () => runtime.start('front-desk', 'run', { locale: 'ru', verifiedPhone: null, args: {} });
const items = [{ label: 'menu.operator', event: { type: 'command.operator' } }];
const offer = {
  type: 'faq.offer',
  options: [
    { id: 'delivery', label: '?' },
    { id: 'flow:order-status', label: '?' },
  ],
};

/** What has words of its own; the others are commands. */
const SAID = [
  'named',
  ...COURTESIES.filter((kind) => !['forget', 'greeting'].includes(kind)),
] as const satisfies readonly string[];

const events: FrontDeskEvent[] = [
  { type: 'greeting', name: '', part: 'night', items, resumable: false },
  { type: 'greeting', name: 'Анна', part: 'morning', items, resumable: true },
  { type: 'command.menu', items, resumable: true },
  { type: 'command.stop', inFlow: true, hasMore: false },
  { type: 'command.stop', inFlow: true, hasMore: true },
  { type: 'command.stop', inFlow: false, hasMore: false },
  { type: 'command.language' },
  { type: 'thanks' },
  ...(['voice', 'sticker', 'photo', 'video', 'document', 'location', 'contact', 'other'] as const).map(
    (what) => ({ type: 'media' as const, what }),
  ),
  ...SAID.map((what) => ({ type: 'courtesy' as const, what, name: 'Анна Сергеевна' })),
  ...(['danger', 'despair', 'legal', 'rude'] as const).map((kind) => ({ type: 'distress' as const, kind })),
  { type: 'forget' },
  { type: 'asked.again' },
  { type: 'tap.unknown' },
  { type: 'tap.stale' },
  { type: 'queue.left' },
  { type: 'flow.reset' },
  { type: 'faq.miss' },
  { type: 'faq.answer', id: 'delivery', digression: true },
  { type: 'faq.answer', id: 'delivery', digression: false },
];

describeFlow(frontDeskFlow, { isDesk: true, events: [...events, offer] as FlowEvent[] });

test('typed answers are taken where they are expected', () => {
  assert(
    property(integer({ min: 1, max: 9 }), boolean(), (number, yes) => {
      let { state } = start();
      state = runtime.send(state, offer).state;
      expect(runtime.expects(state)).toEqual(['choice']);
      expect(runtime.send(state, { type: 'answer.choice', number }).effects.length).toBeGreaterThan(0);
      state = runtime.send(start().state, { type: 'faq.answer', id: 'delivery', digression: false }).state;
      expect(runtime.expects(state)).toEqual(['yesNo']);
      expect(runtime.send(state, { type: 'answer.yesNo', yes }).effects.length).toBeGreaterThan(0);
    }),
  );
});

test('whoever said yes to a person gets one for the reason for which one was offered', () => {
  const stored = {
    flow: 'front-desk',
    version: frontDeskFlow.version,
    runId: 'old',
    value: 'offeringPerson',
    context: { misses: 2, offered: ['delivery'], why: 'missed' },
  };
  expect(runtime.send(stored, { type: 'answer.yesNo', yes: true }).effects).toMatchObject([
    { type: 'requestOperator', params: { reason: 'missed' } },
  ]);
});
