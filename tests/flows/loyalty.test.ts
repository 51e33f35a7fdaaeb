/** The loyalty flow under the rules of all flows: paths, random sequences, stored states. */
import { loyaltyFlow } from '../../flows/loyalty/flow.ts';
import type { LoyaltyContext } from '../../flows/loyalty/model.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import type { LoyaltyAnswer, LoyaltyView } from '../../src/core/loyalty-answer.ts';
import type { OrderCodeAnswer } from '../../src/core/order-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const account: LoyaltyView = {
  points: 740,
  level: 'Мята',
  toNextLevel: { minor: 530_000, currency: 'RUB' },
  burns: { points: 240, atMs: Date.parse('2026-12-14T20:59:59.999Z') },
  card: 'ML 7740 0001 2289',
  picture: null,
  locale: 'ru',
  timeZone: 'Europe/Moscow',
};
const bare: LoyaltyView = { ...account, points: 0, level: null, toNextLevel: null, burns: null, card: null };
const picture = { kind: 'photo', file: 'card.png', name: 'card.png', mime: 'image/png', bytes: 400 } as const;

const looks: LoyaltyAnswer[] = [
  { result: 'account', account },
  { result: 'account', account: bare },
  { result: 'account', account: { ...account, picture } },
  { result: 'none' },
  { result: 'several' },
  { result: 'proof-needed', mail: true },
  { result: 'proof-needed', mail: false },
  { result: 'not-found', mail: true },
  { result: 'blocked' },
];
const codes: OrderCodeAnswer[] = [{ result: 'sent' }, { result: 'blocked' }, { result: 'no-mail' }];
const start = (args: FlowInput['args'], verifiedPhone: string | null = null): FlowInput => ({
  locale: 'ru',
  verifiedPhone,
  args,
});

describeFlow<LoyaltyContext>(loyaltyFlow, {
  inputs: [start({}), start({}, '79990001001'), start({ show: 'card' })],
  tasks: { 'loyalty.account': looks, 'order.sendCode': codes },
  tellApart: ({ card, number, proof, mail, notice, trouble, step }) => [
    card,
    number !== '',
    proof.by,
    mail,
    notice,
    trouble,
    step,
  ],
});
