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

const SECOND = 1_000;

interface Learned {
  perSecond: number;
  /** Of the first refusal, and of the last one that made it slower. */
  atMs: number;
  refusedMs: number;
  untilMs: number;
}

export function createPace(clock: Clock): Pace {
  const begun = createLastSecond(clock);
  const sent = createLastSecond(clock);
  let learned: Learned | null = null;

  /** What went through in the second around the first refusal; answers to calls before it still come in. */
  function learn(before: Learned): Learned {
    if (clock.monotonic() - before.atMs >= SECOND) return before;
    const seen = Math.floor(sent.sum() * LIMITS.paceShare);
    return { ...before, perSecond: Math.max(seen, before.perSecond) };
  }

  /** Refused at the pace that was learned: a step slower, one for all refusals of a second. */
  function slower(before: Learned): Learned {
    const now = clock.monotonic();
    if (now - before.refusedMs < SECOND) return before;
    const less = Math.floor(before.perSecond * LIMITS.paceShare);
    return { ...before, refusedMs: now, perSecond: Math.max(LIMITS.paceFewest, less) };
  }

  return {
    room() {
      if (learned && clock.monotonic() >= learned.untilMs) learned = null;
      if (!learned) return Infinity;
      // Spread over the second, or a slow start and a quick end meet in one second of the platform's.
      const soon = Math.ceil(learned.perSecond * BURST) - begun.sum(BURST_SLOTS);
      return Math.max(0, Math.min(learned.perSecond - begun.sum(), soon));
    },
    get isKept() {
      return learned !== null;
    },
    began: () => begun.add(),
    note(result) {
      if (result.kind === 'sent') {
        sent.add();
        if (learned) learned = learn(learned);
      }
      if (result.kind !== 'retry' || result.scope !== 'account' || result.tooFast !== true) return;
      if (learned) learned = slower(learned);
      // So few a second are no pace; something else is counted there, and the pause alone has to do.
      else if (sent.sum() >= LIMITS.paceFewest) {
        const atMs = clock.monotonic();
        learned = learn({ perSecond: 0, atMs, refusedMs: atMs, untilMs: atMs + LIMITS.paceMs });
      }
    },
  };
}

const SLOT_MS = 20;
const SLOTS = SECOND / SLOT_MS;
/** A fifth of a second may see up to three tenths of what a second may: enough to make up for a late look. */
const BURST_SLOTS = 10;
const BURST = 0.3;

/** Counts what happened within the last second. */
function createLastSecond(clock: Clock): { add(): void; sum(slots?: number): number } {
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
    sum(slots = SLOTS) {
      turn();
      let all = 0;
      for (let back = 0; back < Math.min(slots, slot + 1); back += 1)
        all += counts[(slot - back) % SLOTS] ?? 0;
      return all;
    },
  };
}
