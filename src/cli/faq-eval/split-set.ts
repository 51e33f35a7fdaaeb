/**
 * One set parted by a seed: what the matcher is given, what it is asked, and what it must not answer. The order of every draw is part of
 * the protocol.
 */
import { createChance, hashOf, shuffled } from './chance.ts';
import type { EvaluationSet } from './evaluation-set.ts';

export interface Known {
  id: string;
  phrases: string[];
}

export interface Split {
  known: Known[];
  queries: { text: string; id: string }[];
  /** Questions about other things; questions of topics that were withheld, about the same thing as the known ones. */
  far: string[];
  near: string[];
}

/** Of the topics this share, and no more than so many, are withheld; of each so many phrasings at most are asked. */
const WITHHELD_SHARE = 0.15;
const WITHHELD_MOST = 40;
const NEAR_OF_TOPIC = 40;
const OUTSIDE_MOST = 300;

/** `phrasings`: that an entry has; `cap`: queries in all, spread over the topics. */
export function splitSet(set: EvaluationSet, phrasings: number, seed: number, cap: number): Split {
  const topics = Object.entries(set.items);
  const withheld = withheldTopics(set, seed);
  const perTopic = Math.max(1, Math.ceil(cap / topics.length));
  const known: Known[] = [];
  const queries: Split['queries'] = [];
  const near: string[] = [];
  for (const [id, phrases] of topics) {
    const drawn = shuffled(phrases, createChance(hashOf(set.name + id) + seed * 7_919));
    if (withheld.has(id)) {
      near.push(...drawn.slice(0, NEAR_OF_TOPIC));
      continue;
    }
    const kept = Math.min(phrasings, Math.max(1, drawn.length - 1));
    known.push({ id, phrases: drawn.slice(0, kept) });
    for (const text of drawn.slice(kept, kept + perTopic)) queries.push({ text, id });
  }
  return {
    known,
    queries: shuffled(queries, createChance(seed + 17)).slice(0, cap),
    far: shuffled(set.oos, createChance(seed + 31)).slice(0, OUTSIDE_MOST),
    near: shuffled(near, createChance(seed + 37)).slice(0, OUTSIDE_MOST),
  };
}

function withheldTopics(set: EvaluationSet, seed: number): ReadonlySet<string> {
  const topics = Object.keys(set.items);
  const drawn = shuffled(topics.toSorted(), createChance(hashOf(set.name) + seed * 104_729));
  return new Set(drawn.slice(0, Math.min(WITHHELD_MOST, Math.floor(topics.length * WITHHELD_SHARE))));
}
