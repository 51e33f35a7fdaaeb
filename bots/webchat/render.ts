/**
 * Content to parts: nearly all of it as it is, for the chat shows everything natively. Pure: the same content always gives the
 * same parts, so that a part can be stored and delivered again.
 */
import type { Part, RenderableButton, RenderableContent } from '../../src/core/content.ts';
import type { Bubble, ShownCard } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import { plainText } from '../../src/rendering/markup.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import { WEBCHAT_FACTS } from './facts.ts';
import { toJson, type LineBody } from './line-body.ts';
import type { ChatButton, ChatCard } from './protocol.ts';

const TITLE_MAX = 200;
const CARD_TEXT_MAX = 1_000;
const DESCRIPTION_MAX = 100;
const AUTHOR_MAX = 60;
/** What a link of ours may open; anything else would be a way to run something in the visitor's browser. */
const LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent): Part[] {
  const author = content.from === undefined ? {} : { author: truncate(content.from, AUTHOR_MAX) };
  return layOut(content, WEBCHAT_FACTS).map((bubble): Part => {
    const media = bubble.media === undefined ? {} : { media: { ...bubble.media } };
    return { kind: 'message', body: { line: toJson({ ...author, ...lineOf(bubble) }), ...media } };
  });
}

function lineOf({ runs, location, buttons, list, cards = [] }: Bubble): LineBody {
  const rows = (list?.rows ?? []).map((row): RenderableButton => ({ kind: 'reply', ...row }));
  return {
    text: runs.map((run) => ({ ...run })),
    // What comes beside a list (a link, a form) stands below it.
    buttons: buttonsFrom([...rows, ...(buttons ?? [])]),
    ...(list === undefined ? {} : { open: list.open }),
    cards: cards.map(toCard),
    files: [],
    ...(location === undefined ? {} : { location }),
  };
}

function buttonsFrom(buttons: readonly RenderableButton[]): ChatButton[] {
  return buttons.flatMap((button) => toButton(button) ?? []);
}

function toButton(button: RenderableButton): ChatButton | null {
  switch (button.kind) {
    case 'reply': {
      const { label, description, token } = button;
      const more = description === undefined ? {} : { description: truncate(description, DESCRIPTION_MAX) };
      return { kind: 'reply', label, token, ...more };
    }
    case 'url':
      return LINK.test(button.url) ? { kind: 'url', label: button.label, url: button.url } : null;
    case 'share-phone':
    case 'share-location':
      return { kind: button.kind, label: button.label };
  }
}

/** `runs` hold the title first; the chat shows it apart. */
function toCard({ title, runs, imageUrl, buttons }: ShownCard): ChatCard {
  const text = plainText(runs).slice(title.length).trim();
  return {
    title: truncate(title, TITLE_MAX),
    ...(text === '' ? {} : { text: truncate(text, CARD_TEXT_MAX) }),
    ...(imageUrl?.startsWith('https://') ? { imageUrl } : {}),
    buttons: buttonsFrom(buttons),
  };
}
