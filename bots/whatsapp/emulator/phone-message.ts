/** A message of the emulated chat as a phone draws it: text in stretches of one style, files, places, what can be tapped. */
import type { Locale } from '../../../src/core/locale.ts';
import type { PhoneButton, PhoneMedia, PhoneMessage } from '../../../src/core/ports/phone.ts';
import { spansOf } from './spans.ts';
import type { ShownButton, ShownMessage, World } from './world.ts';

/** Buttons whose words are the phone's own, in its language. */
const OWN_WORDS: Partial<Record<ShownButton['kind'], Record<Locale, string>>> = {
  'share-phone': { ru: 'Поделиться номером', uk: 'Поділитися номером', en: 'Share phone number' },
  'share-location': { ru: 'Отправить геопозицию', uk: 'Надіслати геодані', en: 'Send location' },
};
const REVOKED: Record<Locale, string> = {
  ru: 'Сообщение удалено',
  uk: 'Повідомлення видалено',
  en: 'This message was deleted',
};

/** As the owner of a phone in this language sees it. */
export function phoneMessage(message: ShownMessage, world: World, locale: Locale): PhoneMessage {
  const { number, from, atMs, edited, revoked, location, contact, buttons, reaction, state } = message;
  const own = from === 'person';
  return {
    id: number,
    from: own ? 'customer' : 'shop',
    atMs,
    edited: edited === true,
    text: revoked
      ? [{ text: REVOKED[locale], marks: ['italic'], href: null }]
      : spansOf(`${message.text}${reaction === undefined || reaction === '' ? '' : `\n${reaction}`}`),
    media: revoked ? null : mediaOf(message, world),
    location: location ?? null,
    contact: contact === undefined ? null : { name: contact.name, number: contact.phone },
    buttons: buttons.map((button) => [buttonOf(button, locale)]),
    ...(own ? { ticks: state === 'read' ? ('read' as const) : ('delivered' as const) } : {}),
  };
}

function buttonOf({ kind, label, url, description }: ShownButton, locale: Locale): PhoneButton {
  const words = OWN_WORDS[kind]?.[locale] ?? label;
  return {
    label: description === undefined ? words : `${words} · ${description}`,
    url: url !== undefined && /^https?:/i.test(url) ? url : null,
  };
}

const KINDS: Record<string, PhoneMedia['kind']> = {
  image: 'photo',
  document: 'document',
  audio: 'voice',
  video: 'video',
  sticker: 'sticker',
};

function mediaOf({ media }: ShownMessage, world: World): PhoneMedia | null {
  if (media === undefined) return null;
  const stored = world.media.get(media.id);
  return {
    kind: KINDS[media.kind] ?? 'document',
    file: media.id,
    name: media.name ?? stored?.name ?? null,
    bytes: stored?.bytes.length ?? 0,
  };
}
