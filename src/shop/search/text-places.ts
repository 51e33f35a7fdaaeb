/** Texts → the places that have them, without keeping the texts: who asks compares what stands at a place with what was sought. */
import { createColumn } from './column.ts';

export interface TextPlaces {
  /** Places are numbered in the order in which they are added, from 0. */
  add(text: string): void;
  /** Places whose text may be this one, the first added first. */
  maybe(text: string): number[];
}

const FIRST = 4_096;

export function createTextPlaces(): TextPlaces {
  const hashes = createColumn();
  /** For each place the one before it in its chain, plus one; 0 ends it. */
  const before = createColumn();
  let heads = new Int32Array(FIRST);

  const link = (at: number): void => {
    const slot = hashes.get(at) & (heads.length - 1);
    before.set(at, heads[slot] ?? 0);
    heads[slot] = at + 1;
  };
  return {
    add(text) {
      hashes.push(hashOf(text));
      before.push(0);
      if (hashes.length <= heads.length) return link(hashes.length - 1);
      heads = new Int32Array(heads.length * 2);
      for (let at = 0; at < hashes.length; at += 1) link(at);
    },
    maybe(text) {
      const hash = hashOf(text);
      const found: number[] = [];
      for (let next = heads[hash & (heads.length - 1)] ?? 0; next !== 0; next = before.get(next - 1))
        if (hashes.get(next - 1) === hash) found.push(next - 1);
      return found.toReversed();
    },
  };
}

/** FNV-1a over UTF-16 units, its bits stirred once more so that the low ones tell as much as the others. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85_eb_ca_6b);
  return hash ^ (hash >>> 13);
}
