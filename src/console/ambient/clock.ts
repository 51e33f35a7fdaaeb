/**
 * Time and chance for the console: the only file here that asks the browser for either, so that tests can choose both.
 */
export interface Clock {
  /** UTC, ms; the machine's own clock, which may be wrong. */
  now(): number;
  /** Calls `fn` once after `ms`, unless the returned function is called before. */
  after(ms: number, fn: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** Uniform in [0, 1): for pauses that shall not fall together. */
export function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

/** A fresh id for one deed of an operator: 128 random bits, base64url. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
