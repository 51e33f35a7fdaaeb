/** Whole numbers to small indices, in two typed arrays: the look-up that every letter group of every question goes through. */

export interface IntMap {
  /** Index of a key ≥ 0, or −1. */
  get(key: number): number;
  /** Index of a key, new ones in order of arrival. */
  add(key: number): number;
  readonly size: number;
}

export function createIntMap(): IntMap {
  let bits = 10;
  let keys = new Int32Array(1 << bits).fill(-1);
  let values = new Int32Array(1 << bits);
  let size = 0;

  const place = (key: number): number => {
    const mask = (1 << bits) - 1;
    let at = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
    while (true) {
      const found = keys[at];
      if (found === key || found === -1) return at;
      at = (at + 1) & mask;
    }
  };
  const grow = (): void => {
    const oldKeys = keys;
    const oldValues = values;
    bits += 1;
    keys = new Int32Array(1 << bits).fill(-1);
    values = new Int32Array(1 << bits);
    oldKeys.forEach((key, index) => {
      if (key === -1) return;
      const at = place(key);
      keys[at] = key;
      values[at] = oldValues[index] ?? 0;
    });
  };

  return {
    get(key) {
      const at = place(key);
      return keys[at] === key ? (values[at] ?? -1) : -1;
    },
    add(key) {
      const at = place(key);
      if (keys[at] === key) return values[at] ?? -1;
      if (size * 2 > keys.length) {
        grow();
        return this.add(key);
      }
      keys[at] = key;
      values[at] = size;
      size += 1;
      return size - 1;
    },
    get size() {
      return size;
    },
  };
}
