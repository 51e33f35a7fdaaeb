/**
 * Content to `send_message` bodies, one part each. Pure. Viber shows text without style. Its keyboard lasts until the next message,
 * so every part of an answer carries the keys: whichever arrives last, they are there.
 */
import type { OutgoingMedia, Part, RenderableButton, RenderableContent } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { Bubble } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import { plainText } from '../../src/rendering/markup.ts';
import { splitText } from '../../src/rendering/split-text.ts';
import type { ViberBody, ViberMessage } from './body.ts';
import { cardsMessage } from './cards.ts';
import { REQUEST_BYTES_MAX, VIBER_FACTS, VIDEO_BYTES_MAX } from './facts.ts';
import { apiLevelOf, keyboardOf } from './keyboard.ts';
import { senderName } from './sender-name.ts';

const PICTURE_TYPES = new Set(['image/jpeg', 'image/png']);
const FILE_NAME_MAX = 256;
/** Receiver, sender, the address of a file and field names. */
const ENVELOPE_BYTES = 3_000;

/** The parts in the order to send them; `nameIn`: what the shop is called in a language. Content without anything to show gives none. */
export function render(content: RenderableContent, nameIn?: (locale: Locale) => string): Part[] {
  const bubbles = layOut(content, VIBER_FACTS);
  const rows = bubbles.map(({ cards }) => (cards === undefined ? null : cardsMessage(cards)));
  const buttons = [
    ...bubbles.flatMap((bubble) => bubble.buttons ?? []),
    ...rows.flatMap((row) => row?.left ?? []),
  ].slice(0, VIBER_FACTS.buttonsMax);
  const keyboard = keyboardOf(buttons);
  const keys = keyboard === null ? {} : { keyboard };
  const room = REQUEST_BYTES_MAX - ENVELOPE_BYTES - bytesOf(keys);
  const bodies = bubbles.flatMap((bubble, index) => {
    const row = rows[index];
    return row ? [{ message: row.message, options: optionsOf(bubble) }] : bodiesOf(bubble, room);
  });
  const name = content.from ?? (content.locale && nameIn?.(content.locale));
  const sender = name === undefined ? {} : { sender: { name: senderName(name) } };
  return bodies.map((body, index): Part => {
    const level = Math.max(apiLevelOf(buttons), Number(body.message['min_api_version'] ?? 1));
    const message: ViberMessage = {
      ...body.message,
      ...keys,
      ...sender,
      ...(level > 1 ? { min_api_version: level } : {}),
    };
    const isLast = index === bodies.length - 1;
    const options = [...(body.options ?? []), ...(isLast ? labelsOf(buttons) : [])];
    return {
      kind: 'message',
      body: { ...body, message, ...(options.length > 0 ? { options } : {}) } satisfies ViberBody,
    };
  });
}

function bodiesOf({ runs, media, location }: Bubble, room: number): ViberBody[] {
  const text = plainText(runs).trim();
  const bodies: ViberBody[] = [];
  let left = text;
  if (media !== undefined) {
    const { body, isCaption } = mediaBody(media, text);
    bodies.push(body);
    if (isCaption) left = '';
  }
  if (location !== undefined) {
    const place = { lat: location.latitude, lon: location.longitude };
    bodies.push({ message: { type: 'location', location: place } });
  }
  const pieces = piecesOf(left, room);
  return [...bodies, ...pieces.map((piece): ViberBody => ({ message: { type: 'text', text: piece } }))];
}

/** Links stand in brackets, and letters beyond the Latin ones take several bytes: a text may be longer than it was planned. */
function piecesOf(text: string, room: number, limit = VIBER_FACTS.textMax): string[] {
  const pieces = splitText(text, limit);
  if (limit < 500 || pieces.every((piece) => bytesOf(piece) <= room)) return pieces;
  return piecesOf(text, room, Math.floor(limit / 2));
}

/** Words go with pictures alone; below anything else they are a message of their own. */
function mediaBody(media: OutgoingMedia, text: string): { body: ViberBody; isCaption: boolean } {
  const { file, bytes, mime, kind } = media;
  if (kind === 'photo' && bytes <= VIBER_FACTS.media.photoBytesMax && PICTURE_TYPES.has(mime)) {
    const isCaption = text.length <= VIBER_FACTS.captionMax;
    return { body: { message: { type: 'picture', text: isCaption ? text : '' }, file }, isCaption };
  }
  const isVideo = mime === 'video/mp4' && bytes <= VIDEO_BYTES_MAX && file.endsWith('.mp4');
  const message: ViberMessage = isVideo
    ? { type: 'video', size: bytes }
    : { type: 'file', size: bytes, file_name: fileName(media) };
  return { body: { message, file }, isCaption: false };
}

/** Viber wants an extension; a name without one gets that of the stored file. */
function fileName({ name, file }: OutgoingMedia): string {
  const extension = /\.\w{1,8}$/.exec(file)?.[0] ?? '.bin';
  const whole = /[^.]\.\w{1,8}$/.test(name) ? name : `${name}${extension}`;
  return whole.slice(-FILE_NAME_MAX);
}

function optionsOf({ cards = [] }: Bubble): string[] {
  return cards.flatMap(({ runs, buttons }) => [
    [plainText(runs).trim(), ...labelsOf(buttons).map((label) => `— ${label}`)].join('\n'),
  ]);
}

function labelsOf(buttons: readonly RenderableButton[]): string[] {
  return buttons.flatMap((button) => {
    if (button.kind === 'reply') return [button.label];
    return button.kind === 'url' ? [`${button.label}: ${button.url}`] : [];
  });
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
