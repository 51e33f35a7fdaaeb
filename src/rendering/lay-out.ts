/**
 * Content to the messages it becomes on a channel, by the channel's facts: what degrades has degraded, what is too long is
 * cut, every word is a run of text that an adapter escapes in its own way. Pure; an adapter makes one part of each bubble.
 */
import type { RenderableButton, RenderableContent } from '../core/content.ts';
import { LIMITS } from '../core/limits.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';
import { POINTER, type Bubble } from './bubble.ts';
import { layOutCards } from './lay-out-cards.ts';
import { runsOf, visibleLength, type Run } from './markup.ts';
import { planContent, type ContentPlan } from './plan-content.ts';
import { splitRuns } from './split-text.ts';
import { paragraphsOf, tailOf } from './words-of.ts';

/** The messages in the order to send them; at most LIMITS.partsPerMessage, and one more for each card. Nothing to show: none. */
export function layOut(content: RenderableContent, facts: ChannelFacts): Bubble[] {
  const plan = planContent(content, facts);
  const head = headBubbles(content, plan, facts);
  const cards = layOutCards(content, plan, facts);
  const choices = choicesBubble(content, plan, facts);
  // Buttons stay with the words they belong to; where cards follow in one row, that row is the last thing seen.
  const bubbles = plan.cards === 'messages' ? head : [...head, ...cards];
  const withChoices = choices === null ? bubbles : carry(bubbles, choices, facts);
  return plan.cards === 'messages' ? [...withChoices, ...cards] : withChoices;
}

function headBubbles(content: RenderableContent, plan: ContentPlan, facts: ChannelFacts): Bubble[] {
  const { media, location } = content;
  const body = joined([runsOf(content), ...paragraphsOf(content, plan)]);
  const tail = tailOf(content, plan, facts);
  const whole = joined([body, tail]);
  const isBlank = whole.every((run) => run.text.trim() === '');
  const isCaption = plan.replies !== 'list' && visibleLength(whole) <= facts.captionMax;
  const bubbles: Bubble[] = [];
  if (location !== undefined) bubbles.push({ runs: [], location });
  if (media !== undefined && (isCaption || isBlank))
    return [...bubbles, { runs: isBlank ? [] : whole, media }];
  if (media !== undefined) bubbles.push({ runs: [], media });
  const room = LIMITS.partsPerMessage - bubbles.length;
  return [...bubbles, ...splitWithTail(body, tail, facts.textMax, room).map((runs) => ({ runs }))];
}

/** The tail is never what gets cut off: without it a customer could not choose. */
function splitWithTail(body: Run[], tail: Run[], textMax: number, room: number): Run[][] {
  const tailPieces = splitRuns(tail, textMax, Math.max(1, room - 1));
  const pieces = splitRuns(body, textMax, Math.max(1, room - tailPieces.length));
  const last = pieces.at(-1);
  const first = tailPieces[0];
  if (last === undefined || first === undefined) return [...pieces, ...tailPieces];
  const together = joined([last, first]);
  if (visibleLength(together) > textMax) return [...pieces, ...tailPieces];
  return [...pieces.slice(0, -1), together, ...tailPieces.slice(1)];
}

type Choices = Pick<Bubble, 'buttons' | 'list'>;

function choicesBubble(content: RenderableContent, plan: ContentPlan, facts: ChannelFacts): Choices | null {
  const all = [...(content.buttons ?? []), ...(content.cards ?? []).flatMap((card) => card.buttons ?? [])];
  const tokenAt = (index: number): string => {
    const button = all[index];
    return button?.kind === 'reply' ? button.token : '';
  };
  const extras = (content.buttons ?? []).filter(
    ({ kind }) =>
      (kind === 'url' && !plan.linksInText) ||
      (kind === 'share-phone' && facts.sharePhone) ||
      (kind === 'share-location' && facts.shareLocation),
  );
  const isNumbered = plan.replies === 'numbered-buttons';
  const replies =
    plan.replies === 'buttons' || isNumbered
      ? plan.choices.map(({ index, label, description }, at): RenderableButton => {
          const token = tokenAt(index);
          if (isNumbered) return { kind: 'reply', label: String(at + 1), token };
          return { kind: 'reply', label, token, ...(description === undefined ? {} : { description }) };
        })
      : [];
  const buttons = inWrittenOrder([...replies, ...extras], content.buttons ?? []);
  if (plan.replies === 'list') {
    const rows = plan.choices.map(({ index, ...shown }) => ({ ...shown, token: tokenAt(index) }));
    const list = { open: content.choose?.open ?? '…', rows };
    return buttons.length > 0 ? { list, buttons } : { list };
  }
  return buttons.length > 0 ? { buttons } : null;
}

/** A link that was put between two replies stays between them. */
function inWrittenOrder(buttons: RenderableButton[], written: RenderableButton[]): RenderableButton[] {
  const placeOf = (button: RenderableButton): number =>
    written.findIndex((own) =>
      own.kind === 'reply' && button.kind === 'reply' ? own.token === button.token : own === button,
    );
  return buttons
    .map((button) => ({ button, place: placeOf(button) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ button }) => button);
}

/** Gives the choices to the last bubble if it can carry them, else to a bubble that points at them. */
function carry(bubbles: Bubble[], choices: Choices, { cardMessages }: ChannelFacts): Bubble[] {
  const last = bubbles.at(-1);
  const isText = last !== undefined && last.runs.length > 0;
  const carries =
    choices.list === undefined
      ? isText || (last !== undefined && (cardMessages || last.cards !== undefined))
      : isText && last.media === undefined;
  if (last !== undefined && carries) return [...bubbles.slice(0, -1), { ...last, ...choices }];
  return [...bubbles, { runs: [{ text: POINTER }], ...choices }];
}

const PARAGRAPH: Run = { text: '\n\n' };

function joined(blocks: Run[][]): Run[] {
  return blocks
    .filter((block) => block.some((run) => run.text.trim() !== ''))
    .flatMap((block, index) => (index === 0 ? block : [PARAGRAPH, ...block]));
}
