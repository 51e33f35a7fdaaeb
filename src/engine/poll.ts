/**
 * The net under the wake-ups: a few times a second it looks for due timers, ready lanes, due deliveries and tasks, and
 * counts the load. Housekeeping rides along in small steps.
 */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { EngineStore, StoreLoad } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Deliver } from './deliver.ts';
import type { Drain } from './drain.ts';
import type { Tasks } from './tasks.ts';

export interface Poll {
  /** Resolves after the first round. */
  start(): Promise<void>;
  stop(): void;
  load(): StoreLoad | null;
}

export interface PollDeps {
  store: EngineStore;
  drain: Drain;
  deliver: Deliver;
  tasks: Tasks;
  clock: Clock;
  log: Log;
  onLoad(inboxPending: number): void;
}

export function createPoll(deps: PollDeps): Poll {
  const { store, drain, deliver, tasks, clock, log } = deps;
  let load: StoreLoad | null = null;
  let sweptAtMs = 0;
  let cancel: (() => void) | null = null;
  let stopped = false;

  const round = async () => {
    const nowMs = clock.now();
    drain.wake(await store.fireTimers(nowMs, LIMITS.dueBatch));
    drain.wake(await store.readyConversations(nowMs, LIMITS.groupCommitItems));
    await Promise.all([deliver.pump(), tasks.pump()]);
    load = await store.readLoad();
    deps.onLoad(load.inboxPending);
    if (Math.abs(nowMs - sweptAtMs) < LIMITS.housekeepingEveryMs) return;
    // A full step means that more is waiting: the next round goes on with it.
    const removed = await store.housekeep(nowMs, LIMITS.housekeepingRows);
    if (removed < LIMITS.housekeepingRows) sweptAtMs = nowMs;
  };

  const poll = async () => {
    try {
      await round();
    } catch (thrown) {
      log.error({ step: 'poll', error: toError(thrown) }, 'The poll failed and will be repeated');
    }
    if (!stopped) cancel = clock.after(LIMITS.pollMs, () => void poll());
  };

  return {
    start: poll,
    stop() {
      stopped = true;
      cancel?.();
    },
    load: () => load,
  };
}
