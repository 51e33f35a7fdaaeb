/** The payment flow under the rules of all flows: paths, random sequences, stored states. */
import { paymentFlow } from '../../flows/payment/flow.ts';
import type { PaymentContext } from '../../flows/payment/model.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import type { PaymentLinkAnswer, PaymentOpenAnswer } from '../../src/core/payment-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const number = 'ML-1024';
const amount = { minor: 459_000, currency: 'RUB' };
/** The shop sends its receipt itself. */
const shopLink: Extract<PaymentLinkAnswer, { result: 'link' }> = {
  result: 'link',
  number,
  amount,
  url: 'https://shop.example/pay/1',
  untilMs: 1_800_000_000_000,
  receipt: '',
  locale: 'ru',
  timeZone: 'Europe/Moscow',
};
const opens: PaymentOpenAnswer[] = [
  {
    result: 'open',
    number,
    amount,
    known: [
      { to: 'email', shown: 'o•••@example.com' },
      { to: 'phone', shown: '+7 ••• 03' },
    ],
    accepts: ['email', 'phone'],
    locale: 'ru',
  },
  { result: 'open', number, amount, known: [], accepts: ['email'], locale: 'ru' },
  shopLink,
  { ...shopLink, untilMs: null },
  { result: 'nothing', number },
  { result: 'person', number },
  { result: 'blocked' },
  { result: 'stale' },
];
const links: PaymentLinkAnswer[] = [
  { ...shopLink, receipt: 'o•••@example.com' },
  { result: 'bad-contact' },
  { result: 'blocked' },
  { result: 'nothing', number },
  { result: 'person', number },
  { result: 'stale' },
];
const start = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<PaymentContext>(paymentFlow, {
  inputs: [start({ ticket: 't-1' }), start({})],
  tasks: { 'payment.open': opens, 'payment.link': links },
  tellApart: ({ ticket, open, notice }) => [ticket === '', open?.known.length, notice],
});
