/**
 * The playground's page and its server: emulated customers' phones, the small mailbox, sample conversations. On this machine
 * only, and only where no real channel is set.
 *
 *     GET  /playground/api/state                        → PlaygroundState
 *     GET  /playground/api/events                       → text/event-stream: `state` first, then each PlaygroundEvent
 *     POST /playground/api/sign-in                      → { path }   a one-time way into the console
 *     POST /playground/api/customers                    NewCustomer → CustomerView
 *     POST /playground/api/customers/:id/acts           PlaygroundAct → { tapId }
 *     POST /playground/api/customers/:id/files?kind=photo|document&name=…&caption=…    (raw bytes) → { tapId }
 *     GET  /playground/api/customers/:id/files/:file    → the bytes
 *     POST /playground/api/platforms/:name              PlaygroundTrouble → PlatformView
 *     POST /playground/api/samples/:name                → { customerId }
 */
import { z } from 'zod';
import type { ApiLocale } from './words.ts';

const TEXT_CHARS = 4_096;

export const NewCustomer = z.strictObject({
  name: z.string().trim().min(1).max(64),
  locale: z.enum(['ru', 'uk', 'en']),
  /** A name of `PlaygroundState.platforms`. */
  platform: z.string().max(40),
  /** Digits with country code; a made-up one when not given. */
  number: z
    .string()
    .regex(/^\d{8,15}$/)
    .optional(),
});
export type NewCustomer = z.infer<typeof NewCustomer>;

const place = z.number().int().nonnegative();

/** What a hand can do on a phone; files go their own way, as bytes. */
export const PlaygroundAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), payload: z.string().max(64).optional() }),
  z.strictObject({ do: z.literal('text'), text: z.string().trim().min(1).max(TEXT_CHARS) }),
  z.strictObject({ do: z.literal('tap'), messageId: place, button: place }),
  z.strictObject({ do: z.literal('key'), key: place }),
  z.strictObject({
    do: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  z.strictObject({
    do: z.literal('edit'),
    messageId: place,
    text: z.string().trim().min(1).max(TEXT_CHARS),
  }),
  z.strictObject({ do: z.literal('block') }),
  z.strictObject({ do: z.literal('unblock') }),
]);
export type PlaygroundAct = z.infer<typeof PlaygroundAct>;

export const PlaygroundTrouble = z.strictObject({
  trouble: z.enum(['down', 'twice', 'mixed']),
  on: z.boolean(),
});
export type TroubleName = z.infer<typeof PlaygroundTrouble>['trouble'];

/** An emulated messenger and what goes wrong with it just now, at the wish of who plays. */
export interface PlatformView {
  name: string;
  troubles: Record<TroubleName, boolean>;
}

export interface PlaygroundState {
  /** As each customer's phone shows it, in their language. */
  shopName: Record<ApiLocale, string>;
  /** IANA time zone of the shop, for the times in bubbles. */
  timeZone: string;
  platforms: PlatformView[];
  /** Words of ours that wait to be sent. */
  waiting: number;
  customers: CustomerView[];
  samples: SampleView[];
  letters: LetterView[];
  /** Names of the samples that are playing. */
  playing: string[];
}

export interface CustomerView {
  id: string;
  name: string;
  locale: ApiLocale;
  platform: string;
  /** Digits with country code. */
  number: string;
  screen: ScreenView;
}

export interface ScreenView extends ScreenStateView {
  /** Oldest first. */
  messages: PhoneMessageView[];
}

export interface ScreenStateView {
  started: boolean;
  blocked: boolean;
  keyboard: { label: string; shares: 'phone' | 'location' | null }[][] | null;
}

export interface PhoneMessageView {
  id: number;
  from: 'customer' | 'shop';
  atMs: number;
  edited: boolean;
  text: SpanView[];
  media: {
    kind: 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'sticker';
    file: string;
    name: string | null;
    bytes: number;
  } | null;
  location: { latitude: number; longitude: number } | null;
  contact: { name: string; number: string } | null;
  buttons: { label: string; url: string | null }[][];
  ticks?: 'delivered' | 'read';
}

export interface SpanView {
  text: string;
  marks: ('bold' | 'italic' | 'underline' | 'strike' | 'code' | 'block' | 'quote' | 'spoiler')[];
  href: string | null;
}

/** A conversation that plays itself; the texts by language. */
export interface SampleView {
  name: string;
  title: Record<ApiLocale, string>;
  about: Record<ApiLocale, string>;
  /** The language that its customer writes. */
  locale: ApiLocale;
}

export interface LetterView {
  to: string;
  subject: string;
  text: string;
  atMs: number;
}

export type PlaygroundEvent =
  | { type: 'message'; customer: string; message: PhoneMessageView }
  | { type: 'deleted'; customer: string; messageId: number }
  | { type: 'typing'; customer: string }
  | { type: 'state'; customer: string; state: ScreenStateView }
  | { type: 'tap-answered'; customer: string; tapId: string; text: string | null; alert: boolean }
  | { type: 'added'; customer: CustomerView }
  | { type: 'letters'; letters: LetterView[] }
  | { type: 'platform'; platform: PlatformView }
  | { type: 'waiting'; waiting: number }
  /** A sample's customer is typing this, and will send it after `ms`. */
  | { type: 'drafting'; customer: string; text: string; ms: number }
  /** `ended` null: it goes on. `stuck`: the talk took another turn than the sample knows. */
  | { type: 'sample'; name: string; customer: string; ended: 'done' | 'stuck' | null };
