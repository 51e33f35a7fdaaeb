/** What a customer's message holds. Pure; a kind that is not taken is named for the operator. */
import type { IncomingContent, IncomingMedia, SharedContact } from '../../src/core/content.ts';
import { numberOf } from './address.ts';
import { mediaRef } from './media.ts';
import type { WireContent, WireMedia } from './payload.ts';

const MEDIA_KINDS = {
  image: 'photo',
  document: 'document',
  audio: 'audio',
  voice: 'voice',
  video: 'video',
  sticker: 'sticker',
} as const satisfies Record<string, IncomingMedia['kind']>;

/** `sender` is the number that the message came from, if it is known. */
export function contentOf(message: WireContent, sender: string | null): IncomingContent {
  const content: IncomingContent = {};
  const text = message.text?.body ?? message.button?.text;
  if (text !== undefined && text !== '') content.text = text;
  addMedia(content, message);
  addPlace(content, message);
  const contact = contactOf(message, sender);
  if (contact !== null) content.contact = contact;
  if (Object.keys(content).length === 0) content.unsupported = kindOf(message);
  const referral = referralOf(message);
  if (referral !== null) content.referral = referral;
  return content;
}

function addMedia(content: IncomingContent, message: WireContent): void {
  for (const [field, kind] of Object.entries(MEDIA_KINDS)) {
    const media = message[field as keyof typeof MEDIA_KINDS];
    if (media === undefined) continue;
    content.media = [mediaOf(kind, media)];
    if (media.caption !== undefined && media.caption !== '') content.text ??= media.caption;
  }
}

function mediaOf(kind: IncomingMedia['kind'], media: WireMedia): IncomingMedia {
  const { id, sha256, mime_type: mime, filename: name, voice } = media;
  return {
    kind: kind === 'audio' && voice === true ? 'voice' : kind,
    ref: mediaRef(id, sha256),
    ...(mime === undefined ? {} : { mime }),
    ...(name === undefined ? {} : { name }),
  };
}

function addPlace(content: IncomingContent, { location }: WireContent): void {
  if (location === undefined) return;
  const { latitude, longitude, name = '', address = '' } = location;
  content.location = { latitude, longitude };
  const place = [name, address].filter((part) => part !== '').join(', ');
  if (place !== '') content.place = place;
}

/**
 * The customer's own number only if the platform says that it was asked for and given; a card from the phone's book can be
 * anybody's. One that contradicts the number the message came from is not believed either.
 */
function contactOf(
  { contacts = [], origin: asked }: WireContent,
  sender: string | null,
): SharedContact | null {
  for (const { name, phones = [], origin = asked } of contacts) {
    for (const { wa_id: waId, phone } of phones) {
      const digits = numberOf(waId) ?? numberOf(phone);
      if (digits === null) continue;
      const own = origin === 'contact_request' && (sender === null || sender === digits);
      const shown = name?.formatted_name;
      return { phone: digits, own, ...(shown === undefined ? {} : { name: shown }) };
    }
  }
  return null;
}

function referralOf({ referral, context }: WireContent): string | null {
  const product = context?.referred_product?.product_retailer_id;
  if (product !== undefined) return `product ${product}`;
  const words = [referral?.headline, referral?.source_url].filter(
    (part) => part !== undefined && part !== '',
  );
  return words.length > 0 ? words.join(' ') : null;
}

function kindOf({ type, unsupported, interactive, errors }: WireContent): string {
  if (unsupported !== undefined) return unsupported.type;
  if (interactive !== undefined) return interactive.type;
  const code = errors?.[0]?.code;
  return code === undefined ? type : `${type} (${code})`;
}
