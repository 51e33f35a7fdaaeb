/** A message of the library as the plain record that parse.ts reads: only what we look at, nothing of the page's objects. */
import type { Message } from 'whatsapp-web.js';

/** The fields are checked in parse.ts; nothing here believes their types. */
export function recordOf(message: Message): Record<string, unknown> {
  const raw = message.rawData as Record<string, unknown>;
  const { location } = message;
  const shown = location as unknown as Record<string, unknown> | undefined;
  return {
    id: serialised(message.id),
    type: message.type,
    body: message.body,
    timestamp: message.timestamp,
    isStatus: message.isStatus,
    name: raw['notifyName'],
    hasMedia: message.hasMedia,
    mime: raw['mimetype'],
    fileName: raw['filename'],
    bytes: raw['size'],
    location: shown && {
      latitude: Number(shown['latitude']),
      longitude: Number(shown['longitude']),
      name: shown['name'],
      address: shown['address'],
    },
    vCards: message.vCards,
    album: serialised(raw['parentMsgKey']),
    editedAtMs: raw['latestEditSenderTimestampMs'],
    ack: message.ack,
  };
}

/** What the page calls the whole of an id. */
const WHOLE = '_serialized';

/** The whole id of a key of the page, which is an object or already text. */
export function serialised(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  const inside = typeof key === 'object' && key !== null && WHOLE in key ? key[WHOLE] : undefined;
  return typeof inside === 'string' ? inside : undefined;
}
