/**
 * What the product task answers and what the product flow understands: plain JSON in the customer's language. The shop's side
 * makes these, the flow only puts them into sentences. `locale` says how to write amounts and times.
 */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { Stock } from './ports/shop-catalog.ts';

/**
 * Answer of `catalog.find {text}`, `{product}` or `{instead}` (alternatives to that product; with `below`, smallest units, only
 * those that cost less; with `atMost`, whole units, those that cost no more).
 */
export type ProductFindAnswer =
  | { result: 'product'; product: ProductCard }
  | { result: 'several'; products: ProductCard[] }
  /** No longer there, or there is nothing like it. */
  | { result: 'none' };

export type ProductCard = {
  id: string;
  title: string;
  locale: Locale;
  timeZone: string;
  /** The least price of what is shown, and whether others cost more. */
  price: JsonMoney;
  isFrom: boolean;
  was: JsonMoney | null;
  /** https. */
  url: string | null;
  imageUrl: string | null;
  variants: ProductVariant[];
  /** Variants beyond those listed. */
  moreVariants: number;
  canBeHad: boolean;
  /** There is something like it to be offered. */
  alternatives: boolean;
  facts: CardFacts;
  /** Not from the shop just now, but as it was then; UTC ms. */
  asOfMs: number | null;
};

/** What speaks for it; null where the shop does not say. `rating.stars`: 0…5. */
export type CardFacts = {
  /** The shop's own name of it. */
  category: string | null;
  rating: { stars: number; count: number } | null;
  bought: number | null;
  certificates: string | null;
  warrantyMonths: number | null;
};

/** `name`: size and colour; "" for a product that comes in one kind only. */
export type ProductVariant = {
  id: string;
  name: string;
  state: Stock['state'];
  saleable: number | null;
};

/** Money as a JSON value (an interface is not assignable to one). */
type JsonMoney = Pick<Money, keyof Money>;
