/**
 * How fast an account may send, learned from the platform: after a refusal for speed the account keeps a little below what
 * went through in the second before, and forgets it after a while. Nobody has to set a rate, and a raised one is found out.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { SendResult } from '../core/ports/channel.ts';

export interface Pace {
  /** How many more calls may begin now; Infinity while no bound is known. */
  room(): number;
  /** A bound is known and kept. */
  readonly isKept: boolean;
  /** A call begins. */
  began(): void;
  note(result: SendResult): void;
}

export function createPace(clock: Clock): Pace {
  const begun = createLastSecond(clock);
  const sent = createLastSecond(clock);
  let learned: { perSecond: number; untilMs: number } | null = null;
  return {
    room() {
      if (learned && clock.monotonic() >= learned.untilMs) learned = null;
      return learned ? Math.max(0, learned.perSecond - begun.sum()) : Infinity;
    },
    get isKept() {
      return learned !== null;
    },
    began: () => begun.add(),
    note(result) {
      if (result.kind === 'sent') sent.add();
      if (result.kind !== 'retry' || result.scope !== 'account' || result.tooFast !== true) return;
      const seen = sent.sum();
      // So few a second are no pace; something else is counted there, and the pause alone has to do.
      if (seen < LIMITS.paceFewest) return;
      const perSecond = Math.floor(seen * LIMITS.paceShare);
      learned = {
        perSecond: Math.min(perSecond, learned?.perSecond ?? perSecond),
        untilMs: clock.monotonic() + LIMITS.paceMs,
      };
    },
  };
}

const SLOT_MS = 20;
/** One more than a second has, so that a second is never taken for shorter than it is. */
const SLOTS = 1_000 / SLOT_MS + 1;

/** Counts what happened within the last second. */
function createLastSecond(clock: Clock): { add(): void; sum(): number } {
  const counts = new Float64Array(SLOTS);
  let slot = 0;
  const turn = (): void => {
    const now = Math.floor(clock.monotonic() / SLOT_MS);
    for (let step = Math.min(SLOTS, now - slot); step > 0; step -= 1) counts[(now - step + 1) % SLOTS] = 0;
    slot = now;
  };
  return {
    add() {
      turn();
      counts[slot % SLOTS] = (counts[slot % SLOTS] ?? 0) + 1;
    },
    sum() {
      turn();
      return counts.reduce((all, one) => all + one, 0);
    },
  };
}
