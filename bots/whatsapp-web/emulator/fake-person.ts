/** A customer's phone in the emulated WhatsApp, and what a person of the shop types to them on the shop's own phone. */
import type { DriverFile } from '../driver.ts';
import {
  chatOf,
  newId,
  put,
  seconds,
  tellUpdate,
  type FakeChat,
  type FakeMessage,
  type FakeWorld,
} from './fake-world.ts';

export interface FakePerson {
  readonly id: string;
  text(text: string, more?: Record<string, unknown>): FakeMessage;
  photo(bytes: Uint8Array, caption?: string): FakeMessage;
  /** Of any bytes, called what its sender calls it. */
  document(bytes: Uint8Array, fileName: string, mime: string): FakeMessage;
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
  return {
    id,
    chat,
    ...wordsOf(world, chat),
    ...deedsOf(world, chat),
    received: () => chat.messages.filter((one) => isOurs(one) && one['undelivered'] !== true).map(seen),
    hearsFromPhone: (text) => write(world, chat, { id: newId(world, true, chat.id, 'android'), body: text }),
  };
}

function write(world: FakeWorld, chat: FakeChat, fields: Partial<FakeMessage>): FakeMessage {
  const message = {
    id: newId(world, false, chat.id, 'android'),
    type: 'chat',
    body: '',
    timestamp: seconds(world),
    isStatus: false,
    hasMedia: false,
    ack: 1,
    ...fields,
  };
  put(world, chat, message);
  return message;
}

function wordsOf(
  world: FakeWorld,
  chat: FakeChat,
): Pick<FakePerson, 'text' | 'photo' | 'document' | 'location'> {
  const name = { name: chat.name };
  const keep = (file: DriverFile): string => {
    const id = newId(world, false, chat.id, 'ios');
    world.files.set(id, file);
    return id;
  };
  return {
    text: (text, more = {}) => write(world, chat, { ...name, body: text, ...more }),
    photo(bytes, caption = '') {
      const id = keep({ bytes, mime: 'image/png', name: null });
      const file = { hasMedia: true, mime: 'image/png', bytes: bytes.byteLength };
      return write(world, chat, { ...name, id, type: 'image', body: caption, ...file });
    },
    document(bytes, fileName, mime) {
      const id = keep({ bytes, mime, name: fileName });
      const file = { hasMedia: true, mime, fileName, bytes: bytes.byteLength };
      return write(world, chat, { ...name, id, type: 'document', ...file });
    },
    location: (latitude, longitude) =>
      write(world, chat, { ...name, type: 'location', location: { latitude, longitude } }),
  };
}

type Deeds = 'edit' | 'revoke' | 'react' | 'read' | 'block' | 'unblock' | 'becomes' | 'movesTo';

function deedsOf(world: FakeWorld, chat: FakeChat): Pick<FakePerson, Deeds> {
  return {
    edit(edited, text) {
      edited.body = text;
      tellUpdate(world, { type: 'edited', message: { ...edited, editedAtMs: world.clock.now() } });
    },
    revoke: (revoked) => tellUpdate(world, { type: 'revoked', id: revoked.id }),
    react(about, emoji) {
      const id = newId(world, false, chat.id, 'android');
      const head = { type: 'reaction', id, messageId: about.id, sender: chat.id };
      tellUpdate(world, { ...head, emoji, timestamp: seconds(world) });
    },
    read() {
      for (const shown of chat.messages.filter(isOurs)) {
        if (shown['undelivered'] === true || shown.ack === 3) continue;
        shown.ack = 3;
        tellUpdate(world, { type: 'ack', id: shown.id, ack: 3 });
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
      tellUpdate(world, { type: 'moved', from, to: next, timestamp: seconds(world) });
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
