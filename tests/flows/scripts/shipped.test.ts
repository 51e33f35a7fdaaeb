/** Every script of the sample shop under the rules of all flows, and what is special to scripts. */
import { describe, expect, test } from '@jest/globals';
import type { FlowInput, SayParams } from '../../../src/core/flow.ts';
import { LOCALES } from '../../../src/core/locale.ts';
import type {
  OrderCard,
  OrderCodeAnswer,
  OrderFindAnswer,
  OrderListAnswer,
  OrderSummary,
} from '../../../src/core/order-answer.ts';
import type { ProductCard, ProductFindAnswer } from '../../../src/core/product-answer.ts';
import type { ReturnTerms, ReturnTermsAnswer } from '../../../src/core/return-answer.ts';
import { createFlowRuntime, type FlowStep } from '../../../src/engine/flow-runtime.ts';
import { loadSample } from '../../support/sample-content.ts';
import { describeFlow } from '../support/flow-rules.ts';

const { live } = await loadSample();
const flows = live.scripts?.current ?? [];
const runtime = createFlowRuntime(flows);
const input: FlowInput = { locale: 'uk', verifiedPhone: null, args: {} };

const place = { locale: 'uk', timeZone: 'Europe/Kyiv' } as const;
const moment = Date.UTC(2026, 10, 20);
const order: OrderSummary = {
  ...place,
  number: 'ML-1007',
  state: 'shipped',
  placedMs: moment,
  promisedMs: null,
  late: true,
};
const brief: OrderCard = { ...order, level: 'brief', asOf: '' };
const terms: ReturnTerms = {
  ...place,
  number: 'ML-1007',
  inTime: 'unsure',
  untilMs: null,
  law: 'ст. 13',
};
const product: ProductCard = {
  ...place,
  id: 'throw',
  title: 'Плед {x}',
  price: { minor: 100, currency: 'UAH' },
  isFrom: false,
  was: null,
  url: null,
  imageUrl: null,
  variants: [],
  moreVariants: 0,
  canBeHad: false,
  alternatives: false,
  facts: { category: null, rating: null, bought: null, certificates: null, warrantyMonths: null },
  asOfMs: null,
};
const list = (...orders: OrderSummary[]) => ({ result: 'list' as const, orders, only: null, asOf: '' });

/** What the shop can answer to whatever a script may look up. */
const TASKS = {
  'order.find': [
    { result: 'found', order: brief },
    { result: 'found', order: { ...brief, late: false } },
    { result: 'not-found', mail: true },
    { result: 'proof-needed', mail: true },
    { result: 'blocked' },
  ] satisfies OrderFindAnswer[],
  'order.list': [
    list(),
    list(order),
    list(order, order),
    { result: 'proof-needed' },
  ] satisfies OrderListAnswer[],
  'order.sendCode': [
    { result: 'sent' },
    { result: 'no-mail' },
    { result: 'blocked' },
  ] satisfies OrderCodeAnswer[],
  'return.terms': [
    { result: 'found', terms },
    { result: 'found', terms: { ...terms, inTime: 'yes', untilMs: moment } },
    { result: 'found', terms: { ...terms, inTime: 'no', untilMs: moment } },
    { result: 'not-found', mail: false },
    { result: 'blocked' },
  ] satisfies ReturnTermsAnswer[],
  'catalog.find': [
    { result: 'product', product },
    { result: 'several', products: [product, product] },
    { result: 'none' },
  ] satisfies ProductFindAnswer[],
};

/** The script asks for the product before it looks one up, so that none is missing. */
const ASKED = 'the product was asked for';
const NEVER_TAKEN: Record<string, Record<string, string>> = {
  'is-it-good': { 'look always 1': ASKED },
  'too-dear': { 'look always 1': ASKED, 'compare always 1': ASKED, 'within always 1': ASKED },
};

for (const flow of flows) {
  describeFlow(flow, {
    inputs: [
      { locale: 'ru', verifiedPhone: null, args: {} },
      { locale: 'uk', verifiedPhone: '79990001001', args: {} },
      { locale: 'en', verifiedPhone: null, args: { number: 'ML-1007' } },
    ],
    tasks: TASKS,
    events: [{ type: 'task.order.list.failed', reason: 'unsupported' }],
    neverTaken: NEVER_TAKEN[flow.name] ?? {},
    // A step that looks something up is several.
    maxStates: 40,
    // A conversation ends on the version on which it began: `tests/product/scripts-reload.test.ts`.
    stored: 'none',
  });
}

/** Everything that is said, in order. */
function said({ effects }: FlowStep): SayParams[] {
  return effects.flatMap((effect) => (effect.type === 'say' || effect.type === 'ask' ? [effect.params] : []));
}

describe.each(flows.map(({ name }) => name))('%s', (name) => {
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
