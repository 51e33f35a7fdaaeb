/**
 * Looking up an order, or the return deadline of one: which order, whose it is, what is known of it. Goes through the same
 * tasks as the flows that show orders, so that without proof nothing is shown here either.
 */
import { assign } from 'xstate';
import type { Json } from '../../src/core/content.ts';
import type { OrderFindAnswer, OrderListAnswer, OrderSummary } from '../../src/core/order-answer.ts';
import type { ReturnTermsAnswer } from '../../src/core/return-answer.ts';
import type { ScriptFact } from '../../src/core/script.ts';
import { orderFacts, termFacts } from './found-facts.ts';
import { askOrderNumber, askProof, askWhichOrder, OFFERED } from './look-up-questions.ts';
import {
  asking,
  askingExit,
  askingOn,
  beginning,
  GONE,
  inner,
  waitingEntry,
  waitingExit,
  waitingOn,
  type LookUpStep,
  type StateConfig,
} from './look-up-wait.ts';
import {
  lookOf,
  note,
  noteLook,
  notice,
  scripted,
  type ScriptContext,
  type ScriptEvent,
  type StepPlace,
  type View,
} from './model.ts';

/** `order.find` takes the last four digits of the phone for the state and the date; a return's deadline needs more. */
export type OrderTask = 'order.find' | 'return.terms';

type Asked = OrderFindAnswer | ReturnTermsAnswer;

export function orderStates(step: LookUpStep, at: StepPlace, task: OrderTask): [string, StateConfig][] {
  return [
    [at.id, starting(step, at)],
    [inner(at, 'list'), listing(step, at)],
    [inner(at, 'which'), choosing(step, at)],
    [inner(at, 'number'), askingNumber(step, at)],
    [inner(at, 'find'), finding(step, at, task)],
    [inner(at, 'prove'), proving(step, at, task)],
    [inner(at, 'code'), sendingCode(step, at)],
  ];
}

function starting(step: LookUpStep, at: StepPlace) {
  return scripted.createStateConfig({
    description: 'Looks an order up.',
    entry: [...beginning(step, at), noteLook({ proof: { by: 'none' }, asking: 'ways', orders: [] })],
    always: [
      { guard: ({ context }) => numberOf(context) !== '', target: inner(at, 'find') },
      { guard: ({ context }) => context.facts['phoneKnown'] === 'yes', target: inner(at, 'list') },
      { target: inner(at, 'number') },
    ],
  });
}

function listing(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'list');
  const askNumber = inner(at, 'number');
  const down = { target: step.down ?? GONE, description: 'down' };
  return scripted.createStateConfig({
    description: 'Looks for the orders of the phone that the channel vouches for.',
    entry: [{ type: 'runTask', params: { kind: 'order.list', input: {} } }, waitingEntry],
    exit: waitingExit,
    on: {
      ...waitingOn(state, down.target),
      'task.order.list.done': [
        {
          guard: ({ event }) => listed(event.value).length === 1,
          target: inner(at, 'find'),
          actions: assign({
            facts: ({ context, event }) =>
              withFacts(context, { orderNumber: listed(event.value)[0]?.number ?? '' }),
          }),
        },
        {
          guard: ({ event }) => listed(event.value).length > 0,
          target: inner(at, 'which'),
          actions: assign({
            look: ({ context, event }) => ({ ...lookOf(context), orders: listed(event.value) }),
          }),
        },
        {
          guard: ({ event }) => event.value.result === 'list',
          target: askNumber,
          actions: notice('orderStatus.noneOnPhone'),
        },
        { target: askNumber, actions: note({ phoneKnown: 'no' }) },
      ],
      'task.order.list.failed': [
        { guard: ({ event }) => event.reason === 'unsupported', target: askNumber },
        down,
      ],
    },
  });
}

