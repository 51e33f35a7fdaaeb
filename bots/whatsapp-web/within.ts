/** A promise with an end: what a page does not answer in time counts as not answered. */
import type { Clock } from '../../src/core/clock.ts';

export class TooLate extends Error {
  constructor(what: string) {
    super(`no answer: ${what}`);
    this.name = 'TooLate';
  }
}

/** The promise's outcome, or a rejection with `TooLate` after `ms`. The promise itself goes on unheard. */
export function within<T>(clock: Clock, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TooLate(what)));
    promise.then(resolve, reject).finally(cancel);
  });
}
