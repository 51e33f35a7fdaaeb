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
  /** Token, webhook, certificate, secret, limits: for `doctor` and the start. */
  check(): Promise<Finding[]>;
}

export interface ChannelFacts {
  platform: string;
  /** Characters (UTF-16 units) of one message and of a caption. */
  textMax: number;
  captionMax: number;
  buttonsMax: number;
  /** Characters of one button's label that are shown whole. */
  buttonLabelMax: number;
  /** Bytes a button can carry. */
  payloadMax: number;
  media: { photoBytesMax: number; documentBytesMax: number; downloadBytesMax: number };
  receipts: 'none' | 'delivered' | 'read';
  /** Free text is allowed for this long after the customer's last message; null: always. */
  replyWindowMs: number | null;
  edit: boolean;
  typing: boolean;
  sharePhone: boolean;
  shareLocation: boolean;
  /** The least pause between two messages to one chat that the platform asks for; 0: none. */
  chatPauseMs: number;
  intake: 'webhook' | 'poll' | 'session';
}

/** Resolves when the events are durable; rejects when they could not be stored, so that the platform sends them again. */
export type EventSink = (events: IncomingUpdate[]) => Promise<void>;

/** One normalised event with the raw payload it came from (kept 30 days for disputes). */
export interface IncomingUpdate {
  event: ChannelEvent;
  raw: string;
}

export interface WebhookRequest {
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
    }
  | { ok: false; status: 400 | 401 | 403 | 404 | 413 | 415; reason: string };

export type SendResult =
  | { kind: 'sent'; externalId: string }
  /** Certainly not carried out: try again later. */
  | { kind: 'retry'; afterMs: number; scope: 'chat' | 'account'; reason: string }
  /** The platform said no for good. `unreachable`: the customer has blocked us or is gone. */
  | { kind: 'refused'; code: string; unreachable: boolean }
  /** No answer came back; it may have arrived. */
  | { kind: 'unknown'; reason: string }
  /** The account cannot send at all until a person mends it (token revoked, billing). */
  | { kind: 'broken'; code: string };

export type Signal = { kind: 'typing' } | { kind: 'tap-answered'; tapId: string };

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
