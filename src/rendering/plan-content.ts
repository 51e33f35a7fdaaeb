/**
 * How the choices of a content are shown on a channel, decided by its facts alone: as buttons, as a list that opens, or
 * numbered in the text. The one place that decides it: adapters draw by it, and the engine asks it what a typed "2" means.
 */
import type { Button } from '../core/content.ts';
import { LIMITS } from '../core/limits.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';

/** What the decision looks at; what a turn says and what goes to `render` both fit. */
export interface Planned {
  buttons?: readonly PlannedButton[];
  cards?: readonly { title: string; buttons?: readonly PlannedButton[] }[];
}
type PlannedButton = { kind: Button['kind']; label: string; description?: string };

export interface ContentPlan {
  cards: 'none' | 'side-by-side' | 'messages' | 'paragraphs';
  /** `numbered-buttons`: the labels stand in the text with their numbers, and the buttons carry the numbers. */
  replies: 'none' | 'buttons' | 'list' | 'numbers' | 'numbered-buttons';
  /** The replies that `replies` speaks of, in reading order; those on cards that keep their own buttons are not among them. */
  choices: Choice[];
  /**
   * Number n of the text is the n-th entry: a position in `buttonsOf(content)`. Empty when no numbers are shown.
   */
  numbers: number[];
  /** Links stand in the text. */
  linksInText: boolean;
}

/** One thing to choose, as a button or a row of a list shows it. */
export interface Choice {
  /** Position in `buttonsOf(content)`. */
  index: number;
  label: string;
  description?: string;
}

/** Pure; the same for the content that a turn says and for the one that goes to `render`. */
export function planContent(content: Planned, facts: ChannelFacts): ContentPlan {
  const cards = planCards(content, facts);
  const own = ownChoices(content);
  const choices = cards === 'paragraphs' ? [...cardChoices(content), ...own] : own;
  const links = (content.buttons ?? []).filter(({ kind }) => kind === 'url');
  const areLinksShort = links.every(({ label }) => label.length <= facts.buttonLabelMax);
  const linkButtons = facts.linksInText || !areLinksShort ? 0 : links.length;
  const replies = planReplies(choices, facts);
  const areButtons = replies === 'none' || replies === 'buttons' || replies === 'numbered-buttons';
  const isNumbered = replies === 'numbers' || replies === 'numbered-buttons';
  return {
    cards,
    replies,
    choices,
    numbers: isNumbered ? choices.map(({ index }) => index) : [],
    // Replies first: a link can be read and copied, a choice that is not offered cannot be made.
    linksInText: !areButtons || linkButtons < links.length || choices.length + linkButtons > facts.buttonsMax,
  };
}

/** At most as many cards as one message may have. */
export function cardsOf<C>(content: { cards?: readonly C[] }): readonly C[] {
  return (content.cards ?? []).slice(0, LIMITS.cardsPerMessage);
}

function planCards(content: Planned, facts: ChannelFacts): ContentPlan['cards'] {
  const cards = cardsOf(content);
  if (cards.length === 0) return 'none';
  if (facts.cardsMax > 0) return 'side-by-side';
  const keepsButtons = cards.every(({ buttons = [] }) => {
    const shown = buttons.filter(({ kind }) => kind === 'reply' || (kind === 'url' && !facts.linksInText));
    return shown.length <= facts.buttonsMax && shown.every((button) => isShort(button, facts));
  });
  return facts.cardMessages && keepsButtons ? 'messages' : 'paragraphs';
}

function planReplies(choices: Choice[], facts: ChannelFacts): ContentPlan['replies'] {
  if (choices.length === 0) return 'none';
  const fitAsButtons = choices.length <= facts.buttonsMax;
  if (fitAsButtons && choices.every((choice) => isShort(choice, facts))) return 'buttons';
  if (choices.length <= facts.listMax) return 'list';
  return fitAsButtons ? 'numbered-buttons' : 'numbers';
}

function ownChoices({ buttons = [] }: Planned): Choice[] {
  return buttons.flatMap((button, index) => (button.kind === 'reply' ? [choiceOf(button, index)] : []));
}

/** Away from its card a button says which card it belongs to: "Choose" under each of three would be three riddles. */
function cardChoices(content: Planned): Choice[] {
  let index = (content.buttons ?? []).length;
  return cardsOf(content).flatMap(({ title, buttons = [] }) => {
    const isOnly = buttons.filter(({ kind }) => kind === 'reply').length === 1;
    return buttons.flatMap((button) => {
      const at = index;
      index += 1;
      if (button.kind !== 'reply') return [];
      const { label, description } = button;
      if (isOnly) return [{ index: at, label: title, description: description ?? label }];
      return [{ ...choiceOf(button, at), label: `${title}: ${label}` }];
    });
  });
}

function choiceOf({ label, description }: PlannedButton, index: number): Choice {
  return description === undefined ? { index, label } : { index, label, description };
}

const isShort = ({ label }: { label: string }, { buttonLabelMax }: ChannelFacts): boolean =>
  label.length <= buttonLabelMax;
