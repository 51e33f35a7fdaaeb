/**
 * The loop between the inbox and the outbox: load, decide, commit. Everything that arrived in one tick is decided and
 * written together; if a lane is idle, storing the event and its turn are one commit, so the acknowledgement costs one
 * sync and the reply leaves at once. One loop at a time; it sleeps when nothing is ready.
 */
import { toError } from '../core/errors.ts';
import type { CommandOutcome } from '../core/event.ts';
import type { ConversationId, InboxId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type {
  Accept,
  AcceptResult,
  Arrival,
  ClaimedDelivery,
  EngineStore,
  StoredArrival,
  TurnCommit,
  TurnResult,
} from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Clock } from '../core/clock.ts';
import { createLanes } from './lanes.ts';
import type { TurnMaker } from './turn-maker.ts';

export interface Drain {
  /** Resolves when the event is durable; rejects if it could not be stored. */
  arrive(accept: Accept): Promise<Accepted>;
  wake(ids: Iterable<ConversationId>): void;
  /** Resolves when nothing is being decided and no lane is ready. */
  settled(): Promise<void>;
  /** Takes nothing more; resolves when what is under way is written. */
  stop(): Promise<void>;
}

export type Accepted =
  | { kind: 'stored'; inboxId: InboxId; conversationId: ConversationId; outcome: CommandOutcome | null }
  | { kind: 'duplicate' }
  | { kind: 'refused'; reason: 'overload' | 'no-conversation' };

export interface DrainDeps {
  store: EngineStore;
  turns: TurnMaker;
  clock: Clock;
  log: Log;
  /** Parts that left the commit marked `sending`. */
  dispatch(claimed: ClaimedDelivery[]): void;
  /** A commit wrote tasks. */
  onTasks(): void;
  /** The turn of a stored command is done. */
  onOutcome(inboxId: InboxId, outcome: CommandOutcome | null): void;
}

interface Waiting {
  accept: Accept;
  resolve(accepted: Accepted): void;
  reject(error: Error): void;
}

interface FreshTurn {
  waiting: Waiting;
  commit: TurnCommit;
}

interface StoredTurn {
  arrival: StoredArrival;
  commit: TurnCommit;
}

export function createDrain(deps: DrainDeps): Drain {
  const { store, turns, clock, log } = deps;
  const lanes = createLanes();
  let arrivals: Waiting[] = [];
  let running: Promise<void> | null = null;
  let stopped = false;

  const schedule = () => {
    if (running || stopped) return;
    running = new Promise<void>((done) => {
      setImmediate(() => void run().then(done));
    }).finally(() => {
      running = null;
      if (arrivals.length > 0 || lanes.size > 0) schedule();
    });
  };

  const run = async () => {
    while (!stopped && (arrivals.length > 0 || lanes.size > 0)) {
      const fresh = arrivals.slice(0, LIMITS.groupCommitItems);
      arrivals = arrivals.slice(fresh.length);
      try {
        await drainOnce(fresh, lanes.take(LIMITS.groupCommitItems));
      } catch (thrown) {
        // The disk or the lock, not a turn: nothing was acknowledged. Stored events are found again by the poll.
        const error = toError(thrown);
        log.error({ step: 'drain', error }, 'A commit failed; its events will be tried again');
        for (const waiting of fresh) waiting.reject(error);
        return;
      }
    }
  };

  const drainOnce = async (fresh: Waiting[], ids: ConversationId[]) => {
    const nowMs = clock.now();
    const [states, stored] = await Promise.all([
      store.loadArrivals(fresh.map(({ accept }) => accept)),
      store.nextEvents(ids, nowMs),
    ]);
    await turns.refresh();
    const busy = new Set(stored.map(({ conversation }) => conversation.id));
    const plan = planFresh(turns, fresh, states, busy, log);
    const storedTurns = planStored(turns, stored, store, nowMs, log);
    const [accepted, results] = await Promise.all([
      store.acceptEvents(plan.acceptOnly.map(({ accept }) => accept)),
      store.commitTurns([
        ...plan.turns.map(({ commit }) => commit),
        ...storedTurns.map(({ commit }) => commit),
      ]),
    ]);
    settleAccepted(plan.acceptOnly, accepted);
    settleFresh(plan.turns, results.slice(0, plan.turns.length));
    settleStored(storedTurns, results.slice(plan.turns.length));
    // A lane that had one event may have more.
    lanes.wake(storedTurns.map(({ arrival }) => arrival.conversation.id));
  };

  const settleAccepted = (waiting: Waiting[], results: AcceptResult[]) => {
    for (const [index, { resolve, reject }] of waiting.entries()) {
      const result = results[index];
      if (!result || result.kind === 'failed') reject(result?.error ?? new Error('The store gave no result'));
      else if (result.kind === 'accepted') {
        if (result.wakes) lanes.wake([result.conversationId]);
        resolve({ ...result, kind: 'stored', outcome: null });
      } else resolve(result.kind === 'duplicate' ? { kind: 'duplicate' } : result);
    }
  };

  const settleFresh = (fresh: FreshTurn[], results: TurnResult[]) => {
    for (const [index, { waiting, commit }] of fresh.entries()) {
      const result = results[index];
      if (result?.kind === 'committed') {
        afterCommit(commit, result.claimed);
        const outcome = commit.consume.as === 'done' ? (commit.consume.outcome ?? null) : null;
        waiting.resolve({ ...result, kind: 'stored', outcome });
      } else if (result?.kind === 'duplicate') waiting.resolve({ kind: 'duplicate' });
      else if (result?.kind === 'overload') waiting.resolve({ kind: 'refused', reason: 'overload' });
      // Overtaken since it was loaded, or refused by a guard: once more, against what is there now.
      else if (result?.kind === 'stale' || result?.kind === 'load-reached') {
        if (result.kind === 'load-reached') turns.forgetDesk();
        arrivals.push(waiting);
      } else waiting.reject(result?.error ?? new Error('The store gave no result'));
    }
  };

  const settleStored = (stored: StoredTurn[], results: TurnResult[]) => {
    for (const [index, { arrival, commit }] of stored.entries()) {
      const result = results[index];
      if (result?.kind === 'committed') {
        afterCommit(commit, result.claimed);
        const outcome = commit.consume.as === 'done' ? (commit.consume.outcome ?? null) : null;
        deps.onOutcome(arrival.item.inboxId, outcome);
      } else if (result?.kind === 'load-reached') turns.forgetDesk();
      else if (result?.kind === 'failed') {
        log.error(
          { step: 'commit', error: result.error, inboxId: arrival.item.inboxId },
          'A turn was refused',
        );
      }
    }
  };

  const afterCommit = (commit: TurnCommit, claimed: ClaimedDelivery[]) => {
    if (claimed.length > 0) deps.dispatch(claimed);
    if (commit.tasks.length > 0) deps.onTasks();
    if (commit.case || commit.guard) turns.forgetDesk();
  };

  return {
    arrive(accept) {
      if (stopped) return Promise.resolve({ kind: 'refused', reason: 'overload' });
      return new Promise((resolve, reject) => {
        arrivals.push({ accept, resolve, reject });
        schedule();
      });
    },
    wake(ids) {
      lanes.wake(ids);
      if (lanes.size > 0) schedule();
    },
    async settled() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      await running;
      for (const { resolve } of arrivals.splice(0)) resolve({ kind: 'refused', reason: 'overload' });
    },
  };
}

