/** Whole numbers in a row, outside the heap of the language: a catalogue has hundreds of thousands of each, and nobody collects them. */

export interface Column {
  readonly length: number;
  push(value: number): void;
  /** What was put there; 0 beyond the end. */
  get(at: number): number;
  set(at: number, value: number): void;
}

const FIRST = 1_024;

/** Grows by doubling. Values are 32 bits, signed. */
export function createColumn(): Column {
  let values = new Int32Array(FIRST);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    get: (at) => values[at] ?? 0,
    set(at, value) {
      values[at] = value;
    },
  };
}
