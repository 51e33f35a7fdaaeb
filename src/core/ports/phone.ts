/**
 * Emulated customers' phones, as the playground shows and moves them. A messenger's emulator implements this, so that the
 * page knows no platform and everything a phone does takes the same way as a real customer's message. Nothing here runs
 * where real channels are set.
 */
import type { Locale } from '../locale.ts';

export interface PhoneBook {
  /** In the order of their arrival. */
  list(): PhoneOwner[];
  /** A new customer with a phone of their own; null: there are as many as may be. */
  add(person: NewPhoneOwner): PhoneOwner | null;
  /** Null: there is no such customer. */
  phone(id: string): CustomerPhone | null;
  /** Told of everything that any phone shows. Returns its own end. */
  watch(watcher: (ownerId: string, event: PhoneEvent) => void): () => void;
}

export interface NewPhoneOwner {
  name: string;
  locale: Locale;
  /** Digits with country code; a made-up number when not given. */
  number?: string;
}

export interface PhoneOwner {
  id: string;
  name: string;
  locale: Locale;
  /** Digits with country code, no plus. */
  number: string;
}

export interface CustomerPhone {
  readonly owner: PhoneOwner;
  /** All that the screen shows. */
  screen(): PhoneScreen;
  act(act: PhoneAct): PhoneActed;
  /** A file of the chat; null: there is none of this id. */
  file(id: string): { bytes: Uint8Array; name: string | null } | null;
}

export interface PhoneScreen extends PhoneState {
  /** Oldest first. */
  messages: PhoneMessage[];
}

/** What stands around the messages. */
export interface PhoneState {
  /** False until the customer pressed Start: before that the shop may not write. */
  started: boolean;
  blocked: boolean;
  /** Below the input field; null: the usual one. */
  keyboard: PhoneKey[][] | null;
}

export interface PhoneKey {
  label: string;
  /** What the key gives away instead of its label. */
  shares: 'phone' | 'location' | null;
}

export interface PhoneMessage {
  /** Rises within a chat. */
  id: number;
  from: 'customer' | 'shop';
  atMs: number;
  edited: boolean;
  /** The visible text, or the caption of `media`; empty when there is none. */
  text: TextSpan[];
  media: PhoneMedia | null;
  location: { latitude: number; longitude: number } | null;
  contact: { name: string; number: string } | null;
  /** Rows of buttons below the message. */
  buttons: PhoneButton[][];
  /** How far the customer's own message has got; missing: this messenger does not show it. */
  ticks?: 'delivered' | 'read';
}

/** A stretch of text in one style. */
export interface TextSpan {
  text: string;
  marks: TextMark[];
  /** http or https only. */
  href: string | null;
}

export type TextMark = 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'block' | 'quote' | 'spoiler';

export interface PhoneMedia {
  kind: 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'sticker';
  file: string;
  name: string | null;
  bytes: number;
}

/** `url` null: a tap goes to the shop. */
export interface PhoneButton {
  label: string;
  url: string | null;
}

export type PhoneAct =
  | { do: 'start'; payload?: string }
  | { do: 'text'; text: string }
  /** `button` counts all buttons of the message in reading order, from 0. */
  | { do: 'tap'; messageId: number; button: number }
  /** `key` counts all keys of the keyboard in reading order, from 0. */
  | { do: 'key'; key: number }
  | { do: 'photo'; bytes: Uint8Array; caption?: string }
  | { do: 'document'; bytes: Uint8Array; name: string; caption?: string }
  | { do: 'location'; latitude: number; longitude: number }
  | { do: 'edit'; messageId: number; text: string }
  | { do: 'block' }
  | { do: 'unblock' };

/** `tapId` names the tap in the event that says it was answered. */
export type PhoneActed =
  | { ok: true; tapId: string | null }
  | { ok: false; reason: 'no-such-message' | 'no-such-button' | 'not-their-own' };

export type PhoneEvent =
  /** A new message, or one that changed. */
  | { type: 'message'; message: PhoneMessage }
  | { type: 'deleted'; messageId: number }
  | { type: 'typing' }
  | { type: 'state'; state: PhoneState }
  /** `text`: words of the shop that pop up for a moment. */
  | { type: 'tap-answered'; tapId: string; text: string | null; alert: boolean }
  /** A new customer. */
  | { type: 'added'; owner: PhoneOwner };
