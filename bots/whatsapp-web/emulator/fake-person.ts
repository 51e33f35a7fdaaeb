/** A customer's phone in the emulated WhatsApp, and what a person of the shop types to them on the shop's own phone. */
import {
  chatOf,
  newId,
  put,
  seconds,
  tellAll,
  type FakeChat,
  type FakeMessage,
  type FakeWorld,
} from './fake-whatsapp.ts';

export interface FakePerson {
  readonly id: string;
  text(text: string, more?: Record<string, unknown>): FakeMessage;
  photo(bytes: Uint8Array, caption?: string): FakeMessage;
  location(latitude: number, longitude: number): FakeMessage;
  edit(message: FakeMessage, text: string): void;
  revoke(message: FakeMessage): void;
  react(message: FakeMessage, emoji: string): void;
  /** Reads everything that has come. */
  read(): void;
  block(): void;
  unblock(): void;
  /** From now on WhatsApp calls them by another id. */
  becomes(id: string): void;
  /** They change their number, and WhatsApp says so in the chat. */
  movesTo(id: string): void;
  /** What has arrived from the shop, as it is shown. */
  received(): SeenMessage[];
  /** A person of the shop writes to them on the shop's phone. */
  hearsFromPhone(text: string): FakeMessage;
  chat: FakeChat;
}

export interface SeenMessage {
  text: string;
  hasMedia: boolean;
  message: FakeMessage;
}

/** The person of that id; made at the first call. They have a chat with the shop, empty at first. */
export function createFakePerson(world: FakeWorld, id: string, name = 'Анна'): FakePerson {
  const chat = chatOf(world, id) ?? { id, otherIds: [], name, messages: [], hasBlocked: false };
  world.chats.set(chat.id, chat);
  const message = (fields: Partial<FakeMessage>, client: 'android' | 'ios' = 'android'): FakeMessage => {
    const made = {
      id: newId(world, false, chat.id, client),
      type: 'chat',
      body: '',
      timestamp: seconds(world),
      isStatus: false,
      name: chat.name,
      hasMedia: false,
      ack: 1,
      ...fields,
    };
    put(world, chat, made);
    return made;
  };
  const tell = (update: unknown): void => {
    if (world.isConnected) tellAll(world, { kind: 'update', update });
  };
  return {
    id,
    chat,
    text: (text, more = {}) => message({ body: text, ...more }),
    photo(bytes, caption = '') {
      const fields = {
        type: 'image',
        body: caption,
        hasMedia: true,
        mime: 'image/png',
        bytes: bytes.byteLength,
      };
      const made = newId(world, false, chat.id, 'ios');
      world.files.set(made, { bytes, mime: 'image/png', name: null });
      return message({ id: made, ...fields });
    },
    location: (latitude, longitude) => message({ type: 'location', location: { latitude, longitude } }),
    edit(edited, text) {
      edited.body = text;
      tell({ type: 'edited', message: { ...edited, editedAtMs: world.clock.now() } });
    },
    revoke: (revoked) => tell({ type: 'revoked', id: revoked.id }),
    react(about, emoji) {
      const own = newId(world, false, chat.id, 'android');
      const sender = chat.id;
      tell({ type: 'reaction', id: own, messageId: about.id, sender, emoji, timestamp: seconds(world) });
    },
    read() {
      for (const shown of chat.messages.filter(isOurs)) {
        if (shown['undelivered'] === true || shown.ack === 3) continue;
        shown.ack = 3;
        tell({ type: 'ack', id: shown.id, ack: 3 });
      }
    },
    block() {
      chat.hasBlocked = true;
    },
    unblock() {
      chat.hasBlocked = false;
    },
    becomes: (next) => rename(world, chat, next),
    movesTo(next) {
      const from = chat.id;
      world.chats.delete(from);
      chat.id = next;
      world.chats.set(next, chat);
      tell({ type: 'moved', from, to: next, timestamp: seconds(world) });
    },
    received: () => chat.messages.filter((one) => isOurs(one) && one['undelivered'] !== true).map(seen),
    hearsFromPhone(text) {
      const made: FakeMessage = {
        id: newId(world, true, chat.id, 'android'),
        type: 'chat',
        body: text,
        timestamp: seconds(world),
        isStatus: false,
        hasMedia: false,
        ack: 1,
      };
      put(world, chat, made);
      return made;
    },
  };
}

function rename(world: FakeWorld, chat: FakeChat, next: string): void {
  world.chats.delete(chat.id);
  chat.otherIds = [...new Set([...chat.otherIds.filter((id) => id !== next), chat.id])];
  chat.id = next;
  world.chats.set(next, chat);
}

function isOurs({ id }: FakeMessage): boolean {
  return id.startsWith('true_');
}

function seen(message: FakeMessage): SeenMessage {
  return { text: shownText(message.body), hasMedia: message.hasMedia, message };
}

/** The text as an eye sees it: WhatsApp takes its own marks away where they make a pair. */
export function shownText(body: string): string {
  return body
    .replace(/```([\s\S]+?)```/g, '$1')
    .replace(/(^|[^\p{L}\p{N}])`(\S|\S[^\n`]*?\S)`(?![\p{L}\p{N}])/gmu, '$1$2')
    .replace(/(^|[^\p{L}\p{N}])\*(\S|\S[^\n*]*?\S)\*(?![\p{L}\p{N}])/gmu, '$1$2')
    .replace(/(^|[^\p{L}\p{N}])_(\S|\S[^\n_]*?\S)_(?![\p{L}\p{N}])/gmu, '$1$2')
    .replace(/(^|[^\p{L}\p{N}])~(\S|\S[^\n~]*?\S)~(?![\p{L}\p{N}])/gmu, '$1$2');
}
