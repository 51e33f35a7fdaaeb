/**
 * The port of a messenger. What a platform can do is data (`ChannelFacts`), not optional methods.
 * An adapter verifies, parses, renders and sends; it keeps no state that a restart would lose and decides nothing.
 */
import type { IncomingMedia, Json, Part, RenderableContent } from '../content.ts';
import type { ChannelEvent } from '../event.ts';
import type { AccountId, Address } from '../ids.ts';

export interface ChannelAdapter {
  readonly account: AccountId;
  readonly facts: ChannelFacts;
  /** Starts intake: polls, or registers the webhook. The sink's promise resolves after the events are on disk. */
  open(sink: EventSink): Promise<void>;
  /** Ends intake and leaves no timer and no socket. */
  close(): Promise<void>;
  /** Verifies and parses one webhook call. Never throws. */
  receive(request: WebhookRequest): Intake;
  /** Content to calls, one part each; pure. */
  render(content: RenderableContent): Part[];
  /** Carries out one part. `key` is the same for every try of it. Never throws. */
  send(address: Address, part: Part, key: string): Promise<SendResult>;
  /** Typing, the answer to a tap: fire and forget. Never throws. */
  signal(address: Address, signal: Signal): void;
  /** Bytes of a customer's file, from the platform's own hosts only. */
  fetchMedia(ref: IncomingMedia, limitBytes: number): Promise<FetchedMedia>;
  /** Token, webhook, certificate, secret, limits: for `doctor`, the start and the console. */
  check(): Promise<ChannelFinding[]>;
  /**
   * A call that changes nothing: does the platform answer at all? Asked before a customer's words are risked once more on
   * an account that gave no answer. A refusal is an answer, the word that it is in trouble is none. Never throws. Left out
   * where there is no such call.
   */
  answers?(): Promise<boolean>;
  /**
   * Where customers of other channels can begin to write to this account. Pure; null while it is not known, and where
   * there is no such address.
   */
  contactAddress?(): ContactAddress | null;
  /** What the desk should know although everything works: a limit that is nearly used up. Asks nobody. */
  notes?(): ChannelFinding[];
}

/** A way into an account from outside, with a few words of ours on board: "write me in …" and one-time codes. */
export interface ContactAddress {
  /** With one `{}` where those words stand, percent-encoded: `https://t.me/shop_bot?start={}`. */
  url: string;
  /**
   * `start`: they arrive unseen, as `content.start` (the payload of a deep link; at most 64 of `A-Za-z0-9_-`).
   * `text`: the customer finds a sentence written for them and sends it; it arrives as `content.text`.
   */
  carries: 'start' | 'text';
}

export interface ChannelFacts {
  platform: string;
  /** One webhook call may hold many events: its body may be larger. */
  batches?: true;
  /** Characters (UTF-16 units) of one message and of a caption. */
  textMax: number;
  captionMax: number;
  buttonsMax: number;
  /** Rows of a list that opens on a tap; 0: the platform has none. What does not fit a list either is numbered. */
  listMax: number;
  /** Cards side by side; 0: each becomes a message, or a paragraph, of its own. */
  cardsMax: number;
  /** Every message keeps buttons of its own, pictures too: a card can be a message. */
  cardMessages?: true;
  /** Links cannot stand among the buttons: they are written into the text. */
  linksInText?: true;
  /** Characters of one button's label that are shown whole. */
  buttonLabelMax: number;
  /** Bytes a button can carry. */
  payloadMax: number;
  media: { photoBytesMax: number; documentBytesMax: number; downloadBytesMax: number };
  receipts: 'none' | 'delivered' | 'read';
  /**
   * A send whose answer was lost is settled by a receipt that carries its key: wait this long for it before a second try.
   * 0: the platform drops repeats of a key by itself, so that a second try is safe. null: nothing settles it.
   */
  settlesMs: number | null;
  /** Free text is allowed for this long after the customer's last message; null: always. */
  replyWindowMs: number | null;
  /** Every message costs: words that follow each other in a turn go as one. */
  paidByMessage?: true;
  edit: boolean;
  typing: boolean;
  sharePhone: boolean;
  /** Nobody vouches for a number that is shared: where a proof is wanted, flows do not offer the key. */
  phoneUnproven?: true;
  shareLocation: boolean;
  /** The least pause between two messages to one chat that the platform asks for; 0: none. */
  chatPauseMs: number;
  /** `hosted`: browsers talk to us directly. */
  intake: 'webhook' | 'poll' | 'session' | 'hosted';
}

