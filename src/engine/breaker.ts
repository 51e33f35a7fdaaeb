/**
 * A circuit breaker per account: after several failures in a row the account rests, then one call probes; each rest in vain
 * is followed by a longer one. An account that gave no answer at all is silent: it is asked whether it lives before another part is risked.
 * A platform that is down costs others nothing. Kept in memory: after a restart the first failures open it again.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { SendResult } from '../core/ports/channel.ts';

export interface Breaker {
  /** May a call begin now? */
  allows(): boolean;
  /** The account rests. */
  readonly resting: boolean;
  /** True after a rest, until a call has succeeded: only one at a time. */
  readonly probing: boolean;
  /** True when it is time to ask the account whether it answers at all. */
  wantsWord(): boolean;
  note(result: SendResult): void;
  /** Nobody knows whether it answers. */
  doubt(): void;
  /** The account was asked and answered, or did not. */
  noteWord(answered: boolean): void;
}

/** `canAsk`: there is a call that changes nothing (`ChannelAdapter.answers`). */
export function createBreaker(clock: Clock, canAsk: boolean): Breaker {
  let failures = 0;
  let restsUntil = 0;
  let restMs: number = LIMITS.breakerPauseMs;
  let silent = false;
  const rests = () => clock.monotonic() < restsUntil;
  const rest = () => {
    // What began before the rest tells nothing new.
    if (rests()) return;
    restsUntil = clock.monotonic() + restMs;
    restMs = Math.min(restMs * 2, LIMITS.breakerLongestMs);
  };
  return {
    allows: () => !silent && !rests(),
    get resting() {
      return rests();
    },
    get probing() {
      return failures >= LIMITS.breakerFailures;
    },
    wantsWord: () => silent && !rests(),
    note(result) {
      silent = canAsk && result.kind === 'unknown';
      if (!isFailure(result)) {
        failures = 0;
        restMs = LIMITS.breakerPauseMs;
        return;
      }
      failures += 1;
      if (failures >= LIMITS.breakerFailures) rest();
    },
    doubt: () => void (silent = canAsk),
    noteWord(answered) {
      if (!silent) return; // a call has shown meanwhile that it lives
      if (answered) silent = false;
      else rest();
    },
  };
}

/** A refusal is an answer: the platform is alive. So is a wait for one chat, and the wish for a slower pace. */
function isFailure(result: SendResult): boolean {
  if (result.kind === 'retry') return result.scope === 'account' && result.tooFast !== true;
  return result.kind === 'unknown' || result.kind === 'broken';
}
