/** What the parts of the product search share: how products, their words and the postings lie in memory. Decides nothing. */
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { Column } from './column.ts';
import type { PackedVariants } from './packed-variants.ts';
import type { Postings } from './postings.ts';
import { ownWords } from './product-words.ts';
import type { Terms } from './terms.ts';
import type { TextPlaces } from './text-places.ts';

/** Where a word stands in a product tells how much it says. */
export const FIELD = { title: 0, option: 1, other: 2 } as const;
/** A posting is the number of a variant times this, plus the field. */
export const FIELDS = 4;

/** What the searching parts share. Variants and products are numbered in the order in which they came. */
export interface Shelves {
  variants: PackedVariants;
  /** Product of each variant; the next variant of its product, −1 behind the last. */
  productOf: Column;
  nextOf: Column;
  /** First and last variant of each product. */
  firstOf: Column;
  lastOf: Column;
  /** What is compared without unpacking: the price in the smallest unit, and 1 for what can be had. */
  prices: Column;
  canBeHad: Column;
  postings: Postings;
  skus: TextPlaces;
  terms: Terms;
}

/** The variants of a product, in order. */
export function placesOf({ firstOf, nextOf }: Shelves, product: number): number[] {
  const places: number[] = [];
  for (let at = firstOf.get(product); at >= 0; at = nextOf.get(at)) places.push(at);
  return places;
}

export interface ProductHit {
  productId: string;
  /** 0…1: how much of the text the product accounts for. */
  coverage: number;
  score: number;
  /** The variants that the text names by SKU or options; empty: any. */
  variantIds: string[];
}

/** Texts whose words are remembered: titles and options come again and again. */
const REMEMBERED = 2_000;

/** A function that gives each term of a variant once, in the field that says most. */
export function createTermReader(terms: Terms): (variant: Variant) => Map<number, number> {
  const remembered = new Map<string, readonly number[]>();
  const termsIn = (text: string): readonly number[] => {
    let found = remembered.get(text);
    if (!found) {
      found = ownWords(text).map((word) => terms.add(word));
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(text, found);
    }
    return found;
  };
  return (variant) => {
    const found = new Map<number, number>();
    const take = (text: string | null | undefined, field: number) => {
      if (!text) return;
      for (const term of termsIn(text)) if (!found.has(term)) found.set(term, field);
    };
    for (const title of Object.values(variant.title)) take(title, FIELD.title);
    for (const { value } of variant.options)
      for (const text of Object.values(value)) take(text, FIELD.option);
    take(variant.brand, FIELD.other);
    take(variant.category, FIELD.other);
    return found;
  };
}