/** Resolves when the events are durable; rejects when they could not be stored, so that the platform sends them again. */
export type EventSink = (events: IncomingUpdate[]) => Promise<void>;

/** One normalised event with the raw payload it came from (kept 30 days for disputes). */
export interface IncomingUpdate {
  event: ChannelEvent;
  raw: string;
}

export interface WebhookRequest {
  method: 'GET' | 'POST';
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Uint8Array;
}

export type Intake =
  | {
      ok: true;
      updates: IncomingUpdate[];
      /** Body of the answer once everything is stored; null: empty. */
      answer: Json | null;
      /** Goes out instead, as plain text: a handshake that wants its challenge back. */
      plain?: string;
    }
  | { ok: false; status: 400 | 401 | 403 | 404 | 405 | 413 | 415; reason: string };

export type SendResult =
  | { kind: 'sent'; externalId: string }
  /** Certainly not carried out: try again later. `tooFast`: the platform is well and asks for fewer calls a second. */
  | { kind: 'retry'; afterMs: number; scope: 'chat' | 'account'; reason: string; tooFast?: true }
  /** The platform said no for good. `unreachable`: the customer has blocked us or is gone. */
  | { kind: 'refused'; code: string; unreachable: boolean }
  /** No answer came back; it may have arrived. */
  | { kind: 'unknown'; reason: string }
  /** The account cannot send at all until a person mends it (token revoked, billing). */
  | { kind: 'broken'; code: string };

/** A platform that we are ourselves: its adapter answers browsers under `/chat/<account name>/…`. */
export interface HostedAdapter extends ChannelAdapter {
  /**
   * `clientAddress` is the visitor's IP address behind trusted proxies. `mayTakeLong` is called before the body of a file is read
   * for somebody who may send one: a slow line is waited for then. Never throws.
   */
  handle(request: Request, clientAddress: string, mayTakeLong: () => void): Promise<Response>;
  /** The house is about to stop: says goodbye on every connection that stays open. */
  leave(): void;
}

/** A platform that is reached through a linked device: people pair it, and it may be logged out at any time. */
export interface SessionAdapter extends ChannelAdapter {
  session(): SessionState;
  /** Called at every change; returns the way to stop. */
  watchSession(listener: (state: SessionState) => void): () => void;
  /** Throws the pairing away and begins a new one. */
  pairAgain(): Promise<void>;
}

export type SessionState =
  | { is: 'off' }
  | { is: 'starting' }
  /** `code` is the content of the QR picture; it changes every half minute. */
  | { is: 'pairing'; code: string; sinceMs: number }
  | { is: 'ready'; number: string | null; sinceMs: number }
  /** Comes back by itself. */
  | { is: 'reconnecting'; reason: string; sinceMs: number }
  /** A person has to pair it again. */
  | { is: 'logged-out'; reason: string; sinceMs: number };

export function isHosted(adapter: ChannelAdapter): adapter is HostedAdapter {
  return 'handle' in adapter;
}

export function isSession(adapter: ChannelAdapter): adapter is SessionAdapter {
  return 'session' in adapter;
}

/** `read`: a person of the shop has the conversation open; `messageId` is the platform's id of the last message seen. */
export type Signal =
  { kind: 'typing' } | { kind: 'tap-answered'; tapId: string } | { kind: 'read'; messageId: string };

export type FetchedMedia =
  | { ok: true; bytes: Uint8Array; mime: string; name: string | null }
  | { ok: false; reason: 'too-large' | 'gone' | 'unavailable' };

export interface Finding {
  level: 'ok' | 'warn' | 'error';
  /** What was looked at. */
  subject: string;
  /** What is so, and for warn and error what to do. */
  message: string;
}

/** With its code and what fills the sentence of that code, so that it can be said in any language. */
export interface ChannelFinding extends Finding {
  code: string;
  values: Record<string, string | number>;
}
