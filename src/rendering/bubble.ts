/** The message that a content becomes on a channel, before the platform's own words: what `layOut` makes and adapters draw. */
import type { GeoPoint, OutgoingMedia, RenderableButton } from '../core/content.ts';
import type { Run } from './markup.ts';

/** One message. At most one of `buttons`, `list` and `cards` comes with choices of its own. */
export interface Bubble {
  /** Within `textMax`, or within `captionMax` beside `media` or `imageUrl`; may be empty there and beside `location`. */
  runs: Run[];
  media?: OutgoingMedia;
  /** The picture of a card: a public https address. */
  imageUrl?: string;
  location?: GeoPoint;
  /** Replies and links at most `buttonsMax`; share keys come beside them. */
  buttons?: RenderableButton[];
  /** At most `listMax` rows behind a button that says `open`. */
  list?: { open: string; rows: ListRow[] };
  /** At most `cardsMax`, side by side. */
  cards?: ShownCard[];
}

export interface ListRow {
  label: string;
  description?: string;
  token: string;
}

/** One of the cards of a row: `runs` holds its title and its text. */
export interface ShownCard {
  title: string;
  runs: Run[];
  imageUrl?: string;
  buttons: RenderableButton[];
}

/** Stands where buttons need a message of their own: it points at them. */
export const POINTER = '👇';
