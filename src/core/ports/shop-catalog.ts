/**
 * The catalogue of a shop, as a connector gives it: every variant with its price and stock. Searching it, comparing it and
 * putting it into words is ours, not the connector's.
 */
import type { LocalText } from '../local-text.ts';
import type { Money } from '../money.ts';
import type { CapabilityLevel, ShopResult } from './shop.ts';

export interface CatalogCapabilities {
  /** How many pieces are left. */
  stockCount: CapabilityLevel;
  /** Whether there is any. */
  stockState: CapabilityLevel;
}

export interface ShopCatalog {
  capabilities(): CatalogCapabilities;
  /** Reads the whole catalogue, one call of `onVariant` for each. `atMs`: the moment it was true. */
  snapshot(
    onVariant: (variant: Variant) => void,
    signal: AbortSignal,
  ): Promise<ShopResult<{ atMs: number; count: number }>>;
  /** Asks anew before anything is promised, at most `LIMITS.variantsAsked` at once; what is unknown is left out. */
  variants(refs: VariantRef[], signal: AbortSignal): Promise<ShopResult<Variant[]>>;
}

export type VariantRef = { sku: string } | { id: string };

/** What is put into a basket: one size and colour of a product. Times are UTC ms. */
export interface Variant {
  id: string;
  /** Shared by the variants of one product. */
  productId: string;
  sku: string | null;
  /** Of the product, without size and colour. */
  title: LocalText;
  /** What tells this variant from its siblings: size, colour, volume. */
  options: VariantOption[];
  price: Money;
  /** Before a reduction. */
  was: Money | null;
  /** https. */
  url: string | null;
  imageUrl: string | null;
  category: string | null;
  brand: string | null;
  facts: ProductFacts;
  stock: Stock;
}

export interface VariantOption {
  name: string;
  value: LocalText;
}

/** What speaks for a product; null where the shop does not say. */
export interface ProductFacts {
  /** 0…5, with the number of ratings. */
  rating: { stars: number; count: number } | null;
  bought: number | null;
  certificates: LocalText | null;
  warrantyMonths: number | null;
}

export interface Stock {
  state: 'in' | 'out' | 'preorder' | 'backorder' | 'unknown';
  /** Pieces that can be sold; null: the shop does not count for us. */
  saleable: number | null;
  /** When it comes, of a pre-order. */
  expectedMs: number | null;
  /** When this was true. */
  atMs: number;
}
