/** A logistic regression on few facts, held to what is known beforehand: Newton's steps, exact and the same every time. */

export interface Row {
  /** The constant's 1 first. */
  x: readonly number[];
  y: 0 | 1;
  weight: number;
}

const STEPS = 25;
const CLOSE = 1e-6;
/** The constant is free to move. */
const FREE = 0.01;

/** `prior`: the weights without any rows; `strength`: how much they resist. */
export function fitLogistic(rows: readonly Row[], prior: readonly number[], strength: number): number[] {
  const weights = [...prior];
  for (let step = 0; step < STEPS; step += 1) {
    const { slope, curve } = atPoint(rows, weights, prior, strength);
    const change = solveSymmetric(curve, slope);
    let most = 0;
    change.forEach((value, at) => {
      weights[at] = (weights[at] ?? 0) + value;
      most = Math.max(most, Math.abs(value));
    });
    if (most < CLOSE) break;
  }
  return weights;
}

function atPoint(
  rows: readonly Row[],
  weights: readonly number[],
  prior: readonly number[],
  strength: number,
): { slope: number[]; curve: number[][] } {
  const size = weights.length;
  const hold = (at: number): number => (at === 0 ? FREE : strength);
  const slope = weights.map((weight, at) => -hold(at) * (weight - (prior[at] ?? 0)));
  const curve = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) => (row === column ? hold(row) : 0)),
  );
  for (const { x, y, weight } of rows) {
    let z = 0;
    for (let at = 0; at < size; at += 1) z += (x[at] ?? 0) * (weights[at] ?? 0);
    const p = 1 / (1 + Math.exp(-z));
    for (let row = 0; row < size; row += 1) {
      slope[row] = (slope[row] ?? 0) + weight * (y - p) * (x[row] ?? 0);
      const line = curve[row] ?? [];
      for (let column = 0; column < size; column += 1) {
        line[column] = (line[column] ?? 0) + weight * p * (1 - p) * (x[row] ?? 0) * (x[column] ?? 0);
      }
    }
  }
  return { slope, curve };
}

/** Gauss without pivots: what is held to a prior is positive. */
function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const top = rows[pivot] ?? [];
    for (let row = 0; row < size; row += 1) {
      const line = rows[row];
      if (row === pivot || line === undefined) continue;
      const factor = (line[pivot] ?? 0) / (top[pivot] ?? 1);
      for (let at = pivot; at <= size; at += 1) line[at] = (line[at] ?? 0) - factor * (top[at] ?? 0);
    }
  }
  return rows.map((line, at) => (line[size] ?? 0) / (line[at] ?? 1));
}
