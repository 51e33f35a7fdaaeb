/**
 * One question against the index: the entries most like it, and among those how well each explains it. The buffers are reused from
 * call to call (matching is synchronous), so that a question costs little garbage.
 */
import type { Locale } from '../core/locale.ts';
import { rarityOf, scalesOf, type Index } from './build-index.ts';
import { createDiscerner } from './discern.ts';
import { createHeldBack, docsOf, isOut, type Held, type Without } from './held-back.ts';
import type { ReadText } from './read-text.ts';
import { BEST_PHRASING, OTHER_LANGUAGE } from './weights.ts';

/** One entry with the unit and phrasing that are nearest to the question. */
export interface Scored {
  id: number;
  unit: number;
  doc: number;
  /** About 0…1: what part of the question this entry explains and no other candidate does. */
  fit: number;
}

/** The entries most like a question, best first; empty when it shares nothing with any. */
export type Scorer = (text: ReadText, locale: Locale, without?: Without) => Scored[];

/** Candidates that are held against each other, and phrasings of each. */
const CANDIDATES = 5;
const PHRASINGS = 5;

interface Buffers {
  /** Likeness so far by document, and by unit its best document and the sum; all zero between calls. */
  sims: Float32Array;
  touched: Int32Array;
  touchedCount: number;
  best: Float32Array;
  bestDoc: Int32Array;
  sum: Float32Array;
  units: Int32Array;
  unitCount: number;
}

export function createScorer(index: Index): Scorer {
  const buffers: Buffers = {
    sims: new Float32Array(index.docs),
    touched: new Int32Array(index.docs),
    touchedCount: 0,
    best: new Float32Array(index.units.length),
    bestDoc: new Int32Array(index.units.length),
    sum: new Float32Array(index.units.length),
    units: new Int32Array(index.units.length),
    unitCount: 0,
  };
  const heldBack = createHeldBack(index);
  const discern = createDiscerner(index, CANDIDATES * PHRASINGS);
  return (text, locale, without) => {
    compare(text, index, buffers, heldBack(without));
    gatherUnits(index, buffers, without);
    const found = choose(index, buffers, locale, without);
    const docs = found.flatMap(({ id }) => nearestDocs(index, buffers, id, without));
    const fits = discern(docs, (doc) => likeness(index, buffers, doc, locale));
    clear(buffers);
    return found
      .map(({ id, unit, doc }) => ({ id, unit, doc, fit: fits.get(id) ?? 0 }))
      .toSorted((a, b) => b.fit - a.fit || a.id - b.id);
  };
}

function compare(text: ReadText, index: Index, into: Buffers, held: Held): void {
  const { start, postings, weights, rarity, holders, unknownRarity, shares, ids } = index;
  const rare = (feature: number): number => {
    const plain = rarity[feature] ?? 0;
    if (plain === 0 || !held?.(feature)) return plain;
    const left = (holders[feature] ?? 0) - 1;
    return left > 0 ? rarityOf(left, ids.length) : unknownRarity;
  };
  const scale = scalesOf(text, rare, unknownRarity, shares);
  const { sims, touched } = into;
  let touchedCount = 0;
  for (let at = 0; at < text.features.length; at += 1) {
    const feature = text.features[at] ?? 0;
    const value = (text.counts[at] ?? 0) * rare(feature) * (scale[text.blocks[at] ?? 0] ?? 0);
    if (value === 0) continue;
    const end = start[feature + 1] ?? 0;
    for (let posting = start[feature] ?? 0; posting < end; posting += 1) {
      const doc = postings[posting] ?? 0;
      const sum = sims[doc] ?? 0;
      if (sum === 0) {
        touched[touchedCount] = doc;
        touchedCount += 1;
      }
      sims[doc] = sum + value * (weights[posting] ?? 0);
    }
  }
  into.touchedCount = touchedCount;
}

