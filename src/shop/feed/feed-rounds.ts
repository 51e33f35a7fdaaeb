/**
 * When the feed is asked for: at the start, then at intervals, sooner after a failure and later with each further one. One thing
 * at a time, whoever asks. Knows nothing of feeds.
 */
import type { Clock } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Log } from '../../core/ports/log.ts';

export interface FeedRounds {
  start(): void;
  /** One round now, or the one that is under way. Never rejects. */
  refresh(): Promise<void>;
  /** Plans nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface FeedRoundsOptions {
  /** Null when all is well; else how long to wait at least before the next try. */
  round(): Promise<number | null>;
  /** Looks after what a person may have asked for in the meantime. */
  look(): Promise<void>;
  everyMs: number;
  clock: Clock;
  log: Log;
}

export function createFeedRounds({ round, look, everyMs, clock, log }: FeedRoundsOptions): FeedRounds {
  let last = Promise.resolve();
  let refreshing: Promise<void> | null = null;
  let isRunning = false;
  let failures = 0;
  let cancelNext = () => {};
  let cancelLook = () => {};

  const inTurn = async (job: () => Promise<void>): Promise<void> => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    try {
      await job();
    } catch (thrown) {
      const error = toError(thrown);
      log.error({ step: 'shop', error }, 'The feed could not be taken; the last good one stays');
    } finally {
      resolve();
    }
  };
  const plan = (leastMs: number | null): void => {
    cancelNext();
    failures = leastMs === null ? 0 : failures + 1;
    const backOffMs = Math.min(LIMITS.feedRetryMs * 2 ** Math.min(failures - 1, 20), everyMs);
    const waitMs = leastMs === null ? everyMs : Math.max(backOffMs, leastMs);
    if (isRunning) cancelNext = clock.after(waitMs, () => void refresh());
  };
  const refresh = (): Promise<void> => {
    refreshing ??= (async () => {
      let leastMs: number | null = 0;
      await inTurn(async () => {
        leastMs = await round();
      });
      refreshing = null;
      plan(leastMs);
    })();
    return refreshing;
  };
  const lookLater = (): void => {
    cancelLook = clock.after(LIMITS.feedAcceptLookMs, () => {
      if (isRunning) lookLater();
      void inTurn(look);
    });
  };
  return {
    start() {
      isRunning = true;
      lookLater();
      void refresh();
    },
    refresh,
    async stop() {
      isRunning = false;
      cancelNext();
      cancelLook();
      await last;
    },
  };
}
