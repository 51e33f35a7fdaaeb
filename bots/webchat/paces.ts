/**
 * How fast somebody may go: token buckets in memory, by address and by visitor. A restart forgives, which is no harm: what must
 * not be forgiven is counted in the mailbox. Bounded: the ones quiet for longest are dropped.
 */
import type { Clock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';

export interface Pace {
  /** What may come at once. */
  burst: number;
  /** One more after this long, lastingly. */
  everyMs: number;
}

export interface Paces {
  /** 0: go on. Otherwise milliseconds to wait; nothing was taken. */
  take(kind: PaceKind, who: string): number;
}

const SECOND = 1_000;

/** An address may be an office or a mobile network; a visitor is one person. */
const PACES = {
  'call by address': { burst: 300, everyMs: 50 },
  'session by address': { burst: 30, everyMs: 4 * SECOND },
  'message by address': { burst: 120, everyMs: 250 },
  'message by visitor': { burst: 15, everyMs: SECOND },
  'file by visitor': { burst: 10, everyMs: 6 * SECOND },
  'read by visitor': { burst: 60, everyMs: SECOND / 2 },
  'marks by visitor': { burst: 60, everyMs: SECOND / 4 },
  'typing by visitor': { burst: 3, everyMs: 2_500 },
  'stream by visitor': { burst: 20, everyMs: 3 * SECOND },
  // A look at the messengers makes a link into each of them.
  'link by visitor': { burst: 12, everyMs: 20 * SECOND },
} satisfies Record<string, Pace>;

export type PaceKind = keyof typeof PACES;

export function createPaces(clock: Clock): Paces {
  /** Key → when the bucket will be full again; in the order of last use. */
  const full = new Map<string, number>();
  return {
    take(kind, who) {
      const { burst, everyMs } = PACES[kind];
      const key = `${kind} ${who}`;
      const now = clock.monotonic();
      const fullAt = Math.max(full.get(key) ?? now, now) + everyMs;
      const waitMs = fullAt - now - burst * everyMs;
      if (waitMs > 0) return waitMs;
      full.delete(key);
      full.set(key, fullAt);
      if (full.size > LIMITS.chatPaces) drop(full);
      return 0;
    },
  };
}

function drop(full: Map<string, number>): void {
  const [oldest] = full.keys();
  if (oldest !== undefined) full.delete(oldest);
}