interface FreshPlan {
  acceptOnly: Waiting[];
  turns: FreshTurn[];
}

/** Which newcomers can be decided now: those whose lane is idle and that are the first of their lane in this tick. */
function planFresh(
  turns: TurnMaker,
  fresh: Waiting[],
  states: Arrival[],
  busy: ReadonlySet<ConversationId>,
  log: Log,
): FreshPlan {
  const plan: FreshPlan = { acceptOnly: [], turns: [] };
  const taken = new Set<string>();
  for (const [index, waiting] of fresh.entries()) {
    const state = states[index];
    const lane = laneKey(waiting.accept);
    const known = state?.conversation ?? null;
    const idle = state && state.waiting === 0 && !taken.has(lane) && !(known && busy.has(known.id));
    taken.add(lane);
    if (known) taken.add(`#${known.id}`);
    if (
      !state ||
      !idle ||
      !turns.decides(waiting.accept.event) ||
      (known === null && !waiting.accept.newIds)
    ) {
      plan.acceptOnly.push(waiting);
      continue;
    }
    try {
      plan.turns.push({ waiting, commit: turns.fresh(waiting.accept, state) });
    } catch (thrown) {
      // Stored as it is; its lane will try once more and then hand it to people.
      log.error({ step: 'decide', error: toError(thrown), event: waiting.accept.event.type }, 'A turn threw');
      plan.acceptOnly.push(waiting);
    }
  }
  return plan;
}

function planStored(
  turns: TurnMaker,
  stored: StoredArrival[],
  store: EngineStore,
  nowMs: number,
  log: Log,
): StoredTurn[] {
  const planned: StoredTurn[] = [];
  for (const arrival of stored) {
    const { inboxId, attempts, event } = arrival.item;
    try {
      planned.push({ arrival, commit: turns.stored(arrival) });
    } catch (thrown) {
      const error = toError(thrown);
      log.error({ step: 'decide', error, inboxId, event: event.type, attempts }, 'A turn threw');
      if (attempts + 1 < LIMITS.eventAttempts) {
        void store
          .deferEvent(inboxId, error.message, nowMs + LIMITS.eventRetryMs)
          .catch((cause: unknown) =>
            log.error({ step: 'defer', error: toError(cause) }, 'Could not put off'),
          );
      } else planned.push({ arrival, commit: turns.parked(arrival, error) });
    }
  }
  return planned;
}

function laneKey(accept: Accept): string {
  const { target } = accept;
  return 'conversationId' in target ? `#${target.conversationId}` : `${target.account} ${target.address}`;
}
