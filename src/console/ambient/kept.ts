/**
 * What the browser keeps for this operator between visits: small texts by key. Storage may be full, forbidden or
 * changed by hand, so reading never throws and nothing read is believed without a look.
 */
export interface Kept {
  read(key: string): string | null;
  /** False: the browser would not keep it. */
  write(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): string[];
}

/** Begins every key of ours in the browser's storage. */
export const KEPT_PREFIX = 'prilavok.';

export const browserKept: Kept = {
  read(key) {
    try {
      return localStorage.getItem(KEPT_PREFIX + key);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(KEPT_PREFIX + key, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(KEPT_PREFIX + key);
    } catch {
      // Nothing was kept, so nothing is left to remove.
    }
  },
  keys() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(KEPT_PREFIX))
        .map((key) => key.slice(KEPT_PREFIX.length));
    } catch {
      return [];
    }
  },
};
