/**
 * All products of a shop, found by a customer's words: word forms, typos, the wrong keyboard, Latin letters, three languages,
 * SKUs. Built step by step from a snapshot and only read afterwards; asking it is synchronous and touches nothing else.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import { otherReadings } from '../../matcher/readings.ts';
import { askedWords, ownWords, skuKey } from './product-words.ts';
import { rankProducts, type Ranking } from './rank-products.ts';
import { FIELDS, termsOf, type ProductHit, type Shelves } from './shelves.ts';
import { createTerms } from './terms.ts';

export interface ProductIndex {
  readonly size: number;
  /** Products that the text surely means, best first; empty when it is about something else. */
  find(text: string): ProductHit[];
  /** The variants of a product; empty when there is none. */
  variantsOf(productId: string): readonly Variant[];
  /** Products of the same category that can be had now, the most alike first. */
  alternatives(productId: string, limit: number): string[];
}

export interface ProductIndexBuilder {
  /** False: the index is full, the variant was left out. */
  add(variant: Variant): boolean;
  finish(): ProductIndex;
}

/** As typed, this much of a text must be known, or other readings of it are tried. */
const KNOWN_ENOUGH = 0.6;

export function createProductIndex(): ProductIndexBuilder {
  const shelves: Shelves = {
    variants: [],
    productOf: [],
    productIds: [],
    byProduct: [],
    placesOf: [],
    postings: [],
    bySku: new Map(),
    terms: createTerms(),
  };
  const numbers = new Map<string, number>();
  const categories = new Map<string, number[]>();

  const productNumber = (variant: Variant): number => {
    let number = numbers.get(variant.productId);
    if (number === undefined) {
      number = shelves.productIds.length;
      numbers.set(variant.productId, number);
      shelves.productIds.push(variant.productId);
      shelves.byProduct.push([]);
      shelves.placesOf.push([]);
      const category = variant.category ?? '';
      const others = categories.get(category);
      if (others) others.push(number);
      else categories.set(category, [number]);
    }
    return number;
  };

  return {
    add(variant) {
      if (shelves.variants.length >= LIMITS.productVariants) return false;
      const at = shelves.variants.length;
      const number = productNumber(variant);
      shelves.variants.push(variant);
      shelves.productOf.push(number);
      shelves.byProduct[number]?.push(variant);
      shelves.placesOf[number]?.push(at);
      const key = skuKey(variant.sku ?? '');
      if (key !== '' && !shelves.bySku.has(key)) shelves.bySku.set(key, at);
      for (const [term, field] of termsOf(variant, shelves.terms)) {
        const posting = at * FIELDS + field;
        const known = shelves.postings[term];
        if (known) known.push(posting);
        else shelves.postings[term] = [posting];
      }
      return true;
    },
    finish: () => toIndex(shelves, numbers, categories),
  };
}

function toIndex(
  shelves: Shelves,
  numbers: ReadonlyMap<string, number>,
  categories: ReadonlyMap<string, number[]>,
): ProductIndex {
  const rank = rankProducts(shelves);
  const variantsOf = (productId: string) => shelves.byProduct[numbers.get(productId) ?? -1] ?? [];
  return {
    size: shelves.variants.length,
    find: (text) => find(shelves, rank, text.slice(0, LIMITS.productTextChars + 1)),
    variantsOf,
    alternatives(productId, limit) {
      const own = variantsOf(productId);
      const first = own[0];
      if (!first) return [];
      const rivals = (categories.get(first.category ?? '') ?? []).slice(0, LIMITS.alternativesCompared);
      return rivals
        .map((number) => ({
          id: shelves.productIds[number] ?? '',
          variants: shelves.byProduct[number] ?? [],
        }))
        .filter(({ id, variants }) => id !== productId && variants.some(canBeHad))
        .map(({ id, variants }) => ({ id, likeness: likeness(first, variants) }))
        .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

/** A text too long for a product's name is not searched at all: it tells a story. */
function find(shelves: Shelves, rank: Ranking, text: string): ProductHit[] {
  if (text.length > LIMITS.productTextChars) return [];
  const bySku = findSku(shelves, text);
  if (bySku) return [bySku];
  const typed = rank(askedWords(text));
  if ((typed[0]?.coverage ?? 0) >= KNOWN_ENOUGH) return typed;
  let best = typed;
  for (const reading of otherReadings(text)) {
    const sku = findSku(shelves, reading);
    if (sku) return [sku];
    const other = rank(askedWords(reading));
    if ((other[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0)) best = other;
  }
  return best;
}

/** The whole text, or one word of it that looks like a code. */
function findSku(shelves: Shelves, text: string): ProductHit | null {
  const codes = text.split(/\s+/u).filter((word) => /\d|-/u.test(word));
  for (const code of [text, ...codes]) {
    const key = skuKey(code);
    const at = key.length < 3 ? undefined : shelves.bySku.get(key);
    const variant = at === undefined ? undefined : shelves.variants[at];
    if (variant) return { productId: variant.productId, coverage: 1, score: 1, variantIds: [variant.id] };
  }
  return null;
}

/** Words and options in common, and how near the price is. */
function likeness(to: Variant, variants: readonly Variant[]): number {
  const words = new Set(ownWords(to.title.default));
  const options = new Set(to.options.map(({ value }) => value.default));
  let best = 0;
  for (const variant of variants.slice(0, LIMITS.variantsShown)) {
    if (!canBeHad(variant)) continue;
    const shared = ownWords(variant.title.default).filter((word) => words.has(word)).length;
    const alike = variant.options.filter(({ value }) => options.has(value.default)).length;
    const dearer = Math.max(to.price.minor, variant.price.minor, 1);
    const near = 1 - Math.abs(to.price.minor - variant.price.minor) / dearer;
    best = Math.max(best, shared + alike * 0.5 + near);
  }
  return best;
}

function canBeHad({ stock }: Variant): boolean {
  return stock.state === 'in' || stock.state === 'preorder' || stock.state === 'backorder';
}
