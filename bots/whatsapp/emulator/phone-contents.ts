/** What a person can send: each opens the shop's reply window for a day and goes to the webhook. */
import { createHash } from 'node:crypto';
import type { Platform } from './send-message.ts';
import { messageChange } from './wire.ts';
import { keepMessage, WINDOW_MS, type Chat, type ShownMessage } from './world.ts';

export interface Contents {
  /** Any message by its fields; `text` is what the phone shows. Returns its id. */
  send(fields: Record<string, unknown>, text?: string, shown?: Partial<ShownMessage>): string;
  text(text: string, more?: Record<string, unknown>): string;
  answer(kind: 'button_reply' | 'list_reply', reply: Record<string, string>, messageId?: string): void;
  contact(card?: { phone?: string; name?: string; origin?: 'contact_request' | 'other' }): void;
  location(latitude?: number, longitude?: number, name?: string): void;
  photo(bytes?: Uint8Array, caption?: string, lies?: MediaLies): void;
  document(bytes: Uint8Array, name: string, mime?: string, caption?: string): void;
  voice(bytes?: Uint8Array): void;
  video(bytes?: Uint8Array, caption?: string): void;
  sticker(bytes?: Uint8Array): void;
  /** A kind that the platform does not pass on. */
  unsupported(): void;
}

/** What the message says of a file, against what it is. */
export interface MediaLies {
  mime?: string;
  sha256?: string;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

export function createContents(platform: Platform, chat: Chat): Contents {
  const { world, pusher } = platform;
  const send: Contents['send'] = (fields, text = '', shown = {}) => {
    const id = world.nextId('wamid');
    chat.windowUntilMs = world.clock.now() + WINDOW_MS;
    keepMessage(world, chat, {
      id,
      from: 'person',
      type: String(fields['type']),
      text,
      atMs: world.clock.now(),
      buttons: [],
      state: 'delivered',
      ...shown,
    });
    pusher.push(messageChange(world, chat, id, fields));
    return id;
  };
  return {
    send,
    text: (text, more = {}) => send({ type: 'text', text: { body: text }, ...more }, text),
    answer(kind, reply, messageId) {
      const context = messageId === undefined ? {} : { context: { id: messageId } };
      send(
        { type: 'interactive', interactive: { type: kind, [kind]: reply }, ...context },
        reply['title'] ?? '',
      );
    },
    contact({ phone = chat.person.waId, name = chat.person.name, origin = 'other' } = {}) {
      const card = {
        origin,
        name: { formatted_name: name },
        phones: [{ phone: `+${phone}`, wa_id: phone, type: 'CELL' }],
      };
      send({ type: 'contacts', contacts: [card] }, '', { contact: { name, phone } });
    },
    location(latitude = 55.7558, longitude = 37.6173, name) {
      const named = name === undefined ? {} : { name };
      send({ type: 'location', location: { latitude, longitude, ...named } }, '', {
        location: { latitude, longitude },
      });
    },
    unsupported() {
      const errors = [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }];
      send({ type: 'unsupported', errors });
    },
    ...files(platform, send),
  };
}

function files({ world }: Platform, send: Contents['send']) {
  const store = (bytes: Uint8Array, mime: string, name: string | null, lies: MediaLies = {}) => {
    const id = world.nextId('media');
    world.media.set(id, { bytes: Buffer.from(bytes), mime, name, untilMs: world.clock.now() + WEEK_MS });
    const sha256 = lies.sha256 ?? createHash('sha256').update(bytes).digest('base64');
    return { id, mime_type: lies.mime ?? mime, sha256 };
  };
  const sendFile = (
    type: string,
    file: { id: string; mime_type: string; sha256: string },
    more: Record<string, unknown>,
    caption = '',
    name: string | null = null,
  ): void => {
    const words = caption === '' ? {} : { caption };
    send({ type, [type]: { ...file, ...words, ...more } }, caption, {
      media: { id: file.id, kind: type, name },
    });
  };
  return {
    photo: (bytes: Uint8Array = Buffer.from('jpeg'), caption = '', lies: MediaLies = {}) =>
      sendFile('image', store(bytes, 'image/jpeg', null, lies), {}, caption),
    document: (bytes: Uint8Array, name: string, mime = 'application/pdf', caption = '') =>
      sendFile('document', store(bytes, mime, name), { filename: name }, caption, name),
    voice: (bytes: Uint8Array = Buffer.from('opus')) =>
      sendFile('audio', store(bytes, 'audio/ogg; codecs=opus', null), { voice: true }),
    video: (bytes: Uint8Array = Buffer.from('mp4'), caption = '') =>
      sendFile('video', store(bytes, 'video/mp4', null), {}, caption),
    sticker: (bytes: Uint8Array = Buffer.from('webp')) =>
      sendFile('sticker', store(bytes, 'image/webp', null), { animated: false }),
  };
}
