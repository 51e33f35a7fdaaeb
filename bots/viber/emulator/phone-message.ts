/** A message of the emulated chat as a phone draws it: words, files, the rows of a carousel, links of the keyboard. */
import type {
  PhoneButton,
  PhoneKey,
  PhoneMedia,
  PhoneMessage,
  TextSpan,
} from '../../../src/core/ports/phone.ts';
import { labelOf } from './phone.ts';
import type { ShownMessage, ViberButton, World } from './world.ts';

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'»”]/g;
const KINDS: Record<string, PhoneMedia['kind']> = {
  picture: 'photo',
  file: 'document',
  video: 'video',
  sticker: 'sticker',
};

export function phoneMessage(message: ShownMessage, { files }: Pick<World, 'files'>): PhoneMessage {
  const { number, from, atMs, text, location, contact, cards = [], senderName = '' } = message;
  const words = cards.length > 0 ? cardWords(cards) : text;
  return {
    id: number,
    from: from === 'bot' ? 'shop' : 'customer',
    atMs,
    edited: false,
    text: [...signed(senderName, from), ...spansOf(words)],
    media: mediaOf(message, files),
    location: location === undefined ? null : { latitude: location.lat, longitude: location.lon },
    contact: contact === undefined ? null : { name: contact.name, number: contact.phone_number },
    buttons: rowsOf(pressable(message)).map((row) => row.map(toButton)),
  };
}

/** The keys below the input field; those that open a page stand under their message instead. */
export function phoneKeys(keyboard: ViberButton[] | null): PhoneKey[][] | null {
  const rows = rowsOf(keysOf(keyboard));
  if (rows.length === 0) return null;
  return rows.map((row) =>
    row.map((key) => ({
      label: labelOf(key),
      shares:
        key.ActionType === 'share-phone' ? 'phone' : key.ActionType === 'location-picker' ? 'location' : null,
    })),
  );
}

/** The keys of `phoneKeys` in reading order. */
export function keysOf(keyboard: ViberButton[] | null): ViberButton[] {
  return (keyboard ?? []).filter(({ ActionType }) => ActionType !== 'open-url');
}

/** The buttons of `phoneMessage` in reading order. */
export function pressable({ cards = [], keyboard = [] }: ShownMessage): ViberButton[] {
  const onCards = cards.filter(({ ActionType, Text }) => ActionType !== 'none' && Text !== undefined);
  return [...onCards, ...keyboard.filter(({ ActionType }) => ActionType === 'open-url')];
}

/** Viber shows above each message who wrote it. */
function signed(name: string, from: ShownMessage['from']): TextSpan[] {
  return from === 'bot' && name !== '' ? [{ text: `${name}\n`, marks: ['bold'], href: null }] : [];
}

function spansOf(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > at) spans.push({ text: text.slice(at, match.index), marks: [], href: null });
    spans.push({ text: match[0], marks: [], href: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), marks: [], href: null });
  return spans;
}

function cardWords(cards: ViberButton[]): string {
  return cards
    .filter(({ ActionType, Text }) => ActionType === 'none' && Text !== undefined)
    .map((element) => (element.Text?.startsWith('<b>') ? `\n${labelOf(element)}` : labelOf(element)))
    .join('\n')
    .trim();
}

function mediaOf({ type, file, fileName, media }: ShownMessage, files: World['files']): PhoneMedia | null {
  const kind = KINDS[type];
  if (kind === undefined) return null;
  const stored = file === undefined ? undefined : files.get(file);
  return {
    kind,
    file: file ?? media ?? '',
    name: fileName ?? null,
    bytes: stored?.bytes.length ?? 0,
  };
}

/** Six columns make a row. */
function rowsOf(buttons: ViberButton[]): ViberButton[][] {
  const rows: ViberButton[][] = [];
  let filled = 6;
  for (const button of buttons) {
    const columns = button.Columns ?? 6;
    if (filled + columns > 6) {
      rows.push([button]);
      filled = columns;
    } else {
      rows.at(-1)?.push(button);
      filled += columns;
    }
  }
  return rows;
}

function toButton(button: ViberButton): PhoneButton {
  const { ActionType, ActionBody } = button;
  return { label: labelOf(button), url: ActionType === 'open-url' ? ActionBody : null };
}
