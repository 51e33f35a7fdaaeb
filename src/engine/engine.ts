/**
 * The engine put together: one door in, lanes and turns, deliveries, tasks and timers out. Wake-ups make it fast; a poll
 * four times a second is the net under them. It reaches the world only through the ports it is given.
 */
import type { Clock, Random } from '../core/clock.ts';
import { platformOf, type AccountId, type ConversationId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { Door } from '../core/ports/accept.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { EngineStore, Recovery, StoreLoad } from '../core/ports/engine-store.ts';
import type { IdentityStore } from '../core/ports/identity-store.ts';
import type { Log } from '../core/ports/log.ts';
import { silentMetrics, type Metrics } from '../core/ports/metrics.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import type { ProductFinder } from '../core/ports/product-finder.ts';
import type { LiveContent } from '../core/ports/words.ts';
import { createAccept } from './accept.ts';
import { createDeliver, type AccountHealth } from './deliver.ts';
import { createDrain } from './drain.ts';
import type { Elsewhere } from './facts.ts';
import type { FlowRuntime } from './flow-runtime.ts';
import { createPoll } from './poll.ts';
import { createTasks } from './tasks.ts';
import { createTurnMaker } from './turn-maker.ts';

export interface EngineDeps {
  store: EngineStore & IdentityStore & Pick<DeskStore, 'readOutcome'>;
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
  flows: FlowRuntime;
  handlers: TaskHandlers;
  content(): LiveContent;
  defaultLocale: Locale;
  /** Where customers of other channels can be sent. */
  elsewhere?(): Elsewhere[];
  /** What the shop sells; without it no product is recognised. */
  products?: ProductFinder;
  /** False: the shop has shown us no orders. */
  hasOrders?: boolean;
  /** How long somebody else may take who chooses among answers, by the task of that name; without it nobody is asked. */
  rerankMs?: number;
  /** False: nothing is sent to this account now; what waits stays in its rows. */
  mayUse?(account: AccountId): boolean;
  clock: Clock;
  random: Random;
  log: Log;
  metrics?: Metrics;
}

export interface Engine {
  door: Door;
  /** Takes up what a crash left behind, then begins to work. */
  start(): Promise<Recovery>;
  /** Finishes what is under way within ten seconds; what is left is in rows. Calling it again is harmless. */
  stop(): Promise<void>;
  load(): StoreLoad | null;
  /** True while anything is being decided, sent or looked up. */
  readonly busy: boolean;
  /** How sending to an account goes; null: there is no such account. */
  health(account: AccountId): AccountHealth | null;
}

export function createEngine(deps: EngineDeps): Engine {
  const { store, clock, random, log, adapters, metrics = silentMetrics } = deps;
  const { mayUse } = deps;
  const wake = (ids: ConversationId[]): void => drain.wake(ids);
  const deliver = createDeliver({ store, adapters, clock, random, log, wake, ...(mayUse && { mayUse }) });
  const tasks = createTasks({ store, handlers: deps.handlers, clock, log, wake });
  const turns = createTurnMaker({
    ...deps,
    channel: (account) => adapters.get(account),
    mayDispatch: (account) => deliver.mayDispatch(account),
  });
  const drain = createDrain({
    store,
    turns,
    clock,
    log,
    dispatch: (claimed) => deliver.send(claimed),
    onTasks({ account, address, status }) {
      // A look-up takes a moment: the customer sees that somebody is at it.
      if (status.is === 'bot') adapters.get(account)?.signal(address, { kind: 'typing' });
      void tasks.pump();
    },
    onOutcome: (inboxId, outcome) => door.onOutcome(inboxId, outcome),
    onBilled(account, category) {
      metrics.count('messages_billed_total', { platform: platformOf(account), category });
    },
  });
  const door = createAccept({
    store,
    clock,
    random,
    metrics,
    arrive: (accept) => drain.arrive(accept),
    signal: (account, address, signal) => adapters.get(account)?.signal(address, signal),
  });

  const poll = createPoll({ store, drain, deliver, tasks, clock, log, onLoad: door.setWaiting });
  let stopping: Promise<void> | null = null;

  const shutDown = async () => {
    poll.stop();
    await drain.stop();
    await Promise.all([deliver.stop(LIMITS.shutdownMs / 3), tasks.stop(LIMITS.shutdownMs / 3)]);
  };

  return {
    door,
    async start() {
      const recovery = await store.recover(clock.now(), settlesOf(adapters));
      deliver.doubt(recovery.unanswered);
      await poll.start();
      return recovery;
    },
    stop() {
      stopping ??= shutDown();
      return stopping;
    },
    load: poll.load,
    health: (account) => deliver.health(account),
    get busy() {
      return drain.busy || deliver.busy || tasks.busy;
    },
  };
}

/** Accounts whose receipts, or whose memory of keys, tell what became of a send. */
function settlesOf(adapters: ReadonlyMap<AccountId, ChannelAdapter>): ReadonlyMap<AccountId, number> {
  return new Map(
    [...adapters].flatMap(([account, { facts }]) =>
      facts.settlesMs === null ? [] : [[account, facts.settlesMs] as const],
    ),
  );
}
