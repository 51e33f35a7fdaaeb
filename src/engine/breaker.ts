/**
 * A circuit breaker per account: after several failures in a row the account rests, then one call probes. A platform that
 * is down costs others nothing. Kept in memory: after a restart the first failures open it again.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { SendResult } from '../core/ports/channel.ts';

export interface Breaker {
  /** May a call begin now? */
  allows(): boolean;
  /** True after a rest, until a call has succeeded: only one at a time. */
  readonly probing: boolean;
  note(result: SendResult): void;
}

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    allows: () => clock.monotonic() >= restsUntil,
    get probing() {
      return failures >= LIMITS.breakerFailures;
    },
    note(result) {
      // A refusal is an answer: the platform is alive. So is a 429 for one chat.
      const failed =
        result.kind === 'unknown' ||
        result.kind === 'broken' ||
        (result.kind === 'retry' && result.scope === 'account');
      failures = failed ? failures + 1 : 0;
      if (failures >= LIMITS.breakerFailures) restsUntil = clock.monotonic() + LIMITS.breakerPauseMs;
    },
  };
}
