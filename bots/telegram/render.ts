/**
 * Content to calls of the Bot API, one part each. Pure: the same content always gives the same parts, so that a part can be
 * stored and sent again. Knows Telegram's limits and nothing of the network.
 */
import type {
  Json,
  OutgoingMedia,
  Part,
  RenderableButton,
  RenderableContent,
} from '../../src/core/content.ts';
import { plainText, runsOf, visibleLength, type Run } from '../../src/rendering/markup.ts';
import { splitRuns } from '../../src/rendering/split-text.ts';

/** What `send` finds in a part: a method, its fields without `chat_id`, and the file that goes with it. */
export type TelegramBody = {
  method: TelegramMethod;
  payload: { [field: string]: Json };
  file?: { field: 'photo' | 'document'; file: string; name: string };
};

export const SEND_METHODS = [
  'sendMessage',
  'sendPhoto',
  'sendDocument',
  'sendLocation',
  'editMessageText',
  'editMessageReplyMarkup',
  'deleteMessage',
] as const;
export type TelegramMethod = (typeof SEND_METHODS)[number];

export const TEXT_MAX = 4096;
export const CAPTION_MAX = 1024;
export const PHOTO_BYTES_MAX = 10_000_000;

/** Two short labels share a row; a longer one has the width of the message. */
const PAIRED_LABEL_MAX = 14;
/** Stands where a keyboard needs a message of its own: it points at the keyboard below. */
const POINTER = '👇';

type Markup = { [field: string]: Json };

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent): Part[] {
  const runs = runsOf(content);
  const markups = markupsOf(content);
  const bodies = withMarkups(bodiesOf(content, runs), markups);
  return bodies.map((body) => ({ kind: 'message', body }));
}

function bodiesOf({ media, location }: RenderableContent, runs: Run[]): TelegramBody[] {
  const bodies: TelegramBody[] = [];
  if (media !== undefined) {
    const isCaption = visibleLength(runs) <= CAPTION_MAX;
    bodies.push(mediaBody(media, isCaption ? runs : []));
    if (isCaption) return location === undefined ? bodies : [...bodies, locationBody(location)];
  }
  if (location !== undefined) bodies.push(locationBody(location));
  return [...bodies, ...splitRuns(runs, TEXT_MAX).map(textBody)];
}

function textBody(runs: Run[]): TelegramBody {
  const payload = formatted('text', runs);
  // Otherwise every address in an answer unfolds into a card larger than the answer.
  const hasLink = runs.some((run) => run.href !== undefined || run.text.includes('://'));
  return {
    method: 'sendMessage',
    payload: hasLink ? { ...payload, link_preview_options: { is_disabled: true } } : payload,
  };
}

function mediaBody(media: OutgoingMedia, caption: Run[]): TelegramBody {
  const field = media.kind === 'photo' && media.bytes <= PHOTO_BYTES_MAX ? 'photo' : 'document';
  return {
    method: field === 'photo' ? 'sendPhoto' : 'sendDocument',
    payload: visibleLength(caption) === 0 ? {} : formatted('caption', caption),
    file: { field, file: media.file, name: media.name },
  };
}

function locationBody({ latitude, longitude }: { latitude: number; longitude: number }): TelegramBody {
  return { method: 'sendLocation', payload: { latitude, longitude } };
}

/** Unstyled text goes without a parse mode: nothing in it can be taken for a tag. */
function formatted(field: 'text' | 'caption', runs: Run[]): { [field: string]: Json } {
  return runs.every(isPlain) ? { [field]: plainText(runs) } : { [field]: toHtml(runs), parse_mode: 'HTML' };
}

/** Runs as the platform's HTML. */
export function toHtml(runs: Run[]): string {
  return runs.map(runHtml).join('');
}

/** What to send when the platform cannot read our HTML: the same words without style, addresses in brackets. */
export function htmlToPlain(html: string): string {
  return html
    .replace(/<a href="([^"]*)">(.*?)<\/a>/gs, '$2 ($1)')
    .replace(/<\/?[a-z]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function runHtml(run: Run): string {
  let html = escapeHtml(run.text);
  if (run.code) html = `<code>${html}</code>`;
  else {
    if (run.italic) html = `<i>${html}</i>`;
    if (run.bold) html = `<b>${html}</b>`;
  }
  return run.href === undefined ? html : `<a href="${escapeHtml(run.href)}">${html}</a>`;
}

function escapeHtml(text: string): string {
  return /[<>&"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;
}

const isPlain = (run: Run): boolean => !run.bold && !run.italic && !run.code && run.href === undefined;

/**
 * The keyboards a content needs. A message carries one: the removal of an old keyboard comes first, buttons under the text
 * next, a new keyboard last, right above the input field it opens at.
 */
function markupsOf({ buttons = [], dropKeyboard }: RenderableContent): Markup[] {
  const inline = buttons.filter((button) => button.kind === 'reply' || button.kind === 'url');
  const share = buttons.filter((button) => button.kind === 'share-phone' || button.kind === 'share-location');
  const markups: Markup[] = [];
  if (dropKeyboard && share.length === 0) markups.push({ remove_keyboard: true });
  if (inline.length > 0) markups.push({ inline_keyboard: inlineRows(inline) });
  if (share.length > 0) {
    markups.push({ keyboard: share.map(shareRow), resize_keyboard: true, one_time_keyboard: true });
  }
  return markups;
}

type InlineButton = Extract<RenderableButton, { kind: 'reply' | 'url' }>;
type ShareButton = Exclude<RenderableButton, InlineButton>;

function inlineRows(buttons: InlineButton[]): Json[] {
  const rows: Json[][] = [];
  let isOpen = false;
  for (const button of buttons) {
    const isShort = button.label.length <= PAIRED_LABEL_MAX;
    const last = rows.at(-1);
    if (isOpen && isShort && last !== undefined) last.push(inlineButton(button));
    else rows.push([inlineButton(button)]);
    isOpen = isShort && rows.at(-1)?.length === 1;
  }
  return rows;
}

function inlineButton(button: InlineButton): Json {
  return button.kind === 'reply'
    ? { text: button.label, callback_data: button.token }
    : { text: button.label, url: button.url };
}

function shareRow(button: ShareButton): Json {
  const kind = button.kind === 'share-phone' ? 'request_contact' : 'request_location';
  return [{ text: button.label, [kind]: true }];
}

/** Gives the last bodies one keyboard each; a pointer stands in where there are fewer bodies than keyboards. */
function withMarkups(bodies: TelegramBody[], markups: Markup[]): TelegramBody[] {
  const padded = [...bodies];
  while (padded.length < markups.length) padded.push({ method: 'sendMessage', payload: { text: POINTER } });
  const first = padded.length - markups.length;
  return padded.map((body, index) => {
    const markup = markups[index - first];
    return markup === undefined ? body : { ...body, payload: { ...body.payload, reply_markup: markup } };
  });
}
