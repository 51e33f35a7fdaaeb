/**
 * What is said, free of any platform. `Content` is what the bot or an operator wants to say; an adapter turns it into
 * parts. `IncomingContent` is what a customer sent. Both are plain JSON: they are stored as they are.
 */
import type { Locale } from './locale.ts';

/** Outgoing. `text` uses a small markup unless `format` is `plain`. */
export interface Content {
  /**
   * Markup: `**bold**`, `_italic_`, `` `code` ``, `[label](https://…)`, lines that begin with `- `; a blank line parts
   * paragraphs; `\` before a mark makes it literal. Everything else is literal.
   */
  text?: string;
  /** `plain`: the text is shown exactly as typed (an operator's words). */
  format?: 'markup' | 'plain';
  buttons?: Button[];
  /** What opens the list, and asks for a number, where a platform shows more buttons than it can as something else. */
  choose?: { open: string; byNumber: string };
  /** Things side by side, such as products; at most `LIMITS.cardsPerMessage`. */
  cards?: Card[];
  media?: OutgoingMedia;
  /** Files that a person of the shop sent outside the console: they are there already, and only shown at the desk. */
  shared?: IncomingMedia[];
  location?: GeoPoint;
  /** The person of the shop who writes, for platforms that show a name with each message. */
  from?: string;
  /**
   * What this message is, for platforms that let us write first, or late, only in words approved before: the name of a
   * template and what fills it. Used instead of the content when the platform's reply window is closed. `locale`: the
   * language of the slots; without it the adapter goes by the words of the text.
   */
  template?: { name: string; slots: Record<string, string>; locale?: Locale };
  /** Takes away a share-phone or share-location keyboard that an earlier message had put up. */
  dropKeyboard?: true;
}

export interface Card {
  title: string;
  text?: string;
  /** A public https address. */
  imageUrl?: string;
  /** They count on after the buttons of the message: its token is `<message id>.<index>` as theirs is. */
  buttons?: Button[];
}

export type Button =
  /** `description` is shown where there is room: in lists. */
  | { kind: 'reply'; label: string; description?: string; action: ButtonAction }
  | { kind: 'url'; label: string; url: string }
  /** `typed` asks for the same in writing, where a platform has no key that shares it. */
  | { kind: 'share-phone'; label: string; typed?: string }
  | { kind: 'share-location'; label: string; typed?: string };

/**
 * What a tap means. It stays in our store with the message that offered it; the platform carries only
 * `<message id>.<index>`, so a forged tap can do no more than press a button that was really offered.
 */
export type ButtonAction =
  /** An event for the flow run that offered the button; stale when that run has ended. */
  | { do: 'flow'; runId: string; event: FlowEvent }
  /** An event for the front desk, valid at any time. */
  | { do: 'desk'; event: FlowEvent };

/** An event of a machine: dotted lower-case type and JSON fields. */
export type FlowEvent = { type: string } & Record<string, Json>;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A question as a flow puts it: a key of the texts files with the values for its slots. */
export interface Prompt {
  text: string;
  slots?: Record<string, Json>;
  /** Further paragraphs of the same message, each a text of its own; parted by a blank line. */
  more?: { text: string; slots?: Record<string, Json> }[];
  buttons?: FlowButton[];
  /** Things side by side; at most `LIMITS.cardsPerMessage`. */
  cards?: FlowCard[];
  /** A picture of ours; left out where the channel cannot carry it, so the words have to do without it. */
  picture?: Pick<OutgoingMedia, keyof OutgoingMedia>;
  /** Addresses and numbers in the answer are masked in the thread. */
  masksContacts?: true;
}

/** `title` stands as it is (the shop's own words), `text` is a key of the texts files. */
export interface FlowCard {
  title: string;
  text: string;
  slots?: Record<string, Json>;
  /** https. */
  imageUrl?: string;
  buttons: FlowButton[];
}

/**
 * `event` goes to the flow that offers the button, `deskEvent` to the front desk. Labels are keys of the texts files, and so
 * is `typed`: what to write instead where a platform cannot share. `otherwise`: where a shared number proves nothing the key is not
 * offered, and the paragraph `instead` of the prompt is said as `say`.
 */
export type FlowButton =
  | { label: string; slots?: Record<string, Json>; event: FlowEvent }
  | { label: string; slots?: Record<string, Json>; deskEvent: FlowEvent }
  | { label: string; slots?: Record<string, Json>; url: string }
  | {
      label: string;
      share: 'phone' | 'location';
      typed?: string;
      otherwise?: { instead: string; say: string };
    };

/** `Content` as it goes to `render`: a reply button carries its token instead of its meaning. */
export type RenderableContent = Omit<Content, 'buttons' | 'cards'> & {
  buttons?: RenderableButton[];
  cards?: RenderableCard[];
  /** The language of the conversation, for what the platform shows beside the words: the shop's name. */
  locale?: Locale;
};
export type RenderableButton =
  { kind: 'reply'; label: string; description?: string; token: string } | Exclude<Button, { kind: 'reply' }>;
export type RenderableCard = Omit<Card, 'buttons'> & { buttons?: RenderableButton[] };

export interface GeoPoint {
  latitude: number;
  longitude: number;
}

/** A file of ours on its way out; `file` names a stored file of the media folder. */
export interface OutgoingMedia {
  kind: 'photo' | 'document';
  file: string;
  name: string;
  mime: string;
  bytes: number;
}

/** Incoming: at least one field is set. */
export interface IncomingContent {
  text?: string;
  media?: IncomingMedia[];
  location?: GeoPoint;
  contact?: SharedContact;
  /** The payload of a deep link ("" when the chat was opened without one). */
  start?: string;
  /** What stands at the location: a venue's name and address. */
  place?: string;
  /** How the customer came here, as the platform tells it: an advertisement, a product's link. */
  referral?: string;
  /** A person of the shop is wanted, said by a form or a button of the platform and not by words. */
  wantsPerson?: true;
  /** A kind the platform knows and we do not take (a poll, a game): named for the operator. */
  unsupported?: string;
}

export interface IncomingMedia {
  kind: 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'sticker';
  /** The platform's own reference, meaningful to its adapter only. */
  ref: string;
  name?: string;
  mime?: string;
  bytes?: number;
  /** Set once our own copy exists: a file of the media folder. */
  file?: string;
  /** Why there will be no copy. */
  missing?: 'too-large' | 'gone' | 'unavailable' | 'quota';
}

export interface SharedContact {
  /** Digits with country code, no plus. */
  phone: string;
  name?: string;
  /** True only if the platform vouches that this is the sender's own number. */
  own: boolean;
}

/** One platform call: `body` is the adapter's own, stored as JSON and handed back to its `send`. */
export interface Part {
  kind: 'message' | 'edit' | 'delete';
  body: Json;
  /** The call to make instead when the platform's reply window is closed: an approved template. */
  whenClosed?: Json;
}

/** Every button of a message in the order in which tokens count them: its own, then those of its cards. */
export function buttonsOf(content: Content): Button[] {
  return [...(content.buttons ?? []), ...(content.cards ?? []).flatMap((card) => card.buttons ?? [])];
}

/** Makes any text safe to stand inside markup as itself. */
export function escapeMarkup(text: string): string {
  return text.replace(/[\\*_`[\]]/g, (mark) => `\\${mark}`);
}
