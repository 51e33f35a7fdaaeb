/**
 * What stands in the text because a channel cannot show it otherwise: cards as paragraphs, numbered choices, links, and the
 * words that ask to type what cannot be shared by a key. As runs, so that nothing in them can be taken for markup.
 */
import type { RenderableButton, RenderableCard, RenderableContent } from '../core/content.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';
import { runsOf, type Run } from './markup.ts';
import { cardsOf, type ContentPlan } from './plan-content.ts';

/** One paragraph for each card, with its choices numbered if choices are; none where cards are shown as such. */
export function paragraphsOf(content: RenderableContent, plan: ContentPlan): Run[][] {
  if (plan.cards !== 'paragraphs') return [];
  let index = (content.buttons ?? []).length;
  return cardsOf(content).map((card) => {
    const buttons = card.buttons ?? [];
    const from = index;
    index += buttons.length;
    const lines = buttons.flatMap((button, at) => lineOf(button, numberOf(plan, from + at), true));
    return lines.reduce<Run[]>((runs, line) => [...runs, { text: '\n' }, ...line], cardWords(content, card));
  });
}

/** A card's title and text. The title is literal: it is the name of a product, not words with marks. */
export function cardWords(content: RenderableContent, { title, text }: RenderableCard): Run[] {
  const words = runsOf({
    ...(text === undefined ? {} : { text }),
    ...(content.format === undefined ? {} : { format: content.format }),
  });
  const name: Run[] = title === '' ? [] : [{ text: title, bold: true }];
  return words.length === 0 || name.length === 0 ? [...name, ...words] : [...name, { text: '\n' }, ...words];
}

/** The end of the text: own choices with their numbers, links, what asks to type, and how to choose. */
export function tailOf(content: RenderableContent, plan: ContentPlan, facts: ChannelFacts): Run[] {
  const buttons = content.buttons ?? [];
  const lines = buttons.flatMap((button, index) => lineOf(button, numberOf(plan, index), plan.linksInText));
  const asks = buttons.flatMap((button) => {
    const isLacking =
      (button.kind === 'share-phone' && !facts.sharePhone) ||
      (button.kind === 'share-location' && !facts.shareLocation);
    return isLacking && 'typed' in button && button.typed !== undefined ? [button.typed] : [];
  });
  if (plan.numbers.length > 0 && content.choose !== undefined) asks.push(content.choose.byNumber);
  const runs = lines.flatMap((line, at) => (at === 0 ? line : [{ text: '\n' }, ...line]));
  for (const ask of asks) runs.push({ text: runs.length === 0 ? ask : `\n\n${ask}` });
  return runs;
}

/** `2. Label`, `Label: https://…`, or nothing where the button is shown as a button. */
function lineOf(button: RenderableButton, number: number | null, linksInText: boolean): Run[][] {
  if (button.kind === 'reply' && number !== null) return [[{ text: `${number}. ${button.label}` }]];
  if (button.kind !== 'url' || !linksInText) return [];
  return [[{ text: button.label === button.url ? button.url : `${button.label}: ${button.url}` }]];
}

function numberOf({ numbers }: ContentPlan, index: number): number | null {
  const at = numbers.indexOf(index);
  return at < 0 ? null : at + 1;
}
