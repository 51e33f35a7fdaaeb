/** Cards as a channel shows them: side by side, or a message each. As paragraphs they are part of the text, not of this. */
import type { RenderableButton, RenderableCard, RenderableContent } from '../core/content.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';
import { POINTER, type Bubble, type ShownCard } from './bubble.ts';
import { visibleLength, type Run } from './markup.ts';
import { cardsOf, type ContentPlan } from './plan-content.ts';
import { splitRuns } from './split-text.ts';
import { cardWords } from './words-of.ts';

/** The bubbles that cards become. Rows follow each other where one does not hold them all. */
export function layOutCards(content: RenderableContent, plan: ContentPlan, facts: ChannelFacts): Bubble[] {
  const cards = cardsOf(content);
  switch (plan.cards) {
    case 'side-by-side':
      return rowsOf(cards, facts.cardsMax).map((row) => ({
        runs: [],
        cards: row.map((card) => shownCard(content, card, facts)),
      }));
    case 'messages':
      return cards.flatMap((card) => messageOf(content, card, facts));
    case 'none':
    case 'paragraphs':
      return [];
  }
}

function shownCard(content: RenderableContent, card: RenderableCard, facts: ChannelFacts): ShownCard {
  const { title, imageUrl, buttons = [] } = card;
  return {
    title,
    runs: withLinks(cardWords(content, card), card, facts),
    buttons: buttons.filter((button) => isShown(button, facts)),
    ...(imageUrl === undefined ? {} : { imageUrl }),
  };
}

/** The words matter more than the picture: where they do not fit below it, they go without. */
function messageOf(content: RenderableContent, card: RenderableCard, facts: ChannelFacts): Bubble[] {
  const { runs, imageUrl, buttons } = shownCard(content, card, facts);
  const choices = buttons.length > 0 ? { buttons } : {};
  if (imageUrl !== undefined && visibleLength(runs) <= facts.captionMax) {
    return [{ runs, imageUrl, ...choices }];
  }
  const [words] = splitRuns(runs, facts.textMax, 1);
  if (words !== undefined) return [{ runs: words, ...choices }];
  return buttons.length > 0 ? [{ runs: [{ text: POINTER }], ...choices }] : [];
}

/** Share keys belong to a message, not to one of its cards. */
function isShown({ kind }: RenderableButton, { linksInText }: ChannelFacts): boolean {
  return kind === 'reply' || (kind === 'url' && !linksInText);
}

function withLinks(runs: Run[], { buttons = [] }: RenderableCard, { linksInText }: ChannelFacts): Run[] {
  if (!linksInText) return runs;
  const links = buttons.filter((button) => button.kind === 'url');
  return [...runs, ...links.map(({ label, url }): Run => ({ text: `\n${label}: ${url}` }))];
}

function rowsOf<T>(items: readonly T[], size: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  return rows;
}
