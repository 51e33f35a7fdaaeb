/** What the parts of the product search share: how products, their words and the postings lie in memory. Decides nothing. */
import type { Variant } from '../../core/ports/shop-catalog.ts';
import { ownWords } from './product-words.ts';
import type { Terms } from './terms.ts';

/** Where a word stands in a product tells how much it says. */
export const FIELD = { title: 0, option: 1, other: 2 } as const;
/** A posting is the number of a variant times this, plus the field. */
export const FIELDS = 4;

/** What the searching parts share. */
export interface Shelves {
  variants: Variant[];
  /** Product number of each variant. */
  productOf: number[];
  productIds: string[];
  byProduct: Variant[][];
  /** The same by their numbers. */
  placesOf: number[][];
  postings: number[][];
  bySku: Map<string, number>;
  terms: Terms;
}

export interface ProductHit {
  productId: string;
  /** 0…1: how much of the text the product accounts for. */
  coverage: number;
  score: number;
  /** The variants that the text names by SKU or options; empty: any. */
  variantIds: string[];
}

/** Each term once, in the field that says most. */
export function termsOf(variant: Variant, terms: Terms): Map<number, number> {
  const found = new Map<number, number>();
  const take = (text: string | null | undefined, field: number) => {
    if (!text) return;
    for (const word of ownWords(text)) {
      const term = terms.add(word);
      if (!found.has(term)) found.set(term, field);
    }
  };
  for (const title of Object.values(variant.title)) take(title, FIELD.title);
  for (const { value } of variant.options) for (const text of Object.values(value)) take(text, FIELD.option);
  take(variant.brand, FIELD.other);
  take(variant.category, FIELD.other);
  return found;
}
