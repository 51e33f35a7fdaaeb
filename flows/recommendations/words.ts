/** What the recommendations flow says and asks, as keys of the texts files with what fills them. Pure. */
import type { FlowButton, FlowCard, Prompt } from '../../src/core/content.ts';
import type { RecommendationsAnswer } from '../../src/core/loyalty-answer.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { ProductCard } from '../../src/core/product-answer.ts';

const OPERATOR: FlowButton = {
  label: 'recommendations.button.operator',
  deskEvent: { type: 'command.operator' },
};
const MENU: FlowButton = { label: 'recommendations.button.menu', deskEvent: { type: 'command.menu' } };
const SHARE: FlowButton = {
  label: 'recommendations.button.sharePhone',
  share: 'phone',
  otherwise: { instead: 'recommendations.phone', say: 'recommendations.cannotKnow' },
};
const YES: FlowButton = { label: 'recommendations.button.yes', event: { type: 'consent.yes' } };
const NO: FlowButton = { label: 'recommendations.button.no', event: { type: 'consent.no' } };
const OFF: FlowButton = {
  label: 'recommendations.button.off',
  deskEvent: { type: 'start.flow', flow: 'recommendations', args: { do: 'stop' } },
};
const PROMOTIONS: FlowButton = {
  label: 'recommendations.button.promotions',
  deskEvent: { type: 'start.flow', flow: 'promotions', args: {} },
};

export function askConsent({ notice }: { notice: string }): Prompt {
  return after(notice, { text: 'recommendations.ask', buttons: [YES, NO] });
}

export function askPhone({ notice }: { notice: string }): Prompt {
  return after(notice, { text: 'recommendations.phone', buttons: [SHARE, PROMOTIONS, OPERATOR, MENU] });
}

export function foundWords(answer: RecommendationsAnswer): Prompt {
  if (answer.result !== 'found') return nothingWords();
  return {
    text: 'recommendations.found',
    more: [{ text: 'recommendations.why', slots: { bought: answer.because.map(quoted).join(', ') } }],
    cards: answer.products.map(toCard),
    buttons: [OFF, MENU],
  };
}

export function nothingWords(): Prompt {
  return { text: 'recommendations.nothing', buttons: [PROMOTIONS, OFF, MENU] };
}

export function severalWords(): Prompt {
  return { text: 'recommendations.several', buttons: [PROMOTIONS, OPERATOR, MENU] };
}

export function noWords(): Prompt {
  return { text: 'recommendations.declined', buttons: [PROMOTIONS, MENU] };
}

export function offWords(): Prompt {
  return { text: 'recommendations.off', buttons: [MENU] };
}

export function downWords(): Prompt {
  const retry: FlowButton = {
    label: 'recommendations.button.retry',
    event: { type: 'recommendations.retry' },
  };
  return { text: 'recommendations.down', buttons: [retry, OPERATOR, MENU] };
}

function toCard(card: ProductCard): FlowCard {
  const { id, title, price, isFrom, imageUrl, locale } = card;
  return {
    title,
    text: isFrom ? 'recommendations.from' : 'recommendations.price',
    slots: { price: formatMoney(price, locale) },
    ...(imageUrl === null ? {} : { imageUrl }),
    buttons: [
      {
        label: 'product.button.show',
        slots: { title },
        deskEvent: { type: 'start.flow', flow: 'product', args: { product: id } },
      },
    ],
  };
}

function quoted(title: string): string {
  return `«${title}»`;
}

/** Whoever was not understood is offered a person. */
function after(notice: string, prompt: Prompt): Prompt {
  if (notice === '') return prompt;
  const buttons = (prompt.buttons ?? []).filter((button) => button !== OPERATOR);
  return { text: notice, more: [{ text: prompt.text }], buttons: [...buttons, OPERATOR] };
}
