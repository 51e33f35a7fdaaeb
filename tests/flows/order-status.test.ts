/** "Where is my order?" under the rules of all flows, its words, and what it never tells. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { orderStatusFlow } from '../../flows/order-status/flow.ts';
import { orderNewsStatus, orderNewsWords } from '../../flows/order-status/news.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import type {
  FullOrderCard,
  OrderCodeAnswer,
  OrderFindAnswer,
  OrderListAnswer,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import { ORDER_STATES } from '../../src/core/ports/shop.ts';
import type { Texts } from '../../src/core/ports/words.ts';
import { createFlowRuntime, type FlowStep } from '../../src/engine/flow-runtime.ts';
import { sampleContent } from '../support/sample-content.ts';
import { describeFlow } from './support/flow-rules.ts';
import { expectSayable, saidIn } from './support/said.ts';

const runtime = createFlowRuntime([orderStatusFlow]);
const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const DAY = 86_400_000;

const summary: OrderSummary = {
  number: 'ML-1007',
  state: 'shipped',
  placedMs: NOW - 4 * DAY,
  promisedMs: NOW + DAY,
  late: false,
  timeZone: 'Europe/Moscow',
  locale: 'ru',
};
const full: FullOrderCard = {
  ...summary,
  level: 'full',
  asOf: '',
  ticket: 'ticket',
  label: '',
  payment: 'paid',
  refunded: null,
  payable: false,
  changeable: false,
  watched: false,
  delay: '',
  lateReason: null,
  expectedMs: null,
  delivery: 'courier',
  lines: [{ title: 'Плед *вязаный*', quantity: 2, sum: { minor: 640_000, currency: 'RUB' } }],
  moreLines: 0,
  soldOut: [],
  goods: { minor: 640_000, currency: 'RUB' },
  total: { minor: 679_000, currency: 'RUB' },
  due: null,
  paid: true,
  parcels: [],
};

const inputs: FlowInput[] = [
  { locale: 'ru', verifiedPhone: null, args: {} },
  { locale: 'ru', verifiedPhone: '79990001001', args: {} },
  { locale: 'ru', verifiedPhone: '79990001001', args: { ask: 'number' } },
  { locale: 'ru', verifiedPhone: null, args: { number: 'ML-1007' } },
  { locale: 'ru', verifiedPhone: null, args: { number: 'ML-1007', ticket: 'ticket' } },
  { locale: 'ru', verifiedPhone: null, args: { wish: 'pay' } },
  { locale: 'uk', verifiedPhone: '79990001001', args: { wish: 'address' } },
  { locale: 'ru', verifiedPhone: null, args: { wish: 'return' } },
  { locale: 'ru', verifiedPhone: null, args: {}, noOrders: true },
  { locale: 'uk', verifiedPhone: null, args: { number: 'ML-1007', wish: 'cancel' }, noOrders: true },
  {
    locale: 'en',
    verifiedPhone: null,
    args: { ask: 'number' },
    known: { name: '', lastOrder: 'ML-1007', topics: [] },
  },
];

describeFlow(orderStatusFlow, {
  inputs,
  tasks: {
    'order.list': [
      { result: 'list', orders: [], only: null, asOf: '' },
      { result: 'list', orders: [summary], only: full, asOf: '14:05' },
      { result: 'list', orders: Array.from({ length: 10 }, () => summary), only: null, asOf: '14:05' },
      { result: 'proof-needed' },
    ] satisfies OrderListAnswer[],
    'order.find': [
      { result: 'found', order: full },
      { result: 'found', order: { ...summary, level: 'brief', asOf: '14:05' } },
      { result: 'not-found', mail: true },
      { result: 'proof-needed', mail: true },
      { result: 'proof-needed', mail: false },
      { result: 'blocked' },
    ] satisfies OrderFindAnswer[],
    'order.sendCode': [
      { result: 'sent' },
      { result: 'blocked' },
      { result: 'no-mail' },
    ] satisfies OrderCodeAnswer[],
  },
  events: [
    { type: 'task.order.list.failed', reason: 'unsupported' },
    { type: 'task.order.find.failed', reason: 'unsupported' },
  ],
});

let texts: Texts;
beforeAll(async () => {
  texts = (await sampleContent()).texts;
});

describe('texts', () => {
  test('every state, delay, parcel and amount can be said in every language', () => {
    const parcelStates = [
      'preparing',
      'in_transit',
      'at_pickup_point',
      'delivered',
      'returning',
      'unknown',
    ] as const;
    for (const locale of LOCALES) {
      for (const state of ORDER_STATES) {
        for (const lateReason of [null, 'carrier', 'assembling', 'on_hold', 'payment', 'unknown'] as const) {
          for (const delivery of ['courier', 'pickup', 'post', 'digital', 'unknown'] as const) {
            const parcels = parcelStates.flatMap((parcel) => [
              {
                carrier: 'CDEK',
                number: '1',
                url: 'https://example.com/1',
                state: parcel,
                expectedMs: NOW,
                storedUntilMs: NOW,
                place: 'Лесная, 5',
                pickupCode: '4711',
                toPay: full.total,
                contents: ['Плед × 2'],
              },
              {
                carrier: null,
                number: null,
                url: null,
                state: parcel,
                expectedMs: null,
                storedUntilMs: null,
                place: '',
                pickupCode: null,
                toPay: null,
                contents: [],
              },
            ]);
            const late = lateReason !== null;
            const order = { ...full, locale, state, delivery, lateReason, late, parcels, moreLines: 2 };
            sayIn(locale, found({ ...order, due: late ? full.total : null }));
            if (delivery !== 'courier') continue;
            const soldOut = [
              { sku: 'A', title: 'Плед *вязаный* с кистями' },
              { sku: 'B', title: 'Халат' },
            ];
            sayIn(locale, found({ ...order, soldOut: soldOut.slice(1) }));
            const known = {
              soldOut,
              asOf: '14:05',
              delay: 'снегопад',
              refunded: full.total,
              label: 'ждёт таможню',
            };
            sayIn(locale, found({ ...order, ...known, payable: true, changeable: true }));
            sayIn(locale, listedAs({ ...summary, locale, state, late }));
            const news = orderNewsWords({ ...order, watched: late });
            expectSayable([{ type: 'say', params: news }], texts);
            expect(texts.text(locale, orderNewsStatus(order))).not.toBe('');
          }
        }
      }
    }
  });

  test('a title with markup shows as itself', () => {
    const [card] = saidIn(found(full).effects, texts, 'ru');
    expect(card).toContain('Плед \\*вязаный\\* × 2');
    expect(card).toContain('Итого с доставкой');
  });

  test('several parcels under way get a button each', () => {
    const parcel = {
      carrier: 'CDEK',
      state: 'in_transit',
      expectedMs: null,
      storedUntilMs: null,
      place: '',
      pickupCode: null,
      toPay: null,
    } as const;
    const parcels = ['1', '2'].map((number) => ({
      ...parcel,
      contents: [],
      number,
      url: `https://example.com/${number}`,
    }));
    const step = found({ ...full, parcels });
    const buttons = step.effects.flatMap((effect) =>
      effect.type === 'say' ? (effect.params.buttons ?? []) : [],
    );
    expect(
      buttons
        .filter((button) => 'url' in button)
        .map((button) => texts.text('ru', button.label, button.slots)),
    ).toEqual(['Посылка 1', 'Посылка 2']);
  });
});

describe('what the customer never sees', () => {
  test('the flow asks with the proof it was given and never vouches by itself', () => {
    const start = runtime.start('order-status', 'run', inputs[0] as FlowInput);
    const foreign = runtime.send(start.state, { type: 'answer.contact', phone: '79990001001', own: false });
    expect(foreign.effects.map(({ type }) => type)).not.toContain('runTask');
    const asked = runtime.send(foreign.state, { type: 'answer.orderNumber', number: 'ML1007' });
    expect(asked.effects).toContainEqual({
      type: 'runTask',
      params: { kind: 'order.find', input: { number: 'ML1007', proof: { by: 'none' } } },
    });
  });

  test('a wrong proof has the same words whatever the order is', () => {
    const ask = (number: string) => {
      const start = runtime.start('order-status', 'run', { ...(inputs[0] as FlowInput), args: { number } });
      const value = { result: 'not-found', mail: true };
      return saidIn(
        runtime.send(start.state, { type: 'task.order.find.done', value }).effects,
        texts,
        'ru',
      ).join();
    };
    expect(ask('A1').replaceAll('A1', 'N')).toBe(ask('B2').replaceAll('B2', 'N'));
  });
});

function found(order: FullOrderCard): FlowStep {
  const start = runtime.start('order-status', 'run', inputs[3] as FlowInput);
  return runtime.send(start.state, { type: 'task.order.find.done', value: { result: 'found', order } });
}

function listedAs(order: OrderSummary): FlowStep {
  const start = runtime.start('order-status', 'run', inputs[1] as FlowInput);
  const value = { result: 'list', orders: [order, order], only: null, asOf: '14:05' };
  return runtime.send(start.state, { type: 'task.order.list.done', value });
}

/** A missing key or slot throws. */
function sayIn(locale: Locale, { effects }: FlowStep): void {
  expectSayable(effects, texts, [locale]);
}
