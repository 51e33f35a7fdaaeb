/** An order has moved → what those hear who asked for it. Pure; the order's state says most, its parcels the rest. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { FullOrderCard } from '../../src/core/order-answer.ts';
import { MENU, OPERATOR } from './buttons.ts';
import { headline, isStuck, parcelLines, trackButtons } from './card.ts';

/** A code for the pick-up point is not said unasked: it stands on the card, one tap away. */
export function orderNewsWords(card: FullOrderCard): Prompt {
  const more: FlowButton = {
    label: 'orderStatus.button.details',
    deskEvent: {
      type: 'start.flow',
      flow: 'order-status',
      args: { number: card.number, ticket: card.ticket },
    },
  };
  const stop: FlowButton = {
    label: 'orderStatus.button.unwatch',
    deskEvent: { type: 'start.flow', flow: 'order-care', args: { do: 'unwatch', ticket: card.ticket } },
  };
  const isLast = card.watched === null;
  return {
    text: 'orderStatus.news',
    more: [headline(card), ...parcelLines(card)],
    buttons: [
      ...trackButtons(card).slice(0, 1),
      more,
      ...(isLast ? [] : [stop]),
      ...(isStuck(card) ? [OPERATOR] : [MENU]),
    ],
  };
}

/** The key of a few words for what became of it, to stand inside a sentence that a platform has approved. */
export function orderNewsStatus(card: FullOrderCard): string {
  return `orderStatus.newsWord.${card.state}`;
}
