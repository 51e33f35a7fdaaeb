/**
 * All products of a shop, found by a customer's words: word forms, typos, the wrong keyboard, Latin letters, three languages,
 * SKUs. Built step by step from a snapshot and only read afterwards; asking it is synchronous and touches nothing else.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import { otherReadings } from '../../matcher/readings.ts';
import { alternativesTo } from './alternatives.ts';
import { createColumn } from './column.ts';
import { createPackedVariants } from './packed-variants.ts';
import { createPostings } from './postings.ts';
import { askedWords, skuKey } from './product-words.ts';
import { rankProducts, type Ranking } from './rank-products.ts';
import { createTermReader, FIELDS, placesOf, type ProductHit, type Shelves } from './shelves.ts';
import { createTerms } from './terms.ts';
import { createTextPlaces, type TextPlaces } from './text-places.ts';

export interface ProductIndex {
  readonly size: number;
  /** Products that the text surely means, best first; empty when it is about something else. */
  find(text: string): ProductHit[];
  /** The variants of a product; empty when there is none. */
  variantsOf(productId: string): readonly Variant[];
  /** Products of the same category that can be had now, the most alike first. */
  alternatives(productId: string, limit: number): string[];
  /** Products of a category that can be had now, in the shop's own order. */
  inCategory(category: string, limit: number): string[];
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
    variants: createPackedVariants(),
    productOf: createColumn(),
    nextOf: createColumn(),
    firstOf: createColumn(),
    lastOf: createColumn(),
    prices: createColumn(),
    canBeHad: createColumn(),
    postings: createPostings(),
    skus: createTextPlaces(),
    terms: createTerms(),
  };
  const products = createTextPlaces();
  const categories = new Map<string, number[]>();
  const termsOf = createTermReader(shelves.terms);
  // Variants of one product mostly come one after the other.
  let last = { id: '', product: -1 };

  return {
    add(variant) {
      const at = shelves.variants.count;
      if (at >= LIMITS.productVariants) return false;
      let product =
        last.id === variant.productId ? last.product : productNumber(shelves, products, variant.productId);
      if (product < 0) {
        product = shelves.firstOf.length;
        products.add(variant.productId);
        const others = categories.get(variant.category ?? '');
        if (others) others.push(product);
        else categories.set(variant.category ?? '', [product]);
      }
      last = { id: variant.productId, product };
      place(shelves, variant, at, product);
      for (const [term, field] of termsOf(variant)) shelves.postings.add(term, at * FIELDS + field);
      return true;
    },
    finish: () => toIndex(shelves, products, categories),
  };
}

/** Everything about a variant but its words. */
function place(shelves: Shelves, variant: Variant, at: number, product: number): void {
  const isFirst = product === shelves.firstOf.length;
  shelves.variants.add(variant, isFirst ? -1 : shelves.firstOf.get(product));
  shelves.productOf.push(product);
  shelves.nextOf.push(-1);
  if (isFirst) {
    shelves.firstOf.push(at);
    shelves.lastOf.push(at);
  } else {
    shelves.nextOf.set(shelves.lastOf.get(product), at);
    shelves.lastOf.set(product, at);
  }
  const { state } = variant.stock;
  // Only compared: what is dearer than a column can hold is alike dear.
  shelves.prices.push(Math.min(variant.price.minor, 0x7f_ff_ff_ff));
  shelves.canBeHad.push(state === 'in' || state === 'preorder' || state === 'backorder' ? 1 : 0);
  shelves.skus.add(skuKey(variant.sku ?? ''));
}

/** −1 for a product that is not there. */
function productNumber({ variants, firstOf }: Shelves, products: TextPlaces, productId: string): number {
  const maybe = products.maybe(productId);
  return maybe.find((product) => variants.productId(firstOf.get(product)) === productId) ?? -1;
}

function toIndex(
  shelves: Shelves,
  products: TextPlaces,
  categories: ReadonlyMap<string, readonly number[]>,
): ProductIndex {
  const rank = rankProducts(shelves);
  const { variants } = shelves;
  const toProduct = (productId: string) => productNumber(shelves, products, productId);
  return {
    size: variants.count,
    find: (text) => find(shelves, rank, text.slice(0, LIMITS.productTextChars + 1)),
    variantsOf(productId) {
      const product = toProduct(productId);
      return product < 0 ? [] : placesOf(shelves, product).map((at) => variants.get(at));
    },
    alternatives(productId, limit) {
      const product = toProduct(productId);
      if (product < 0) return [];
      const { category } = variants.get(shelves.firstOf.get(product));
      const rivals = (categories.get(category ?? '') ?? []).slice(0, LIMITS.alternativesCompared);
      return alternativesTo(shelves, product, rivals, limit);
    },
    inCategory(category, limit) {
      const all = (categories.get(category) ?? []).slice(0, LIMITS.alternativesCompared);
      const canBeHad = (product: number) =>
        placesOf(shelves, product).some((at) => shelves.canBeHad.get(at) === 1);
      return all
        .filter(canBeHad)
        .slice(0, limit)
        .map((product) => variants.productId(shelves.firstOf.get(product)));
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

/** The whole text, or one word of it that looks like a code. A code that a product's variants share means all of them. */
function findSku(shelves: Shelves, text: string): ProductHit | null {
  const { variants, skus, productOf } = shelves;
  const codes = text.split(/\s+/u).filter((word) => /\d|-/u.test(word));
  for (const code of [text, ...codes]) {
    const key = skuKey(code);
    if (key.length < 3) continue;
    const places = skus.maybe(key).filter((at) => skuKey(variants.get(at).sku ?? '') === key);
    const [first] = places;
    if (first === undefined) continue;
    const own = places.filter((at) => productOf.get(at) === productOf.get(first));
    const variantIds = own.map((at) => variants.get(at).id);
    return { productId: variants.get(first).productId, coverage: 1, score: 1, variantIds };
  }
  return null;
}
