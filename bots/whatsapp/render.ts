/**
 * Content to calls, one part each, and as few of them as reads well: every message is billed. Pure, given the templates: the
 * same content always gives the same parts.
 */
import type {
  Json,
  OutgoingMedia,
  Part,
  RenderableButton,
  RenderableContent,
} from '../../src/core/content.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import { POINTER, type Bubble } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import type { Run } from '../../src/rendering/markup.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import { CAPTION_MAX, PHOTO_BYTES_MAX, TEXT_MAX } from './facts.ts';
import {
  BODY_MAX,
  BUTTON_TITLE_MAX,
  buttonsMessage,
  linkMessage,
  listMessage,
  locationRequest,
  phoneRequest,
  type Message,
} from './interactive.ts';
import { splitTail } from './split-tail.ts';
import { templateFor, type TemplateSetting } from './templates.ts';
import { toText, toTexts } from './to-text.ts';

/** What `send` finds in a part: the fields of a call without receiver, and the file that it shows. */
export type WhatsAppBody = {
  message: Message;
  file?: { field: 'image' | 'document'; file: string; name: string; mime: string };
};

/** Picture types that a phone shows as a picture; any other goes as a file. */
const PICTURE_TYPES = new Set(['image/jpeg', 'image/png']);

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent, facts: ChannelFacts, setting: TemplateSetting): Part[] {
  const { link, rest } = takeLink(content);
  const bubbles = layOut(rest, facts);
  const bodies = bubbles.flatMap((bubble, index) =>
    bodiesOf(bubble, index === bubbles.length - 1 ? link : null),
  );
  const template = templateFor(content, setting);
  return bodies.map((body, index) => ({
    kind: 'message',
    body,
    // The template says what all of them say: once is enough.
    ...(template !== null && index === 0 ? { whenClosed: { message: template } } : {}),
  }));
}

type Link = Extract<RenderableButton, { kind: 'url' }>;

/** A link that is the only thing to press can be a button; beside anything else it has to stand in the text. */
function takeLink(content: RenderableContent): { link: Link | null; rest: RenderableContent } {
  const { buttons = [], cards = [], media, text = '', ...others } = content;
  const [link] = buttons;
  const isAlone = buttons.length === 1 && cards.length === 0 && media === undefined && text.trim() !== '';
  if (link?.kind !== 'url' || !isAlone || link.label.length > BUTTON_TITLE_MAX)
    return { link: null, rest: content };
  return { link, rest: { ...others, text } };
}

function bodiesOf(bubble: Bubble, link: Link | null): WhatsAppBody[] {
  const { media, location, list, buttons = [], runs } = bubble;
  const bodies: WhatsAppBody[] = [];
  if (location !== undefined) bodies.push({ message: { type: 'location', location: { ...location } } });
  const isTappable = list !== undefined || buttons.length > 0 || link !== null;
  if (media === undefined) {
    return [...bodies, ...(isTappable ? tappable(bubble, link) : texts(runs, TEXT_MAX))];
  }
  const caption = toTexts(runs, CAPTION_MAX);
  if (!isTappable && caption.length <= 1) return [...bodies, mediaBody(media, caption[0])];
  const words = runs.length > 0 ? bubble : { ...bubble, runs: [{ text: POINTER }] };
  return [
    ...bodies,
    mediaBody(media, undefined),
    ...(isTappable ? tappable(words, null) : texts(runs, TEXT_MAX)),
  ];
}

function texts(runs: Run[], max: number): WhatsAppBody[] {
  return toTexts(runs, max).map((text) => ({ message: textMessage(text) }));
}

function textMessage(body: string): Message {
  // Otherwise an address in an answer unfolds into a card larger than the answer.
  return { type: 'text', text: { preview_url: false, body } };
}

/**
 * The words with what can be tapped below them. Only a short text can carry that, so of a long one the last paragraphs do.
 * What does not fit on the same message asks by its own label on the next.
 */
function tappable({ runs, list, buttons = [] }: Bubble, link: Link | null): WhatsAppBody[] {
  const { head, tail } = splitTail(runs, BODY_MAX);
  const body = toText(tail);
  const replies = buttons.filter((button) => button.kind === 'reply');
  const requests = buttons.filter(({ kind }) => kind === 'share-phone' || kind === 'share-location');
  const messages: Message[] = [];
  if (list !== undefined) messages.push(listMessage(body, list));
  else if (replies.length > 0) messages.push(buttonsMessage(body, replies));
  else if (link !== null) messages.push(linkMessage(body, link.label, link.url));
  for (const request of requests) {
    const words = messages.length === 0 ? body : truncate(request.label, BODY_MAX);
    messages.push(request.kind === 'share-phone' ? phoneRequest(words) : locationRequest(words));
  }
  return [...texts(head, TEXT_MAX), ...messages.map((message) => ({ message }))];
}

function mediaBody(
  { kind, file, name, mime, bytes }: OutgoingMedia,
  caption: string | undefined,
): WhatsAppBody {
  const isPicture = kind === 'photo' && PICTURE_TYPES.has(mime) && bytes <= PHOTO_BYTES_MAX;
  const field = isPicture ? 'image' : 'document';
  const shown: { [name: string]: Json } = {
    ...(isPicture ? {} : { filename: name }),
    ...(caption === undefined ? {} : { caption }),
  };
  return { message: { type: field, [field]: shown }, file: { field, file, name, mime } };
}
