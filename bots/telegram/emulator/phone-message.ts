/** A message of the emulated chat as a phone draws it: text cut into stretches of one style, files, buttons, places. */
import type {
  PhoneButton,
  PhoneKey,
  PhoneMedia,
  PhoneMessage,
  TextMark,
  TextSpan,
} from '../../../src/core/ports/phone.ts';
import type { Entity, ReplyKeyboardButton, WireFile, WireMessage } from './wire.ts';

/** `botId` tells whose message it is. */
export function phoneMessage(message: WireMessage, botId: number): PhoneMessage {
  const { location, contact } = message;
  return {
    id: message.message_id,
    from: message.from.id === botId ? 'shop' : 'customer',
    atMs: message.date * 1000,
    // The shop changes its buttons after a tap, and no messenger calls that an edit.
    edited: message.edit_date !== undefined && message.from.id !== botId,
    text: spansOf(message.text ?? message.caption ?? '', message.entities ?? message.caption_entities ?? []),
    media: mediaOf(message),
    location: location === undefined ? null : location,
    contact: contact === undefined ? null : { name: contact.first_name, number: contact.phone_number },
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(buttonOf)),
  };
}

/** The keys below the input field. */
export function phoneKeys(rows: ReplyKeyboardButton[][] | null): PhoneKey[][] | null {
  if (rows === null) return null;
  return rows.map((row) =>
    row.map(({ text, request_contact: contact, request_location: location }) => ({
      label: text,
      shares: contact === true ? 'phone' : location === true ? 'location' : null,
    })),
  );
}

const MARKS: Record<string, TextMark> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
  code: 'code',
  pre: 'block',
  blockquote: 'quote',
  spoiler: 'spoiler',
};
const PLAIN_LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'»”]/g;

/** Stretches in order; together they are the whole text. Addresses in plain text become links, as on every phone. */
export function spansOf(text: string, entities: readonly Entity[]): TextSpan[] {
  const linked = [...entities, ...linksIn(text, entities)];
  const edges = new Set([0, text.length]);
  for (const { offset, length } of linked) edges.add(offset).add(offset + length);
  const cuts = [...edges].filter((at) => at >= 0 && at <= text.length).toSorted((a, b) => a - b);
  const spans: TextSpan[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const over = linked.filter(({ offset, length }) => offset <= start && offset + length >= end);
    spans.push({
      text: text.slice(start, end),
      marks: over.flatMap(({ type }) => MARKS[type] ?? []),
      href: over.map(({ url }) => url).find((url) => url !== undefined && /^https?:/i.test(url)) ?? null,
    });
  }
  return spans;
}

function linksIn(text: string, entities: readonly Entity[]): Entity[] {
  return [...text.matchAll(PLAIN_LINK)]
    .map((match) => ({ type: 'url', offset: match.index, length: match[0].length, url: match[0] }))
    .filter(
      (link) =>
        !entities.some(
          ({ offset, length }) => offset < link.offset + link.length && link.offset < offset + length,
        ),
    );
}

function buttonOf({ text, url }: { text: string; url?: string }): PhoneButton {
  return { label: text, url: url !== undefined && /^https?:/i.test(url) ? url : null };
}

function mediaOf(message: WireMessage): PhoneMedia | null {
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return media('photo', photo);
  for (const [field, kind] of FILES) {
    const file = message[field];
    if (isFile(file)) return media(kind, file);
  }
  return null;
}

/** An animation comes with a document of the same file: it is looked for first. */
const FILES: [field: string, kind: PhoneMedia['kind']][] = [
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['voice', 'voice'],
  ['audio', 'audio'],
  ['document', 'document'],
  ['sticker', 'sticker'],
];

function media(kind: PhoneMedia['kind'], file: WireFile): PhoneMedia {
  return { kind, file: file.file_id, name: file.file_name ?? null, bytes: file.file_size };
}

function isFile(value: unknown): value is WireFile {
  return typeof value === 'object' && value !== null && 'file_id' in value && 'file_size' in value;
}
