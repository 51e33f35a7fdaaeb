/**
 * Time and chance as ports. This is the only file that may ask the machine for either, so that every test
 * can choose both and every decision can be replayed.
 */

export interface Clock {
  /** UTC, milliseconds since 1970. May step back when the machine's clock is corrected. */
  now(): number;
  /** Never steps back; milliseconds since an arbitrary start. For durations. */
  monotonic(): number;
  /** Calls `fn` once after `ms` milliseconds unless the returned function is called before. */
  after(ms: number, fn: () => void): () => void;
}

export interface Random {
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1). For jitter, never for secrets. */
  fraction(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

// Random bytes are drawn from the machine in blocks: one id costs a copy, not a system call.
const BLOCK_BYTES = 4096;
let block = new Uint8Array(0);
let used = 0;

export const systemRandom: Random = {
  bytes(count) {
    if (count > BLOCK_BYTES) return crypto.getRandomValues(new Uint8Array(count));
    if (used + count > block.length) {
      block = crypto.getRandomValues(new Uint8Array(BLOCK_BYTES));
      used = 0;
    }
    const taken = block.slice(used, used + count);
    block.fill(0, used, used + count);
    used += count;
    return taken;
  },
  fraction: () => Math.random(),
};
