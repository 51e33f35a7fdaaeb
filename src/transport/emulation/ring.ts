/** The last n of something: what an emulator remembers of calls and messages must not grow with a long bench. */

export interface Ring<T> {
  push(value: T): void;
  /** Oldest first. */
  list(): T[];
  clear(): void;
}

/** Keeps the last `size` values; 0 keeps none. */
export function createRing<T>(size: number): Ring<T> {
  let values: T[] = [];
  return {
    push(value) {
      if (size === 0) return;
      values.push(value);
      // Trimmed rarely and in one go: shift() on each push would move the whole array each time.
      if (values.length >= size * 2) values = values.slice(-size);
    },
    list: () => values.slice(-size),
    clear: () => {
      values = [];
    },
  };
}
