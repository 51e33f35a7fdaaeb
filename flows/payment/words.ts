/** What the payment flow says and asks, as keys of the texts files with what fills them. Pure. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { PaymentLinkAnswer, PaymentOpenAnswer } from '../../src/core/payment-answer.ts';
import type { PaymentContext } from './model.ts';

const OPERATOR: FlowButton = { label: 'payment.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'payment.button.menu', deskEvent: { type: 'command.menu' } };
const OTHER: FlowButton = { label: 'payment.button.other', event: { type: 'payment.other' } };
const RETRY: FlowButton = { label: 'payment.button.retry', event: { type: 'payment.retry' } };
const ORDER: FlowButton = {
  label: 'payment.button.order',
  deskEvent: { type: 'start.flow', flow: 'order-status', args: { wish: 'pay' } },
};

export function askReceipt({ open, notice }: PaymentContext): Prompt {
  const known: FlowButton[] = (open?.known ?? []).map(({ shown }, index) => ({
    label: 'payment.button.known',
    slots: { contact: shown },
    event: { type: 'payment.known', index },
  }));
  const slots = { number: open?.number ?? '', amount: open ? formatMoney(open.amount, open.locale) : '' };
  return after(notice, { text: 'payment.where', slots, buttons: [...known, OTHER, OPERATOR, MENU] });
}

export function askContact({ notice }: PaymentContext): Prompt {
  return after(notice, { text: 'payment.whichContact', buttons: [OPERATOR, MENU] });
}

/** The link with how long it lives and where the receipt goes, or why there is none. */
export function linkWords(answer: PaymentOpenAnswer | PaymentLinkAnswer): Prompt {
  if (answer.result === 'link') return madeWords(answer);
  if (answer.result === 'nothing' || answer.result === 'person') {
    const slots = { number: answer.number };
    return { text: `payment.${answer.result}`, slots, buttons: [OPERATOR, MENU] };
  }
  if (answer.result === 'blocked') return { text: 'payment.blocked', buttons: [OPERATOR, MENU] };
  return { text: 'payment.stale', buttons: [ORDER, OPERATOR, MENU] };
}

function madeWords(answer: Extract<PaymentLinkAnswer, { result: 'link' }>): Prompt {
  const { number, amount, url, receipt, untilMs, locale, timeZone } = answer;
  const tag = locale === 'en' ? 'en-GB' : locale;
  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return {
    text: 'payment.link',
    slots: { number, amount: formatMoney(amount, locale) },
    more: [
      ...(receipt === '' ? [] : [{ text: 'payment.receipt', slots: { contact: receipt } }]),
      ...(untilMs === null ? [] : [{ text: 'payment.until', slots: { until: time.format(untilMs) } }]),
    ],
    buttons: [{ label: 'payment.button.pay', url }, OPERATOR, MENU],
  };
}

export function downWords(): Prompt {
  return { text: 'payment.down', buttons: [RETRY, OPERATOR, MENU] };
}

/** The question after what has to be said first; what is answered to it is nobody else's business. */
function after(notice: string, prompt: Prompt): Prompt {
  const asked: Prompt = { ...prompt, masksContacts: true };
  if (notice === '') return asked;
  const { text, slots } = prompt;
  return { ...asked, text: notice, more: [{ text, ...(slots ? { slots } : {}) }] };
}
