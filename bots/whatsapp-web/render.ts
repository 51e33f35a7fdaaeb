/**
 * Content to messages of WhatsApp Web, one part each. Pure. There are no buttons here that anybody would see: choices stand
 * in the text with their numbers, links with their addresses.
 */
import type { Json, Part, RenderableContent } from '../../src/core/content.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import type { Bubble } from '../../src/rendering/bubble.ts';
import { layOut } from '../../src/rendering/lay-out.ts';
import { toWhatsapp } from './markup.ts';

export const PHOTO_BYTES_MAX = 16_000_000;
/** A file goes to the page as one text; larger ones would stall it. WhatsApp itself takes 2 GB. */
export const DOCUMENT_BYTES_MAX = 20_000_000;

export const FACTS: ChannelFacts = {
  platform: 'whatsapp-web',
  textMax: 4096,
  captionMax: 1024,
  buttonsMax: 0,
  listMax: 0,
  cardsMax: 0,
  linksInText: true,
  buttonLabelMax: 200,
  payloadMax: 0,
  media: {
    photoBytesMax: PHOTO_BYTES_MAX,
    documentBytesMax: DOCUMENT_BYTES_MAX,
    downloadBytesMax: DOCUMENT_BYTES_MAX,
  },
  receipts: 'read',
  // A second try of a part looks into the chat first: what is there is not sent again.
  settlesMs: 0,
  replyWindowMs: null,
  edit: false,
  typing: true,
  sharePhone: false,
  shareLocation: false,
  chatPauseMs: 2_000,
  intake: 'session',
};

/** What `send` finds in a part. */
export type WhatsappWebBody =
  | { do: 'text'; text: string }
  | { do: 'file'; file: string; name: string; asDocument: boolean; caption: string }
  | { do: 'location'; latitude: number; longitude: number };

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent): Part[] {
  return layOut(content, FACTS).map((bubble) => ({ kind: 'message', body: bodyOf(bubble) }));
}

function bodyOf({ runs, media, location }: Bubble): WhatsappWebBody {
  const text = toWhatsapp(runs);
  if (media !== undefined) {
    const asDocument = media.kind !== 'photo' || media.bytes > PHOTO_BYTES_MAX;
    return { do: 'file', file: media.file, name: media.name, asDocument, caption: text };
  }
  if (location !== undefined) {
    return { do: 'location', latitude: location.latitude, longitude: location.longitude };
  }
  return { do: 'text', text };
}

/** Parts come from `render` by way of our own store; null for anything else. */
export function readBody(body: Json): WhatsappWebBody | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { do: what, text, file, name, asDocument, caption, latitude, longitude } = body;
  if (what === 'text' && typeof text === 'string') return { do: what, text };
  if (what === 'location' && typeof latitude === 'number' && typeof longitude === 'number') {
    return { do: what, latitude, longitude };
  }
  if (what !== 'file' || typeof file !== 'string' || typeof name !== 'string') return null;
  const words = typeof caption === 'string' ? caption : '';
  return { do: what, file, name, asDocument: asDocument === true, caption: words };
}
