/**
 * Phrasings that are left out of the index for one question, as though they had never been written: how a set of answers is asked what it
 * would make of questions that nobody has thought of yet.
 */
import type { Index } from './build-index.ts';

/** One phrasing, or an entry in all languages. */
export type Without = { doc: number } | { id: number };

/** Whether an entry holds a feature only in what is left out of it; null: nothing is left out. */
export type Held = ((feature: number) => boolean) | null;

export function createHeldBack(index: Index): (without: Without | undefined) => Held {
  // Two numbers higher for each question, and never cleared; there is none until something is left out.
  let marks = new Int32Array(0);
  let held = 0;
  const mark = (doc: number, as: number, kept: number): void => {
    const end = index.docStart[doc + 1] ?? 0;
    for (let at = index.docStart[doc] ?? 0; at < end; at += 1) {
      const feature = index.features[at] ?? 0;
      if (marks[feature] !== kept) marks[feature] = as;
    }
  };
  return (without) => {
    if (without === undefined) return null;
    if (marks.length === 0) marks = new Int32Array(index.reader.size);
    held += 2;
    const [is, kept] = [held, held - 1];
    const docs = docsOf(index, 'id' in without ? without.id : ownerOf(index, without.doc));
    for (const doc of docs) if (!isOut(index, doc, without)) mark(doc, kept, kept);
    for (const doc of docs) if (isOut(index, doc, without)) mark(doc, is, kept);
    return (feature) => marks[feature] === is;
  };
}

export function isOut(index: Index, doc: number, without: Without | undefined): boolean {
  if (without === undefined) return false;
  return 'doc' in without ? without.doc === doc : ownerOf(index, doc) === without.id;
}

/** The phrasings of an entry in all languages. */
export function docsOf(index: Index, id: number): number[] {
  const docs: number[] = [];
  for (const at of index.unitsOf[id] ?? []) {
    const unit = index.units[at];
    for (let doc = unit?.from ?? 0; doc < (unit?.to ?? 0); doc += 1) docs.push(doc);
  }
  return docs;
}

function ownerOf(index: Index, doc: number): number {
  return index.units[index.unitOf[doc] ?? 0]?.id ?? 0;
}
