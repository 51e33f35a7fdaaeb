/**
 * What can happen to any flow, made up by the rules themselves: answers of every kind, timers, coming back. A flow's own
 * test only brings what the shop answers; buttons are taken from what the flow offers.
 */
import type { FlowEvent, Json } from '../../../src/core/content.ts';
import type { AnswerKind } from '../../../src/core/flow.ts';

const PHONE = '79990001001';

const ANSWERS: Record<AnswerKind, Record<string, Json>[]> = {
  orderNumber: [{ number: 'ML1007' }],
  lastFourDigits: [{ digits: '1001' }],
  oneTimeCode: [{ code: '123456' }],
  contact: [
    { phone: PHONE, own: true },
    { phone: PHONE, own: false },
  ],
  location: [{ latitude: 55.75, longitude: 37.61 }],
  yesNo: [{ yes: true }, { yes: false }],
  choice: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({ number })),
  picture: [{ usable: true }, { usable: false }],
  number: [0, 1, 5, 40, 1_000_000].map((value) => ({ value })),
  phone: [{ phone: PHONE }],
  email: [{ email: 'anna@example.com' }],
  dayMonth: [{ day: 29, month: 2 }],
  five: [1, 3, 5].map((score) => ({ score, comment: score === 3 ? 'так собі *дуже*' : '' })),
  ten: [0, 7, 9, 10].map((score) => ({ score, comment: score === 7 ? 'ok' : '' })),
  comment: [{ text: 'Дякую, *все* добре {x}' }, { text: 'z'.repeat(4_000) }],
  text: [{ text: 'Шви *розійшлися* {x}' }, { text: 'y'.repeat(4_000) }],
};

const AT_ANY_TIME: FlowEvent[] = [
  { type: 'answer.unclear' },
  { type: 'human.returned' },
  { type: 'flow.resumed' },
];

/**
 * `tasks`: what look-ups bring, by kind; that it fails is added to each. `timers`: names of the timers that the flow has,
 * such as `timer.idle`.
 */
export function madeUpEvents(tasks: Record<string, readonly unknown[]>, timers: string[]): FlowEvent[] {
  const answers = Object.entries(ANSWERS).flatMap(([kind, fields]) =>
    fields.map((one) => ({ ...one, type: `answer.${kind}` })),
  );
  const brought = Object.entries(tasks).flatMap(([kind, values]) => [
    ...values.map((value) => ({ type: `task.${kind}.done`, value: plain(value) })),
    { type: `task.${kind}.failed`, reason: 'unavailable' },
  ]);
  return [...AT_ANY_TIME, ...answers, ...brought, ...timers.map((type) => ({ type }))];
}

/** As it comes out of the inbox. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
