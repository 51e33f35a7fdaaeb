/** A product → the paragraphs, cards and buttons that tell it. Pure: chooses keys of the texts files and fills their slots. */
import type { FlowButton, FlowCard, Prompt } from '../../src/core/content.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { ProductCard, ProductVariant } from '../../src/core/product-answer.ts';

type Paragraph = { text: string; slots?: Record<string, string | number> };

export const OPERATOR: FlowButton = {
  label: 'product.button.operator',
  deskEvent: { type: 'command.operator' },
};
export const MENU: FlowButton = { label: 'product.button.menu', deskEvent: { type: 'command.menu' } };

/** Everything about one product. */
export function productWords(card: ProductCard): Prompt {
  const alternatives: FlowButton = {
    label: 'product.button.alternatives',
    deskEvent: { type: 'start.flow', flow: 'product', args: { instead: card.id } },
  };
  return {
    ...priceLine(card),
    more: [...stockLines(card), ...asOf(card)],
    buttons: [
      ...(card.url === null ? [] : [{ label: 'product.button.open', url: card.url }]),
      ...waitButton(card),
      ...(card.alternatives ? [alternatives] : []),
      OPERATOR,
      MENU,
    ],
  };
}

/** Where something is out: to be told when it is back. */
function waitButton({ id, variants }: ProductCard): FlowButton[] {
  const out = variants.filter(({ state }) => state === 'out');
  const [only] = out;
  if (!only) return [];
  const args = out.length === 1 ? { variant: only.id } : { product: id };
  return [{ label: 'product.button.wait', deskEvent: { type: 'start.flow', flow: 'stock-alert', args } }];
}

/** Several products side by side, each with a button that shows it whole. `text`: what is said above. */
export function severalWords(cards: ProductCard[], text: string): Prompt {
  return { text, cards: cards.map(toCard), buttons: [OPERATOR, MENU] };
}

function toCard(card: ProductCard): FlowCard {
  const { text, slots } = shortLine(card);
  return {
    title: card.title,
    text,
    ...(slots ? { slots } : {}),
    ...(card.imageUrl === null ? {} : { imageUrl: card.imageUrl }),
    buttons: [
      {
        label: 'product.button.show',
        slots: { title: card.title },
        deskEvent: { type: 'start.flow', flow: 'product', args: { product: card.id } },
      },
    ],
  };
}

function priceLine(card: ProductCard): Paragraph {
  const slots = { title: card.title, price: formatMoney(card.price, card.locale) };
  if (card.isFrom) return { text: 'product.priceFrom', slots };
  if (card.was === null) return { text: 'product.price', slots };
  return { text: 'product.reduced', slots: { ...slots, was: formatMoney(card.was, card.locale) } };
}

function shortLine(card: ProductCard): Paragraph {
  const state = card.canBeHad ? 'here' : 'out';
  const from = card.isFrom ? 'From' : '';
  return {
    text: `product.card.${state}${from}`,
    slots: { price: formatMoney(card.price, card.locale) },
  };
}

function stockLines(card: ProductCard): Paragraph[] {
  const lines = card.variants.map((variant) => stockLine(variant));
  const more: Paragraph[] =
    card.moreVariants > 0 ? [{ text: 'product.moreVariants', slots: { count: card.moreVariants } }] : [];
  const none: Paragraph[] = card.canBeHad ? [] : [{ text: 'product.allOut' }];
  return [...lines, ...more, ...none];
}

/** Few are told as a number; how many there are beyond that is the shop's own business. */
const FEW = 3;

function stockLine({ name, state, saleable }: ProductVariant): Paragraph {
  const isFew = state === 'in' && saleable !== null && saleable <= FEW;
  const kind = isFew ? 'few' : state;
  const slots = { name, count: saleable ?? 0 };
  return { text: `product.stock.${name === '' ? 'plain' : 'named'}.${kind}`, slots };
}

function asOf({ asOfMs, locale, timeZone }: ProductCard): Paragraph[] {
  if (asOfMs === null) return [];
  const format = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  return [{ text: 'product.asOf', slots: { time: format.format(asOfMs) } }];
}