function choosing(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'which');
  return scripted.createStateConfig({
    description: 'Several orders are listed; a tap, a place in the list or a number chooses.',
    meta: { expects: ['choice', 'orderNumber'] },
    entry: asking(askWhichOrder),
    exit: askingExit,
    on: {
      ...askingOn(state, 'orderStatus.unclear.choice', step),
      ...numbers(at),
      'answer.choice': [
        {
          guard: ({ context, event }) => lookOf(context).orders[event.number - 1] !== undefined,
          target: inner(at, 'find'),
          actions: assign({
            facts: ({ context, event }) =>
              withFacts(context, { orderNumber: lookOf(context).orders[event.number - 1]?.number ?? '' }),
          }),
        },
        { target: state, reenter: true, actions: notice('orderStatus.unclear.choice') },
      ],
      'order.another': inner(at, 'number'),
    },
  });
}

function askingNumber(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'number');
  return scripted.createStateConfig({
    description: 'Asks for the order number, or for the phone to find the orders by.',
    meta: { expects: ['orderNumber', 'contact'] },
    entry: asking(askOrderNumber),
    exit: askingExit,
    on: {
      ...askingOn(state, 'orderStatus.unclear.number', step),
      ...numbers(at),
      'answer.contact': [
        {
          guard: ({ event }) => event.own,
          target: inner(at, 'list'),
          actions: note({ phoneKnown: 'yes' }),
        },
        { target: state, reenter: true, actions: notice('orderStatus.notYourCard') },
      ],
      'order.unknown': { target: state, reenter: true, actions: notice('orderStatus.whereNumber') },
    },
  });
}

function finding(step: LookUpStep, at: StepPlace, task: OrderTask) {
  const state = inner(at, 'find');
  const prove = inner(at, 'prove');
  const down = { target: step.down ?? GONE, description: 'down' };
  const found = { target: step.found ?? GONE, description: 'found' };
  const ask = [
    {
      guard: ({ event }: { event: { value: Asked } }) => event.value.result === 'blocked',
      target: prove,
      actions: noteLook({ asking: 'blocked' }),
    },
    { target: prove, actions: scripted.assign(missed) },
  ];
  return scripted.createStateConfig({
    description: 'Looks for one order with the proof that the customer has brought.',
    entry: [
      { type: 'remember', params: ({ context }) => ({ facts: { orderNumber: numberOf(context) } }) },
      { type: 'runTask', params: ({ context }) => ({ kind: task, input: lookUpInput(context) }) },
      waitingEntry,
    ],
    exit: waitingExit,
    on: {
      ...waitingOn(state, down.target),
      'task.order.find.done': [
        {
          ...found,
          guard: ({ event }) => event.value.result === 'found',
          actions: assign({
            facts: ({ context, event }) => withFacts(context, orderFacts(event.value)),
          }),
        },
        ...ask,
      ],
      'task.order.find.failed': down,
      'task.return.terms.done': [
        {
          ...found,
          guard: ({ event }) => event.value.result === 'found',
          actions: assign({
            facts: ({ context, event }) => withFacts(context, termFacts(event.value)),
          }),
        },
        ...ask,
      ],
      'task.return.terms.failed': down,
    },
  });
}

function proving(step: LookUpStep, at: StepPlace, task: OrderTask) {
  const state = inner(at, 'prove');
  const find = inner(at, 'find');
  const digits = task === 'order.find';
  const again = (asks: 'ways' | 'digits') =>
    ({ target: state, reenter: true, actions: noteLook({ asking: asks }) }) as const;
  return scripted.createStateConfig({
    description:
      'Asks to show that the order is theirs: own phone, a code by e-mail, for the state alone four digits.',
    meta: { expects: ['contact', 'oneTimeCode', ...(digits ? ['lastFourDigits'] : []), 'orderNumber'] },
    entry: asking((view) => askProof(view, digits)),
    exit: askingExit,
    on: {
      ...askingOn(state, digits ? 'orderStatus.unclear.proof' : 'return.unclear.proof', step),
      ...numbers(at),
      'answer.contact': [
        {
          guard: ({ event }) => event.own,
          target: find,
          actions: [note({ phoneKnown: 'yes' }), noteLook({ proof: { by: 'verified-phone' } })],
        },
        { target: state, reenter: true, actions: notice('orderStatus.notYourCard') },
      ],
      'answer.lastFourDigits': {
        target: find,
        actions: assign({
          look: ({ context, event }) => ({
            ...lookOf(context),
            proof: { by: 'last-four', digits: event.digits },
          }),
        }),
      },
      'answer.oneTimeCode': [
        {
          guard: ({ context }) => lookOf(context).asking === 'code',
          target: find,
          actions: assign({
            look: ({ context, event }) => ({ ...lookOf(context), proof: { by: 'code', code: event.code } }),
          }),
        },
        {
          // No code is on its way: six digits are the number of another order.
          target: find,
          actions: assign({
            facts: ({ context, event }) => withFacts(context, { orderNumber: event.code }),
          }),
        },
      ],
      'order.ways': again('ways'),
      ...(digits ? { 'order.digits': again('digits') } : {}),
      'order.code': inner(at, 'code'),
      'order.another': inner(at, 'number'),
    },
  });
}

