/**
 * What we use of WhatsApp Web, and nothing more: one paired session that sends, tells what happens, and can be asked for
 * messages. The real one drives a browser; the emulator plays it in tests. Whatever a driver tells is checked in parse.ts.
 */

export interface Driver {
  /**
   * Loads the page and begins to tell. Resolves once the page runs; whether it is paired is told by `qr` or `ready`.
   * Rejects when there is no page. A driver starts once.
   */
  start(tell: (event: DriverEvent) => void): Promise<void>;
  /** Ends page and browser; nothing is told any more. Safe to call at any time, and twice. */
  stop(): Promise<void>;
  /** Takes this device off the phone's list of linked devices, as far as that can be done now. */
  unlink(): Promise<void>;
  /** `CONNECTED` or another word of WhatsApp Web's. Rejects when the page is gone. */
  state(): Promise<string>;
  /** Carries out one message. `null`: there is no such chat. Rejects with `NotBegun` or, if it may be out, anything else. */
  send(chat: ChatId, outgoing: Outgoing): Promise<SentMessage | null>;
  typing(chat: ChatId): Promise<void>;
  markRead(chat: ChatId): Promise<void>;
  /** The newest messages of a chat in both directions, oldest first, as records for parse.ts; `null`: no such chat. */
  recent(chat: ChatId, limit: number): Promise<unknown[] | null>;
  /** Chats with one person each that had a message since then, newest first. */
  chatsSince(sinceMs: number, limit: number): Promise<ChatId[]>;
  /** Other ids of the same person (`…@lid` for `…@c.us` and the other way round); empty when WhatsApp does not say. */
  aliases(chat: ChatId): Promise<ChatId[]>;
  /** A file of a message by the message's whole id; `null`: it is gone. Read only if it is at most so large. */
  file(messageId: string, limitBytes: number): Promise<DriverFile | 'too-large' | null>;
}

/** `79161234567@c.us` or `123456789@lid`. The digits of the second kind are no phone number. */
export type ChatId = string;

export type DriverEvent =
  /** The content of the picture to scan; a new one about every twenty seconds. */
  | { kind: 'qr'; code: string }
  | { kind: 'ready'; number: string | null }
  /** `LOGOUT`: unlinked on the phone. Otherwise the page or the browser has gone. */
  | { kind: 'ended'; reason: string }
  /** Anything that happened in a chat, as plain JSON. */
  | { kind: 'update'; update: unknown };

export type Outgoing =
  | { do: 'text'; text: string }
  | { do: 'file'; file: DriverFile; asDocument: boolean; caption: string }
  | { do: 'location'; latitude: number; longitude: number };

export interface DriverFile {
  bytes: Uint8Array;
  mime: string;
  name: string | null;
}

/** `id` as WhatsApp Web writes it whole: `true_79161234567@c.us_3EB0C431C26A1916E07A`. */
export interface SentMessage {
  id: string;
}

/** The call never began: certainly nothing was sent. */
export class NotBegun extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotBegun';
  }
}

/** How often it needs one, an adapter makes a driver: each session of a page is one driver. */
export type MakeDriver = () => Promise<Driver>;