function gatherUnits(index: Index, into: Buffers, without: Without | undefined): void {
  const { sims, touched, best, bestDoc, sum, units } = into;
  let unitCount = 0;
  for (let at = 0; at < into.touchedCount; at += 1) {
    const doc = touched[at] ?? 0;
    if (isOut(index, doc, without)) continue;
    const unit = index.unitOf[doc] ?? 0;
    const sim = sims[doc] ?? 0;
    if (sum[unit] === 0) {
      units[unitCount] = unit;
      unitCount += 1;
    }
    const before = best[unit] ?? 0;
    if (sim > before || (sim === before && doc < (bestDoc[unit] ?? 0))) {
      best[unit] = sim;
      bestDoc[unit] = doc;
    }
    sum[unit] = (sum[unit] ?? 0) + sim;
  }
  into.unitCount = unitCount;
}

interface Chosen {
  id: number;
  unit: number;
  doc: number;
  near: number;
}

function choose(index: Index, from: Buffers, locale: Locale, without: Without | undefined): Chosen[] {
  const found: Chosen[] = [];
  for (let at = 0; at < from.unitCount; at += 1) {
    const unit = from.units[at] ?? 0;
    const owner = index.units[unit];
    if (owner === undefined) continue;
    const isShort = without !== undefined && 'doc' in without && index.unitOf[without.doc] === unit;
    const docs = Math.max(1, owner.to - owner.from - (isShort ? 1 : 0));
    const mean = (from.sum[unit] ?? 0) / docs;
    const whole = BEST_PHRASING * (from.best[unit] ?? 0) + (1 - BEST_PHRASING) * mean;
    const near = whole * (owner.locale === locale ? 1 : OTHER_LANGUAGE);
    keepBest(found, { id: owner.id, unit, doc: from.bestDoc[unit] ?? 0, near });
  }
  return found;
}

/** Keeps `found` sorted, one per id, at most `CANDIDATES`. */
function keepBest(found: Chosen[], one: Chosen): void {
  const last = found[found.length - 1];
  if (found.length === CANDIDATES && last !== undefined && !isBetter(one, last)) return;
  const same = found.findIndex((other) => other.id === one.id);
  const rival = found[same];
  if (rival !== undefined) {
    if (!isBetter(one, rival)) return;
    found.splice(same, 1);
  }
  const place = found.findIndex((other) => isBetter(one, other));
  found.splice(place === -1 ? found.length : place, 0, one);
  if (found.length > CANDIDATES) found.pop();
}

/** Ties go by id and unit, so that the order of documents never shows. */
function isBetter(one: Chosen, other: Chosen): boolean {
  if (one.near !== other.near) return one.near > other.near;
  return one.id === other.id ? one.unit < other.unit : one.id < other.id;
}

/** The phrasings of an entry that are nearest to the question, in any language. */
function nearestDocs(index: Index, from: Buffers, id: number, without: Without | undefined): number[] {
  const docs = docsOf(index, id).filter((doc) => from.sims[doc] !== 0 && !isOut(index, doc, without));
  if (docs.length <= PHRASINGS) return docs;
  return docs.toSorted((a, b) => (from.sims[b] ?? 0) - (from.sims[a] ?? 0) || a - b).slice(0, PHRASINGS);
}

function likeness(index: Index, from: Buffers, doc: number, locale: Locale): number {
  const owner = index.units[index.unitOf[doc] ?? 0];
  return (from.sims[doc] ?? 0) * (owner?.locale === locale ? 1 : OTHER_LANGUAGE);
}

function clear(buffers: Buffers): void {
  for (let at = 0; at < buffers.touchedCount; at += 1) buffers.sims[buffers.touched[at] ?? 0] = 0;
  for (let at = 0; at < buffers.unitCount; at += 1) {
    const unit = buffers.units[at] ?? 0;
    buffers.best[unit] = 0;
    buffers.bestDoc[unit] = 0;
    buffers.sum[unit] = 0;
  }
  buffers.touchedCount = 0;
  buffers.unitCount = 0;
}
