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
import { POINTER, type Bubble } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import { plainText, visibleLength, type Run } from '../../src/rendering/markup.ts';
import { TELEGRAM_FACTS } from './facts.ts';

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

/** Two short labels share a row, or a few numbers; a longer one has the width of the message. */
const PAIRED_LABEL_MAX = 14;
const NUMBER_LABEL_MAX = 2;
const NUMBERS_PER_ROW = 5;

type Markup = { [field: string]: Json };

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent): Part[] {
  const keyed = layOut(content, TELEGRAM_FACTS).flatMap(withKeyboards);
  const isReplaced = keyed.some(({ markup }) => markup !== null && 'keyboard' in markup);
  const calls = content.dropKeyboard && !isReplaced ? withRemoval(keyed) : keyed;
  return calls.map(({ body, markup }) => ({
    kind: 'message',
    body: markup === null ? body : { ...body, payload: { ...body.payload, reply_markup: markup } },
  }));
}

function bodyOf({ runs, media, imageUrl, location }: Bubble): TelegramBody {
  if (media !== undefined) return mediaBody(media, runs);
  if (imageUrl !== undefined) return cardBody(imageUrl, runs);
  return location === undefined ? textBody(runs) : locationBody(location);
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

/** Telegram fetches the picture itself; where it cannot, the words go alone. */
function cardBody(imageUrl: string, caption: Run[]): TelegramBody {
  return { method: 'sendPhoto', payload: { photo: imageUrl, ...captionOf(caption) } };
}

function mediaBody(media: OutgoingMedia, caption: Run[]): TelegramBody {
  const isPhoto = media.kind === 'photo' && media.bytes <= TELEGRAM_FACTS.media.photoBytesMax;
  const field = isPhoto ? 'photo' : 'document';
  return {
    method: field === 'photo' ? 'sendPhoto' : 'sendDocument',
    payload: captionOf(caption),
    file: { field, file: media.file, name: media.name },
  };
}

function captionOf(caption: Run[]): { [field: string]: Json } {
  return visibleLength(caption) === 0 ? {} : formatted('caption', caption);
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

interface Keyed {
  body: TelegramBody;
  markup: Markup | null;
}

/** A message carries one keyboard: keys that share something get a message of their own, right above the input field. */
function withKeyboards(bubble: Bubble): Keyed[] {
  const body = bodyOf(bubble);
  const buttons = bubble.buttons ?? [];
  const inline = buttons.filter((button) => button.kind === 'reply' || button.kind === 'url');
  const share = buttons.filter((button) => button.kind === 'share-phone' || button.kind === 'share-location');
  const keyboard = { keyboard: share.map(shareRow), resize_keyboard: true, one_time_keyboard: true };
  if (inline.length === 0) return [{ body, markup: share.length === 0 ? null : keyboard }];
  const own: Keyed = { body, markup: { inline_keyboard: inlineRows(inline) } };
  return share.length === 0 ? [own] : [own, { body: textBody([{ text: POINTER }]), markup: keyboard }];
}

/** Takes away an old keyboard with the first message that carries none; if all do, the first hands its own on. */
function withRemoval(keyed: Keyed[]): Keyed[] {
  const removal: Markup = { remove_keyboard: true };
  const pointer = textBody([{ text: POINTER }]);
  const free = keyed.findIndex(({ markup }) => markup === null);
  if (free >= 0) return keyed.map((call, index) => (index === free ? { ...call, markup: removal } : call));
  const [first, ...rest] = keyed;
  if (first === undefined) return [{ body: pointer, markup: removal }];
  return [{ ...first, markup: removal }, { body: pointer, markup: first.markup }, ...rest];
}

type InlineButton = Extract<RenderableButton, { kind: 'reply' | 'url' }>;
type ShareButton = Exclude<RenderableButton, InlineButton>;

function inlineRows(buttons: InlineButton[]): Json[] {
  const rows: InlineButton[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row !== undefined && row.length < perRow([...row, button])) row.push(button);
    else rows.push([button]);
  }
  return rows.map((row) => row.map(inlineButton));
}

function perRow(buttons: InlineButton[]): number {
  const longest = Math.max(...buttons.map(({ label }) => label.length));
  if (longest <= NUMBER_LABEL_MAX) return NUMBERS_PER_ROW;
  return longest <= PAIRED_LABEL_MAX ? 2 : 1;
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
