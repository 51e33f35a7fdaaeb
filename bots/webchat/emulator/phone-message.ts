/** An item of the chat as a phone of the playground draws it. Cards stand below the words, each with its buttons. */
import type {
  PhoneButton,
  PhoneKey,
  PhoneMessage,
  TextMark,
  TextSpan,
} from '../../../src/core/ports/phone.ts';
import type { ChatButton, ChatItem, Span } from '../protocol.ts';

export function phoneMessage(item: ChatItem): PhoneMessage {
  const { seq, from, atMs, edited, files, location, contact, author } = item;
  const [file] = files;
  const signed: TextSpan[] = author === undefined ? [] : [span(`${author}\n`, ['bold'])];
  const cards = item.cards.flatMap(({ title, text }) => [
    span(`\n${title}\n`, ['bold']),
    ...(text === undefined ? [] : [span(`${text}\n`, [])]),
  ]);
  return {
    id: seq,
    from: from === 'shop' ? 'shop' : 'customer',
    atMs,
    edited: edited === true,
    text: [...signed, ...item.text.map(toSpan), ...cards],
    media: file === undefined ? null : { kind: file.kind, file: file.id, name: file.name, bytes: file.bytes },
    location: location ?? null,
    contact: contact?.phone === undefined ? null : { name: contact.name ?? '', number: contact.phone },
    buttons: pressable(item).map((button): PhoneButton[] => [
      { label: button.label, url: button.kind === 'url' ? button.url : null },
    ]),
  };
}

/** The buttons under the message in reading order; forms are keys below the input field. */
export function pressable({ buttons, cards }: ChatItem): ChatButton[] {
  const all = [...buttons, ...cards.flatMap((card) => card.buttons)];
  return all.filter(({ kind }) => kind === 'reply' || kind === 'url');
}

/** The forms that the newest words of the shop offer. */
export function phoneKeys(items: readonly ChatItem[]): PhoneKey[][] | null {
  const last = items.at(-1);
  const rows = (last?.from === 'shop' ? last.buttons : []).flatMap(({ kind, label }): PhoneKey[][] => {
    if (kind === 'share-phone') return [[{ label, shares: 'phone' }]];
    return kind === 'share-location' ? [[{ label, shares: 'location' }]] : [];
  });
  return rows.length > 0 ? rows : null;
}

function toSpan({ text, bold, italic, code, href }: Span): TextSpan {
  const marks: TextMark[] = [
    ...(bold ? (['bold'] as const) : []),
    ...(italic ? (['italic'] as const) : []),
    ...(code ? (['code'] as const) : []),
  ];
  return { text, marks, href: href !== undefined && /^https?:/.test(href) ? href : null };
}

function span(text: string, marks: TextMark[]): TextSpan {
  return { text, marks, href: null };
}
