/** A clock that moves only when a test says so; timers fire in due order while it moves. */
import type { Clock, Random } from '../../src/core/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on, firing what falls due on the way. */
  advance(ms: number): void;
  /** Sets the wall clock without moving durations: what a correction of the machine's clock does. */
  jump(ms: number): void;
}

export function createManualClock(startMs: number): ManualClock {
  let wall = startMs;
  let mono = 0;
  const timers = new Set<{ due: number; fn: () => void }>();
  return {
    now: () => wall,
    monotonic: () => mono,
    after(ms, fn) {
      const timer = { due: mono + ms, fn };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = mono + ms;
      for (;;) {
        let next: { due: number; fn: () => void } | null = null;
        for (const timer of timers) if (timer.due <= until && (!next || timer.due < next.due)) next = timer;
        if (!next) break;
        timers.delete(next);
        wall += Math.max(0, next.due - mono);
        mono = Math.max(mono, next.due);
        next.fn();
      }
      wall += until - mono;
      mono = until;
    },
    jump(ms) {
      wall += ms;
    },
  };
}

/** Random numbers from a seed (mulberry32): the same seed, the same run. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(fraction() * 256)),
  };
}