function sendingCode(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'code');
  const prove = inner(at, 'prove');
  const down = { target: step.down ?? GONE, description: 'down' };
  return scripted.createStateConfig({
    description: 'Has a one-time code sent to the e-mail of the order, if there is one.',
    entry: [
      {
        type: 'runTask',
        params: ({ context }) => ({ kind: 'order.sendCode', input: { number: numberOf(context) } }),
      },
      waitingEntry,
    ],
    exit: waitingExit,
    on: {
      ...waitingOn(state, down.target),
      'task.order.sendCode.done': [
        {
          guard: ({ event }) => event.value.result === 'sent',
          target: prove,
          actions: noteLook({ asking: 'code' }),
        },
        {
          guard: ({ event }) => event.value.result === 'blocked',
          target: prove,
          actions: noteLook({ asking: 'blocked' }),
        },
        {
          target: prove,
          actions: [noteLook({ asking: 'ways', mail: false }), notice('orderStatus.noMail')],
        },
      ],
      'task.order.sendCode.failed': down,
    },
  });
}

/** A number, typed or tapped, begins anew without proof. */
function numbers(at: StepPlace) {
  const fresh = noteLook({ proof: { by: 'none' }, asking: 'ways' });
  const kept = scripted.assign({
    facts: ({ context, event }) =>
      withFacts(context, { orderNumber: 'number' in event ? String(event.number) : '' }),
  });
  const find = { target: inner(at, 'find'), actions: [kept, fresh] } as const;
  return { 'answer.orderNumber': find, 'order.pick': find } as const;
}

/** The same words for "no such order" and "not yours". */
function missed({ context, event }: { context: ScriptContext; event: ScriptEvent }): Partial<ScriptContext> {
  const look = lookOf(context);
  const value = answerIn(event);
  const mail = value !== undefined && 'mail' in value ? value.mail : look.mail;
  if (value?.result === 'proof-needed') {
    const facts = withFacts(context, { phoneKnown: 'no' });
    return { facts, look: { ...look, mail, asking: 'ways' } };
  }
  if (look.proof.by === 'code') return { notice: 'orderStatus.wrongCode', look: { ...look, mail } };
  const text = look.proof.by === 'last-four' ? 'orderStatus.notFound' : 'orderStatus.notFoundByPhone';
  return { notice: text, look: { ...look, mail, proof: { by: 'none' }, asking: 'ways' } };
}

function answerIn(event: ScriptEvent): Asked | undefined {
  const isAnswer = event.type === 'task.order.find.done' || event.type === 'task.return.terms.done';
  return isAnswer ? event.value : undefined;
}

function lookUpInput(context: ScriptContext): Record<string, Json> {
  return { number: numberOf(context), proof: lookOf(context).proof };
}

function numberOf({ facts }: View['context']): string {
  return String(facts['orderNumber'] ?? '');
}

function withFacts({ facts }: ScriptContext, more: Record<string, ScriptFact>): Record<string, ScriptFact> {
  return { ...facts, ...more };
}

function listed(answer: OrderListAnswer): OrderSummary[] {
  return answer.result === 'list' ? answer.orders.slice(0, OFFERED) : [];
}
