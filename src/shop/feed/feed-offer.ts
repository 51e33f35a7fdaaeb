/**
 * The words that the parts of the feed share: an offer as it stands in the file, the variant that becomes of it, and why one
 * was left out or mended. Decides nothing.
 */
import type { Stock, Variant } from '../../core/ports/shop-catalog.ts';

/** One `<offer>`, `<item>` or `<entry>`: its own fields by name, without what nobody reads. */
export interface RawOffer {
  attributes: Record<string, string>;
  fields: Map<string, string>;
  params: { name: string; unit: string; value: string }[];
}

/** What is kept of a feed: a variant without what all of them share. */
export type FeedVariant = Omit<Variant, 'facts' | 'stock'> & { stock: Omit<Stock, 'atMs'> };

/** Why an offer is left out. */
export type OfferFault =
  | 'no-id'
  | 'no-name'
  | 'no-price'
  | 'unclear-price'
  | 'unknown-currency'
  | 'duplicate'
  | 'hidden'
  | 'too-many';

/** What was mended in an offer that is kept. */
export type OfferMend = 'price' | 'name-markup' | 'name-cut' | 'params-cut' | 'address' | 'currency';

export type ReadOffer =
  { variant: FeedVariant; mended: OfferMend[] } | { fault: OfferFault; id: string; detail: string };

/** What the offers of one feed are read with. */
export interface OfferView {
  /** ISO 4217, of prices that name none. */
  currency: string;
  /** What `available="false"` means where no count is given. */
  unavailable: 'out' | 'backorder';
  /** The words of a category by its id; null when there is no such category. */
  category(id: string): string | null;
  nowMs: number;
}
