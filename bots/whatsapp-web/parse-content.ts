/** The content of a WhatsApp Web message in our words: text, files, place, contact. Pure. */
import { z } from 'zod';
import type { IncomingContent, IncomingMedia, SharedContact } from '../../src/core/content.ts';
import { phoneOf } from './message-id.ts';

/** The fields of a message that can be content; every one but the type may be missing. */
export const contentShape = {
  type: z.string(),
  body: z.string().nullish(),
  hasMedia: z.boolean().nullish(),
  mime: z.string().nullish(),
  fileName: z.string().nullish(),
  bytes: z.number().nonnegative().nullish(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().nullish(),
      address: z.string().nullish(),
    })
    .nullish(),
  vCards: z.array(z.string()).nullish(),
};

const contentSchema = z.object({ id: z.string(), ...contentShape });
type Shown = z.infer<typeof contentSchema>;

/** What WhatsApp Web writes into chats for itself. */
const NOISE = new Set([
  'album',
  'broadcast_notification',
  'call_log',
  'ciphertext',
  'debug',
  'e2e_notification',
  'gp2',
  'group_notification',
  'notification',
  'notification_template',
  'pinned_message',
  'protocol',
  'reaction',
  'revoked',
]);

const TEXTS = new Set(['chat', 'buttons_response', 'list_response', 'template_button_reply']);

const MEDIA: Record<string, IncomingMedia['kind']> = {
  image: 'photo',
  video: 'video',
  ptv: 'video',
  ptt: 'voice',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

/** True for lines that nobody has written. */
export function isNoise(type: string): boolean {
  return NOISE.has(type);
}

/** Null when there is nothing in it. `chat` tells whose own number a contact card may hold. */
export function parseContent(message: Shown, chat: string): IncomingContent | null {
  const { type, location, vCards } = message;
  const text = message.body ?? '';
  const kind = MEDIA[type];
  if (TEXTS.has(type)) return text === '' ? null : { text };
  if (kind !== undefined) {
    const media: IncomingMedia[] = [mediaOf(message, kind)];
    return text === '' ? { media } : { text, media };
  }
  if (type === 'location' && location != null) {
    const { latitude, longitude, name, address } = location;
    const place = [name, address].filter(Boolean).join(', ');
    return { location: { latitude, longitude }, ...(place === '' ? {} : { place }) };
  }
  const contact = type === 'vcard' ? readCard(vCards?.[0] ?? '', chat) : null;
  if (contact !== null) return { contact };
  return { unsupported: type.slice(0, 80), ...(text === '' ? {} : { text }) };
}

function mediaOf({ id, hasMedia, mime, fileName, bytes }: Shown, kind: IncomingMedia['kind']): IncomingMedia {
  return {
    kind,
    ref: id,
    ...(fileName ? { name: fileName } : {}),
    ...(mime ? { mime } : {}),
    ...(bytes == null ? {} : { bytes }),
    ...(hasMedia === false ? { missing: 'gone' as const } : {}),
  };
}

/** `waid` is WhatsApp's own mark of a number that it knows; without it the first number of the card is taken. */
function readCard(card: string, chat: string): SharedContact | null {
  const waid = /waid=(\d{5,15})/i.exec(card)?.[1];
  const typed = /^TEL[^:\n]{0,200}:\s*([+\d][\d\s()./-]{4,30})/im.exec(card)?.[1]?.replace(/\D/g, '');
  const phone = waid ?? typed;
  if (phone === undefined || phone.length < 5) return null;
  const name = /^FN[^:\n]{0,100}:(.{1,100})$/im.exec(card)?.[1]?.trim();
  return { phone, own: waid !== undefined && waid === phoneOf(chat), ...(name ? { name } : {}) };
}
