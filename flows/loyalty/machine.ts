/**
 * "How many points do I have?": points, level and card of whoever shows who they are, by their own number or by a code that goes
 * to the e-mail of an order. Looks nothing up itself; whose account it is is decided where the shop is asked.
 */
import { assign } from 'xstate';
import type { Prompt } from '../../src/core/content.ts';
import type { LoyaltyAnswer } from '../../src/core/loyalty-answer.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import {
  armIdle,
  armLost,
  armSlow,
  disarmIdle,
  disarmLost,
  disarmSlow,
  forgetNotice,
  loyalty,
  startContext,
  type LoyaltyContext,
} from './model.ts';
import {
  accountWords,
  askCode,
  askInTrouble,
  askProof,
  cardWords,
  noneWords,
  severalWords,
} from './words.ts';

type View = { context: LoyaltyContext };

const asking = (question: (view: View) => Prompt) =>
  [{ type: 'ask', params: ({ context }: View) => question({ context }) }, forgetNotice, armIdle] as const;

const notice = (text: string) => loyalty.assign({ notice: text });
const stillLooking = { type: 'say', params: { text: 'loyalty.stillLooking' } } as const;
const goDown = { target: 'trouble', actions: loyalty.assign({ trouble: 'down' }) } as const;
const goBlocked = { target: 'trouble', actions: loyalty.assign({ trouble: 'blocked' }) } as const;
/** The number is vouched for from now on; the look-up sees it by itself. */
const byPhone = loyalty.assign({ number: '', proof: { by: 'none' }, step: 'account' });

const waiting = {
  'answer.unclear': { actions: stillLooking },
  'timer.slow': { actions: [stillLooking, armLost] },
  'timer.lost': goDown,
} as const;

const looking = loyalty.createStateConfig({
  description: 'Asks the shop for the account, or has a code sent to the e-mail of an order.',
  entry: [
    {
      type: 'runTask',
      params: ({ context: { step, number, proof, card } }) =>
        step === 'code'
          ? { kind: 'order.sendCode', input: { number } }
          : { kind: 'loyalty.account', input: { number, proof, card } },
    },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('looking'),
    'task.loyalty.account.done': [
      {
        guard: ({ event }) => hasPicture(event.value),
        target: 'ended',
        actions: [
          { type: 'say', params: ({ event }) => cardWords(event.value) },
          { type: 'say', params: ({ event }) => accountWords(event.value) },
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'account',
        target: 'ended',
        actions: { type: 'say', params: ({ event }) => accountWords(event.value) },
      },
      {
        guard: ({ event }) => event.value.result === 'none',
        target: 'ended',
        actions: { type: 'say', params: noneWords },
      },
      {
        guard: ({ event }) => event.value.result === 'several',
        target: 'ended',
        actions: { type: 'say', params: severalWords },
      },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      {
        guard: ({ context, event }) => event.value.result === 'not-found' && context.proof.by === 'code',
        target: 'askingCode',
        actions: notice('loyalty.wrongCode'),
      },
      {
        // An order's number alone: the code is the next step, for an order that exists and one that does not alike.
        guard: ({ context, event }) => event.value.result === 'proof-needed' && context.number !== '',
        target: 'proving',
        actions: assign({ mail: ({ event }) => mailOf(event.value), notice: 'loyalty.orderNoted' }),
      },
      { target: 'proving', actions: assign({ mail: ({ event }) => mailOf(event.value) }) },
    ],
    'task.loyalty.account.failed': goDown,
    'task.order.sendCode.done': [
      { guard: ({ event }) => event.value.result === 'sent', target: 'askingCode' },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      { target: 'proving', actions: loyalty.assign({ mail: false, notice: 'loyalty.noMail' }) },
    ],
    'task.order.sendCode.failed': goDown,
  },
});

const proving = loyalty.createStateConfig({
  description: 'Asks to show who is asking: own phone, or an order whose e-mail gets a code.',
  meta: { expects: ['contact', 'phone', 'orderNumber'] },
  entry: [...asking(askProof)],
  exit: disarmIdle,
  on: {
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'looking', actions: byPhone },
      { target: 'proving', reenter: true, actions: notice('loyalty.notYourCard') },
    ],
    'answer.phone': { target: 'proving', reenter: true, actions: notice('loyalty.typedPhone') },
    'answer.orderNumber': [
      {
        guard: ({ context }) => context.mail,
        target: 'looking',
        actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' }, step: 'code' }),
      },
      { target: 'proving', reenter: true, actions: notice('loyalty.noMail') },
    ],
    'loyalty.code': [
      {
        guard: ({ context }) => context.number !== '',
        target: 'looking',
        actions: loyalty.assign({ step: 'code' }),
      },
      { target: 'proving', reenter: true },
    ],
    'answer.unclear': { target: 'proving', reenter: true, actions: notice('loyalty.unclear') },
    ...asksAgain('proving'),
  },
});

const askingCode = loyalty.createStateConfig({
  description: 'Asks for the code that went to the e-mail of the order.',
  meta: { expects: ['contact', 'oneTimeCode'] },
  entry: [...asking(askCode)],
  exit: disarmIdle,
  on: {
    'answer.oneTimeCode': {
      target: 'looking',
      actions: assign({ proof: ({ event }) => ({ by: 'code', code: event.code }), step: 'account' }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'looking', actions: byPhone },
      { target: 'askingCode', reenter: true, actions: notice('loyalty.notYourCard') },
    ],
    'loyalty.code': { target: 'looking', actions: loyalty.assign({ step: 'code' }) },
    'loyalty.otherWay': { target: 'proving', actions: loyalty.assign({ number: '', proof: { by: 'none' } }) },
    'answer.unclear': { target: 'askingCode', reenter: true, actions: notice('loyalty.unclearCode') },
    ...asksAgain('askingCode'),
  },
});

const trouble = loyalty.createStateConfig({
  description: 'The shop does not answer, or there were too many tries: offers to try again, or a person.',
  meta: { expects: [] },
  entry: [...asking(askInTrouble)],
  exit: disarmIdle,
  on: {
    'loyalty.retry': 'looking',
    'answer.unclear': { target: 'trouble', reenter: true },
    ...asksAgain('trouble'),
  },
});

export const loyaltyMachine = loyalty.createMachine({
  id: 'loyalty',
  description: 'How many points do I have? Show me my card.',
  context: startContext,
  initial: 'looking',
  states: {
    looking,
    proving,
    askingCode,
    trouble,
    ended: { description: 'The account was told, or nobody answered.', type: 'final' },
  },
});

function hasPicture(answer: LoyaltyAnswer): boolean {
  return answer.result === 'account' && answer.account.picture !== null;
}

function mailOf(answer: LoyaltyAnswer): boolean {
  return 'mail' in answer && answer.mail;
}
