/** A Telegram message's content in our words: text, files, place, contact, start payload. Pure. */
import { z } from 'zod';
import type { IncomingContent, IncomingMedia } from '../../src/core/content.ts';

const file = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
});
const point = z.object({ latitude: z.number(), longitude: z.number() });

/** The fields of a message that can be content; every one may be missing. */
export const contentShape = {
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  animation: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  sticker: file
    .extend({
      is_animated: z.boolean().optional(),
      is_video: z.boolean().optional(),
      thumbnail: file.optional(),
    })
    .optional(),
  location: point.extend({ live_period: z.number().optional() }).optional(),
  venue: z.object({ location: point, title: z.string(), address: z.string() }).optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.number().optional(),
    })
    .optional(),
  forward_origin: z.unknown().optional(),
  forward_date: z.number().optional(),
};

const contentSchema = z.object(contentShape);
export type MessageContent = z.infer<typeof contentSchema>;

/** Kinds that people can send and that we do not take, named so for the operator. */
const UNSUPPORTED = [
  'poll',
  'dice',
  'game',
  'story',
  'invoice',
  'paid_media',
  'checklist',
  'giveaway',
  'gift',
  'users_shared',
  'chat_shared',
  'web_app_data',
  'live_location',
];

const START = /^\/start(?:@\w+)?(?:\s+(\S{1,64}))?\s*$/;

/**
 * What a message says, or null when it says nothing to us (a service message). `senderId` decides whether a shared contact is
 * the sender's own. `raw` is the message as it came, for kinds that have no field above.
 */
export function parseContent(
  message: MessageContent,
  senderId: number,
  raw: Record<string, unknown>,
): IncomingContent | null {
  const start = message.text === undefined ? null : START.exec(message.text);
  if (start !== null) return { start: start[1] ?? '' };
  const content: IncomingContent = {};
  const text = message.text ?? message.caption;
  if (text !== undefined) content.text = text;
  const media = mediaOf(message);
  if (media !== null) content.media = [media];
  const location = message.venue?.location ?? message.location;
  if (location !== undefined)
    content.location = { latitude: location.latitude, longitude: location.longitude };
  const place = placeOf(message);
  if (place !== '') content.place = place;
  if (message.contact !== undefined) content.contact = contactOf(message, message.contact, senderId);
  if (Object.keys(content).length > 0) return content;
  const unsupported = UNSUPPORTED.find((kind) => raw[kind] !== undefined);
  return unsupported === undefined ? null : { unsupported };
}

function mediaOf(message: MessageContent): IncomingMedia | null {
  // The sizes of a photo come from the smallest to the largest.
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return toMedia('photo', photo);
  // An animation comes with a document of the same file, for clients that know no animations.
  const video = message.animation ?? message.video ?? message.video_note;
  if (video !== undefined) return toMedia('video', video);
  if (message.voice !== undefined) return toMedia('voice', message.voice);
  if (message.audio !== undefined) return toMedia('audio', message.audio);
  if (message.document !== undefined) return toMedia('document', message.document);
  return message.sticker === undefined ? null : stickerOf(message.sticker);
}

/** What moves is a format of Telegram's own; its still picture can be looked at anywhere. */
function stickerOf(sticker: NonNullable<MessageContent['sticker']>): IncomingMedia {
  const moves = sticker.is_animated === true || sticker.is_video === true;
  if (!moves) return toMedia('sticker', { mime_type: 'image/webp', ...sticker });
  return sticker.thumbnail === undefined
    ? toMedia('sticker', sticker)
    : toMedia('sticker', { mime_type: 'image/webp', ...sticker.thumbnail });
}

function toMedia(
  kind: IncomingMedia['kind'],
  { file_id, file_size, file_name, mime_type }: z.infer<typeof file>,
) {
  const media: IncomingMedia = { kind, ref: file_id };
  if (file_name !== undefined) media.name = file_name;
  if (mime_type !== undefined) media.mime = mime_type;
  if (file_size !== undefined) media.bytes = file_size;
  return media;
}

function contactOf(
  message: MessageContent,
  contact: NonNullable<MessageContent['contact']>,
  senderId: number,
) {
  const isForwarded = message.forward_origin !== undefined || message.forward_date !== undefined;
  return {
    phone: contact.phone_number.replace(/\D/g, ''),
    name: [contact.first_name, contact.last_name].filter(Boolean).join(' '),
    // Anybody can pass on somebody's card: only the sender's own id on it, sent by themselves, is proof.
    own: contact.user_id === senderId && !isForwarded,
  };
}

function placeOf({ venue }: MessageContent): string {
  return venue === undefined ? '' : [venue.title, venue.address].filter((part) => part !== '').join(', ');
}
