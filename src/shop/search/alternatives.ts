/**
 * Products that could stand in for one that cannot be had: words and options in common, and how near the price is. Counts what
 * the postings tell instead of reading every rival, for there may be thousands.
 */
import { LIMITS } from '../../core/limits.ts';
import { createTermReader, FIELD, FIELDS, placesOf, type Shelves } from './shelves.ts';

/** What a word in common is worth beside a price that is the same (1). */
const WORTH = { title: 1, option: 0.5 };

/** The ids of at most `limit` of the `rivals` that can be had, the most alike first. */
export function alternativesTo(
  shelves: Shelves,
  product: number,
  rivals: readonly number[],
  limit: number,
): string[] {
  const { variants, firstOf, prices, canBeHad } = shelves;
  const first = firstOf.get(product);
  const shared = sharedWords(shelves, first);
  const price = prices.get(first);
  const alike = rivals.flatMap((rival) => {
    if (rival === product) return [];
    const places = placesOf(shelves, rival).filter((at) => canBeHad.get(at) === 1);
    if (places.length === 0) return [];
    const likeness = places.slice(0, LIMITS.variantsShown).map((at) => {
      const dearer = Math.max(price, prices.get(at), 1);
      return (shared[at] ?? 0) + 1 - Math.abs(price - prices.get(at)) / dearer;
    });
    return [{ rival, likeness: Math.max(...likeness) }];
  });
  return alike
    .toSorted((a, b) => b.likeness - a.likeness || a.rival - b.rival)
    .slice(0, limit)
    .map(({ rival }) => variants.productId(firstOf.get(rival)));
}

/** For each variant what its words in common with this one are worth. */
function sharedWords(shelves: Shelves, at: number): Float32Array {
  const { variants, postings, terms } = shelves;
  const shared = new Float32Array(variants.count);
  const read = new Int32Array(variants.count);
  const { title, options } = variants.get(at);
  const ownTerms = createTermReader(terms)({
    ...variants.get(at),
    // In the shop's own language alone: a word must not count once for each language.
    title: { default: title.default },
    options: options.map(({ name, value }) => ({ name, value: { default: value.default } })),
    brand: null,
    category: null,
  });
  for (const [term, field] of ownTerms) {
    const worth = field === FIELD.title ? WORTH.title : WORTH.option;
    const count = postings.read(term, read);
    for (let index = 0; index < count; index += 1) {
      const posting = read[index] ?? 0;
      if (posting % FIELDS !== field) continue;
      const place = (posting - field) / FIELDS;
      shared[place] = (shared[place] ?? 0) + worth;
    }
  }
  return shared;
}
