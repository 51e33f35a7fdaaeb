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

const PREFIX = 'prilavok.';

export const browserKept: Kept = {
  read(key) {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(PREFIX + key, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Nothing was kept, so nothing is left to remove.
    }
  },
  keys() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
};

/** Calls `listener` when another tab of this browser changes something kept; returns the way to stop. */
export function watchKept(listener: (key: string) => void): () => void {
  const hear = (event: StorageEvent): void => {
    if (event.key?.startsWith(PREFIX)) listener(event.key.slice(PREFIX.length));
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}
