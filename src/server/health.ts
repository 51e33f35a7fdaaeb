/**
 * Two questions of whoever runs us. `/healthz`: does the process answer at all? (Restart it if not.) `/readyz`: can it do its
 * work — store writable, messengers connected, not stopping? (Send no traffic if not.) Neither tells anything secret.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';

export interface Health {
  alive(response: ServerResponse): void;
  ready(response: ServerResponse): Promise<void>;
  /** Whether the last thing that somebody wanted to store could be: a short write may still fit where a turn does not. */
  stored(isStored: boolean): void;
  /** From now on not ready. */
  stop(): void;
}

export interface HealthDeps {
  store: Pick<EngineStore, 'countTry'>;
  clock: Clock;
  /** What else is not ready, in a word each, such as `telegram:main`. */
  notReady: () => string[];
  /** What is not as it should be and stops nobody, a line each; told beside, the answer stays what it is. */
  notes: () => string[];
}

/** The probe writes, because a full disk can still be read; its answer is kept for a second. */
export function createHealth({ store, clock, notReady, notes }: HealthDeps): Health {
  let stopping = false;
  let checkedAt = -Infinity;
  let writable: Promise<boolean> = Promise.resolve(false);
  let refusedAt = -Infinity;

  function checkStore(): Promise<boolean> {
    const now = clock.monotonic();
    if (now - checkedAt >= LIMITS.readinessCacheMs) {
      checkedAt = now;
      writable = store.countTry('readyz', Number.MAX_SAFE_INTEGER, LIMITS.readinessCacheMs, clock.now()).then(
        () => true,
        () => false,
      );
    }
    return writable;
  }

  return {
    alive: (response) => answer(response, 200, { status: 'alive' }),
    async ready(response) {
      const not = [
        ...(stopping ? ['stopping'] : []),
        ...((await checkStore()) && clock.monotonic() - refusedAt >= LIMITS.webhookRetryAfterMs
          ? []
          : ['store']),
        ...notReady(),
      ];
      const beside = notes();
      answer(response, not.length === 0 ? 200 : 503, {
        status: not.length === 0 ? 'ready' : 'not ready',
        not,
        ...(beside.length > 0 ? { notes: beside } : {}),
      });
    },
    stored(isStored) {
      if (isStored) refusedAt = -Infinity;
      else refusedAt = clock.monotonic();
    },
    stop() {
      stopping = true;
    },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}
