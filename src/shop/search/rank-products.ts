/**
 * Words → products in order of likeness. The heart of the search and its hot path: one pass over the postings of each word,
 * in buffers that are made once for an index. A product is taken only if its title is named and most of the text is known.
 */
import { FIELD, FIELDS, placesOf, type ProductHit, type Shelves } from './shelves.ts';

export type Ranking = (words: readonly string[]) => ProductHit[];

/** By field. */
const WEIGHTS = [1, 0.5, 0.3];
/** What a word that had to be mended is worth. */
const MENDED = 0.8;
/** Less of the text than this, and it is about something else. */
const SURE = 0.6;
/** Weaker than the best by more than this is noise. */
const NEAR_BEST = 0.6;
/** Products that are worth sorting. */
const SHOWN = 20;

interface AskedTerm {
  terms: number[];
  worth: number;
  letters: number;
}

export function rankProducts(shelves: Shelves): Ranking {
  const { count } = shelves.variants;
  const scores = new Float32Array(count);
  /** Which words a variant has at all, and in its title: one bit a word. */
  const known = new Uint16Array(count);
  const titled = new Uint16Array(count);
  const touched = new Int32Array(count);
  /** The postings of one word: at most one a variant. */
  const read = new Int32Array(count);

  return (words) => {
    const asked = words.map((word) => toAsked(shelves, word));
    const letters = asked.reduce((sum, word) => sum + word.letters, 0);
    // Nothing can be sure any more when too much of the text is in no product at all.
    const reachable = asked.reduce(
      (sum, { terms, letters: own, worth }) => sum + (terms.length > 0 ? own * worth : 0),
      0,
    );
    if (letters === 0 || reachable / letters < SURE) return [];
    let reached = 0;
    for (const [bit, word] of asked.entries()) {
      for (const term of word.terms) {
        const postings = shelves.postings.read(term, read);
        const rarity = Math.log(1 + count / postings) * word.worth;
        for (let index = 0; index < postings; index += 1) {
          const posting = read[index] ?? 0;
          const field = posting % FIELDS;
          const at = (posting - field) / FIELDS;
          if (known[at] === 0) {
            touched[reached] = at;
            reached += 1;
            scores[at] = 0;
          }
          known[at] = (known[at] ?? 0) | (1 << bit);
          if (field === FIELD.title) titled[at] = (titled[at] ?? 0) | (1 << bit);
          scores[at] = (scores[at] ?? 0) + rarity * (WEIGHTS[field] ?? 0);
        }
      }
    }
    const best = bestOfEach(shelves, touched.subarray(0, reached), { scores, titled });
    const hits = sureHits(shelves, best, { asked, letters, scores, known });
    for (let index = 0; index < reached; index += 1) {
      const at = touched[index] ?? 0;
      known[at] = 0;
      titled[at] = 0;
    }
    return hits;
  };
}

function toAsked({ terms }: Shelves, word: string): AskedTerm {
  const exact = terms.get(word);
  const letters = word.length;
  if (exact >= 0) return { terms: [exact], worth: 1, letters };
  return { terms: terms.near(word), worth: MENDED, letters };
}

/** The best variant of each product that is named by its title. */
function bestOfEach(
  shelves: Shelves,
  touched: Int32Array,
  { scores, titled }: { scores: Float32Array; titled: Uint16Array },
): { product: number; at: number }[] {
  const best = new Map<number, number>();
  let top = 0;
  for (const at of touched) if (titled[at] !== 0) top = Math.max(top, scores[at] ?? 0);
  for (const at of touched) {
    const score = scores[at] ?? 0;
    if (titled[at] === 0 || score < top * NEAR_BEST) continue;
    const product = shelves.productOf.get(at);
    const other = best.get(product);
    if (other === undefined || score > (scores[other] ?? 0)) best.set(product, at);
  }
  return [...best]
    .map(([product, at]) => ({ product, at }))
    .toSorted((a, b) => (scores[b.at] ?? 0) - (scores[a.at] ?? 0) || a.product - b.product)
    .slice(0, SHOWN);
}

function sureHits(
  shelves: Shelves,
  best: { product: number; at: number }[],
  asked: { asked: AskedTerm[]; letters: number; scores: Float32Array; known: Uint16Array },
): ProductHit[] {
  return best.flatMap(({ product, at }): ProductHit[] => {
    const mask = asked.known[at] ?? 0;
    const covered = asked.asked.reduce(
      (sum, word, bit) => sum + ((mask >> bit) & 1) * word.letters * word.worth,
      0,
    );
    const coverage = covered / asked.letters;
    if (coverage < SURE) return [];
    return [
      {
        productId: shelves.variants.productId(shelves.firstOf.get(product)),
        coverage,
        score: asked.scores[at] ?? 0,
        variantIds: namedVariants(shelves, product, mask, asked.known),
      },
    ];
  });
}

/** Those that have as many of the words as the best one; empty when that is all of them. */
function namedVariants(shelves: Shelves, product: number, mask: number, known: Uint16Array): string[] {
  const own = placesOf(shelves, product);
  const named = own.filter((at) => ((known[at] ?? 0) & mask) === mask);
  return named.length === own.length ? [] : named.map((at) => shelves.variants.get(at).id);
}
