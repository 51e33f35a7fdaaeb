/**
 * For each word the places where it stands, in the order in which they came. Short blocks on large pages, chained: a word more
 * costs a few bytes, no list is ever moved, and the whole of it is nothing that a garbage collector would walk through.
 */
import { createColumn } from './column.ts';

export interface Postings {
  /** `term`: its number; new ones in order. */
  add(term: number, posting: number): void;
  count(term: number): number;
  /** Copies a term's postings to the start of `into`, as many as fit; how many those are. */
  read(term: number, into: Int32Array): number;
}

/** The last number of a block leads to the next one. */
const BLOCK = 8;
const HELD = BLOCK - 1;
const PAGE_BITS = 16;
const PAGE = 1 << PAGE_BITS;
const IN_PAGE = PAGE - 1;

export function createPostings(): Postings {
  const pages: Int32Array[] = [];
  const heads = createColumn();
  const tails = createColumn();
  const counts = createColumn();
  let free = 0;

  const newBlock = (): number => {
    if (free >> PAGE_BITS === pages.length) pages.push(new Int32Array(PAGE));
    const at = free;
    free += BLOCK;
    return at;
  };
  const put = (at: number, value: number): void => {
    const page = pages[at >> PAGE_BITS];
    if (page) page[at & IN_PAGE] = value;
  };
  return {
    add(term, posting) {
      while (term >= counts.length) {
        const block = newBlock();
        heads.push(block);
        tails.push(block);
        counts.push(0);
      }
      const count = counts.get(term);
      const place = count % HELD;
      if (place === 0 && count > 0) {
        const block = newBlock();
        put(tails.get(term) + HELD, block);
        tails.set(term, block);
      }
      put(tails.get(term) + place, posting);
      counts.set(term, count + 1);
    },
    count: (term) => counts.get(term),
    read(term, into) {
      const count = Math.min(counts.get(term), into.length);
      let block = heads.get(term);
      for (let read = 0; read < count; read += HELD) {
        const page = pages[block >> PAGE_BITS];
        if (!page) return read;
        const from = block & IN_PAGE;
        const held = Math.min(HELD, count - read);
        for (let at = 0; at < held; at += 1) into[read + at] = page[from + at] ?? 0;
        block = page[from + HELD] ?? 0;
      }
      return count;
    },
  };
}
