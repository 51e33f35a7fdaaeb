/**
 * Questions gathered by likeness: whoever asks the same in other words lands in one heap. Plain and repeatable: texts are taken in an
 * order of their own, each joins the heap whose centre it is nearest to, and centres are drawn anew twice. The order in which
 * questions come changes nothing.
 */
import { centreOf, cosine, foldForLikeness, vectorsOf, type Vector } from './likeness.ts';

/** `id`: the number of the question; a smaller one was asked earlier. */
export interface AskedInVain {
  id: number;
  text: string;
}

export interface Heap {
  /** Rising. */
  ids: number[];
  /** The one that stands for the others. */
  title: number;
}

/** Texts that are equal when folded. */
interface Same {
  folded: string;
  vector: Vector;
  ids: number[];
}

/** Likeness to the first of a heap at which a text joins it, and to the centre when centres are drawn anew. */
const JOINS = 0.3;
const STAYS = 0.28;
const REDRAWN = 2;
/** Features of a centre. */
const CENTRE = 64;

/** Heaps in the order of their first questions. Every question is in exactly one. */
export function clusterQuestions(questions: readonly AskedInVain[]): Heap[] {
  const texts = gatherSame(questions);
  let heaps = gather(texts, [], JOINS);
  for (let round = 0; round < REDRAWN; round += 1) {
    const centres = heaps.map((heap) => centreOf(heap.map(weighed), CENTRE));
    heaps = gather(texts, centres, STAYS);
  }
  return heaps.map(toHeap).toSorted((a, b) => (a.ids[0] ?? 0) - (b.ids[0] ?? 0));
}

/** What is asked most often comes first and draws the others; then by the text itself, never by when it was asked. */
function gatherSame(questions: readonly AskedInVain[]): Same[] {
  const byText = new Map<string, number[]>();
  for (const { id, text } of questions) {
    const folded = foldForLikeness(text);
    const known = byText.get(folded);
    if (known) known.push(id);
    else byText.set(folded, [id]);
  }
  const sorted = [...byText].toSorted(
    ([a, x], [b, y]) => y.length - x.length || a.length - b.length || (a < b ? -1 : 1),
  );
  const vectors = vectorsOf(sorted.map(([folded]) => folded));
  return sorted.map(([folded, ids], at) => ({
    folded,
    vector: vectors[at] ?? { features: new Int32Array(), weights: new Float64Array() },
    ids: ids.toSorted((a, b) => a - b),
  }));
}

/** Each text to the nearest centre that is near enough; else it begins a heap of its own. Heaps that nobody joined are gone. */
function gather(texts: readonly Same[], centres: readonly Vector[], nearEnough: number): Same[][] {
  const near = createNearest();
  for (const centre of centres) near.add(centre);
  const heaps: Same[][] = centres.map(() => []);
  for (const text of texts) {
    const found = near.find(text.vector, nearEnough);
    if (found === null) {
      near.add(text.vector);
      heaps.push([text]);
    } else heaps[found]?.push(text);
  }
  return heaps.filter((heap) => heap.length > 0);
}

/** The nearest of many vectors, by what they share with the one that is asked for. */
function createNearest() {
  const postings = new Map<number, { at: number; weight: number }[]>();
  let count = 0;
  let sums = new Float64Array(0);
  const touched: number[] = [];
  return {
    add({ features, weights }: Vector): void {
      for (const [of, feature] of features.entries()) {
        const posting = { at: count, weight: weights[of] ?? 0 };
        const known = postings.get(feature);
        if (known) known.push(posting);
        else postings.set(feature, [posting]);
      }
      count += 1;
    },
    find({ features, weights }: Vector, nearEnough: number): number | null {
      if (sums.length < count) sums = new Float64Array(count * 2);
      for (let of = 0; of < features.length; of += 1) {
        const weight = weights[of] ?? 0;
        for (const posting of postings.get(features[of] ?? 0) ?? []) {
          const sum = sums[posting.at] ?? 0;
          if (sum === 0) touched.push(posting.at);
          sums[posting.at] = sum + weight * posting.weight;
        }
      }
      let best: number | null = null;
      let most = nearEnough;
      for (const at of touched) {
        const sum = sums[at] ?? 0;
        if (sum > most || (sum === most && best !== null && at < best)) {
          most = sum;
          best = at;
        }
        sums[at] = 0;
      }
      touched.length = 0;
      return best;
    },
  };
}

function toHeap(texts: readonly Same[]): Heap {
  const centre = centreOf(texts.map(weighed), CENTRE);
  const likeness = (text: Same): number => cosine(text.vector, centre);
  const [title] = texts.toSorted(
    (a, b) =>
      likeness(b) - likeness(a) || a.folded.length - b.folded.length || (a.folded < b.folded ? -1 : 1),
  );
  const ids = texts.flatMap((text) => text.ids).toSorted((a, b) => a - b);
  return { ids, title: title?.ids.at(-1) ?? ids[0] ?? 0 };
}

function weighed({ vector, ids }: Same): { vector: Vector; times: number } {
  return { vector, times: ids.length };
}
