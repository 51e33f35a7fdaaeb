/** What the stock-alert flow says when it ends: done, there already, too many, gone. Pure. */
import type {
  AlertCard,
  AlertProduct,
  AlertSubscribeAnswer,
  AlertVariant,
} from '../../src/core/alert-answer.ts';
import type { FlowCard, Prompt } from '../../src/core/content.ts';
import { formatMoney } from '../../src/core/money.ts';
import { alternativesTo, endOf, MENU, MY_ALERTS, OPERATOR } from './buttons.ts';
import type { AlertContext } from './model.ts';
import { nameOf } from './questions.ts';

/** It is written down, or was before; what is like it comes along at once. */
export function subscribedWords(
  context: AlertContext,
  answer: Extract<AlertSubscribeAnswer, { result: 'done' | 'already' }>,
): Prompt {
  const { others, keepMonths, alert } = answer;
  const title = alert?.title ?? nameOf(context);
  const said: Prompt =
    answer.result === 'done'
      ? { text: 'stockAlert.done', slots: { title, months: keepMonths } }
      : { text: 'stockAlert.already', slots: { title } };
  const ending = answer.result === 'already' && alert ? [endOf(alert.key)] : [];
  return {
    ...said,
    ...(others.length > 0 ? { more: [{ text: 'stockAlert.others' }], cards: others.map(toCard) } : {}),
    buttons: [...ending, MY_ALERTS, MENU],
  };
}

/** They wait for it already. */
export function alreadyWords({ product }: AlertContext, title: string): Prompt {
  return {
    text: 'stockAlert.already',
    slots: { title },
    buttons: [MY_ALERTS, ...(product ? [alternativesTo(product.id)] : []), MENU],
  };
}

/** It can be bought now: nothing to wait for. */
export function hereWords(product: AlertProduct, variants: readonly AlertVariant[], told: boolean): Prompt {
  const [first] = variants;
  const single = variants.length === 1 ? first : undefined;
  const title = [product.title, single?.name ?? ''].filter((part) => part !== '').join(', ');
  const cheapest = variants.reduce((least, one) => Math.min(least, one.price.minor), Infinity);
  const price = first ? formatMoney({ minor: cheapest, currency: first.price.currency }, product.locale) : '';
  const url = variants.find((variant) => variant.url !== null)?.url ?? null;
  const pieces = single?.saleable ?? null;
  return {
    text: told ? 'stockAlert.stillHere' : 'stockAlert.here',
    slots: { title, price },
    ...(pieces === null ? {} : { more: [{ text: 'stockAlert.pieces', slots: { count: pieces } }] }),
    buttons: [...(url === null ? [] : [{ label: 'stockAlert.button.open', url }]), OPERATOR, MENU],
  };
}

/** They would rather not. */
export function declinedWords({ product }: AlertContext): Prompt {
  return {
    text: 'stockAlert.declined',
    buttons: [...(product ? [alternativesTo(product.id)] : []), MENU],
  };
}

function toCard({ id, title, price, locale, imageUrl }: AlertCard): FlowCard {
  return {
    title,
    text: 'stockAlert.card',
    slots: { price: formatMoney(price, locale) },
    ...(imageUrl === null ? {} : { imageUrl }),
    buttons: [
      {
        label: 'stockAlert.button.show',
        slots: { title },
        deskEvent: { type: 'start.flow', flow: 'product', args: { product: id } },
      },
    ],
  };
}
