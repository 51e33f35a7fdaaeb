/**
 * Candidates held against each other. Phrasings of two entries that are alike share what they explain of a question; the words that
 * only one of them has decide. It is a ridge regression over the few nearest phrasings, solved anew for each question: nothing is
 * trained, so a changed answer counts at once and the same files always give the same scores.
 */
import type { Index } from './build-index.ts';
import { RIDGE } from './weights.ts';

/** `docs`: phrasings of the candidates; `likeness` of each to the question. What each entry explains, by id. */
export type Discerner = (docs: readonly number[], likeness: (doc: number) => number) => Map<number, number>;

/** `most`: phrasings at a time. */
export function createDiscerner(index: Index, most: number): Discerner {
  const spread = new Float32Array(index.reader.size);
  const kernel = new Float64Array(most * most);
  const right = new Float64Array(most);
  return (docs, likeness) => {
    const size = Math.min(docs.length, most);
    for (let row = 0; row < size; row += 1) {
      const doc = docs[row] ?? 0;
      right[row] = likeness(doc);
      fillRow(index, docs, row, size, spread, kernel, most);
      kernel[row * most + row] = (kernel[row * most + row] ?? 0) + RIDGE;
    }
    factor(kernel, size, most);
    solve(kernel, right, size, most);
    const fits = new Map<number, number>();
    for (let row = 0; row < size; row += 1) {
      const id = index.units[index.unitOf[docs[row] ?? 0] ?? 0]?.id ?? 0;
      fits.set(id, (fits.get(id) ?? 0) + (right[row] ?? 0));
    }
    return fits;
  };
}

/** Likeness of one phrasing to itself and to those before it: the lower half of the kernel. */
function fillRow(
  { docStart, features, values }: Index,
  docs: readonly number[],
  row: number,
  size: number,
  spread: Float32Array,
  kernel: Float64Array,
  most: number,
): void {
  const doc = docs[row] ?? 0;
  const from = docStart[doc] ?? 0;
  const to = docStart[doc + 1] ?? 0;
  for (let at = from; at < to; at += 1) spread[features[at] ?? 0] = values[at] ?? 0;
  for (let column = 0; column <= row && column < size; column += 1) {
    const other = docs[column] ?? 0;
    const end = docStart[other + 1] ?? 0;
    let sum = 0;
    for (let at = docStart[other] ?? 0; at < end; at += 1) {
      sum += (values[at] ?? 0) * (spread[features[at] ?? 0] ?? 0);
    }
    kernel[row * most + column] = sum;
  }
  for (let at = from; at < to; at += 1) spread[features[at] ?? 0] = 0;
}

/** Cholesky, in place: the lower half becomes L with L·Lᵀ the kernel. The ridge keeps it positive. */
function factor(kernel: Float64Array, size: number, most: number): void {
  for (let column = 0; column < size; column += 1) {
    const top = column * most;
    let square = kernel[top + column] ?? 0;
    for (let at = 0; at < column; at += 1) square -= (kernel[top + at] ?? 0) ** 2;
    const root = Math.sqrt(Math.max(square, Number.EPSILON));
    kernel[top + column] = root;
    for (let row = column + 1; row < size; row += 1) {
      const left = row * most;
      let rest = kernel[left + column] ?? 0;
      for (let at = 0; at < column; at += 1) rest -= (kernel[left + at] ?? 0) * (kernel[top + at] ?? 0);
      kernel[left + column] = rest / root;
    }
  }
}

/** Forwards and back, in place. */
function solve(kernel: Float64Array, right: Float64Array, size: number, most: number): void {
  for (let row = 0; row < size; row += 1) {
    let rest = right[row] ?? 0;
    for (let at = 0; at < row; at += 1) rest -= (kernel[row * most + at] ?? 0) * (right[at] ?? 0);
    right[row] = rest / (kernel[row * most + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const value = (right[row] ?? 0) / (kernel[row * most + row] ?? 1);
    right[row] = value;
    for (let at = 0; at < row; at += 1) right[at] = (right[at] ?? 0) - (kernel[row * most + at] ?? 0) * value;
  }
}
