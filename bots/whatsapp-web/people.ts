/**
 * What a session knows about the people it talks with, asked once each and kept in bounded memory: by which other ids
 * WhatsApp calls them, and that they have written to us. Both can be asked again at any time.
 */
import type { Clock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ChatId, Driver } from './driver.ts';
import { readMessageId } from './message-id.ts';
import { within } from './within.ts';

export interface People {
  /** Other ids of the same person; empty when WhatsApp does not say. Never rejects. */
  aliasesOf(chat: ChatId): Promise<ChatId[]>;
  /** True if there is a message of theirs in the chat. Rejects when that cannot be looked up now. */
  hasWritten(driver: Driver, chat: ChatId): Promise<boolean>;
  /** They have just written. */
  wrote(chat: ChatId): void;
  /** A new session: what the last one could not say may be known now. */
  forget(): void;
}

/** Messages that are looked through for one of theirs. */
const LOOK_BACK = 50;
/** A page that does not say soon has other troubles; the message must not wait for it. */
const ALIAS_WAIT_MS = 3_000;

export function createPeople(clock: Clock, driver: () => Driver | null): People {
  const aliases = new Map<ChatId, ChatId[]>();
  const writers = new Map<ChatId, true>();
  return {
    async aliasesOf(chat) {
      const known = aliases.get(chat);
      if (known !== undefined) return known;
      const now = driver();
      if (now === null) return [];
      const found = await within(clock, ALIAS_WAIT_MS, 'aliases', now.aliases(chat)).catch(() => []);
      keep(aliases, chat, found);
      return found;
    },
    async hasWritten(now, chat) {
      if (writers.has(chat)) return true;
      const looked = now.recent(chat, LOOK_BACK);
      const messages = await within(clock, LIMITS.sendTimeoutMs, 'recent messages', looked);
      const has = (messages ?? []).some(isTheirs);
      if (has) keep(writers, chat, true);
      return has;
    },
    wrote: (chat) => keep(writers, chat, true),
    forget: () => aliases.clear(),
  };
}

function isTheirs(message: unknown): boolean {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
  const read = typeof id === 'string' ? readMessageId(id) : null;
  return read !== null && !read.fromMe;
}

/** The longest unused goes first. */
function keep<T>(map: Map<ChatId, T>, chat: ChatId, value: T): void {
  map.delete(chat);
  map.set(chat, value);
  for (const oldest of map.keys()) {
    if (map.size <= LIMITS.linkedChatsKept) return;
    map.delete(oldest);
  }
}
