/**
 * The server's time, as far as the console knows it: waiting times and countdowns are reckoned by it, so that they are
 * right on a machine whose own clock is not.
 */
import { browserClock } from './clock.ts';

let offsetMs = 0;

/** Takes over the server's idea of now. */
export function learnServerTime(nowMs: number): void {
  offsetMs = nowMs - browserClock.now();
}

/** UTC ms by the server's clock. */
export function serverNow(): number {
  return browserClock.now() + offsetMs;
}
