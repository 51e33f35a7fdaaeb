/**
 * The loop between the inbox and the outbox: load, decide, commit. Everything that arrived in one tick is decided and
 * written together; if a lane is idle, storing the event and its turn are one commit, so the acknowledgement costs one
 * sync and the reply leaves at once. One loop at a time; it sleeps when nothing is ready.
 */
import type { Clock } from '../core/clock.ts';
import type { Conversation } from '../core/conversation.ts';
import { toError } from '../core/errors.ts';
import type { CommandOutcome } from '../core/event.ts';
import type { AccountId, ConversationId, InboxId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { AcceptResult, ClaimedDelivery, EngineStore, TurnResult } from '../core/ports/engine-store.ts';
import type { IdentityStore } from '../core/ports/identity-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Accept } from '../core/ports/engine-store.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { addLinkFacts } from './link-facts.ts';
import {
  planFresh,
  planStored,
  type Accepted,
  type FreshTurn,
  type StoredTurn,
  type Waiting,
} from './plan.ts';
import type { TurnMaker } from './turn-maker.ts';

export interface Drain {
  /** Resolves when the event is durable; rejects if it could not be stored. */
  arrive(accept: Accept): Promise<Accepted>;
  wake(ids: Iterable<ConversationId>): void;
  /** Takes nothing more; resolves when what is under way is written. */
  stop(): Promise<void>;
  /** Something is being decided, or a lane is ready. */
  readonly busy: boolean;
}

export interface DrainDeps {
  store: EngineStore & IdentityStore;
  turns: TurnMaker;
  clock: Clock;
  log: Log;
  /** Parts that left the commit marked `sending`. */
  dispatch(claimed: ClaimedDelivery[]): void;
  /** A commit wrote tasks. */
  onTasks(conversation: Conversation): void;
  /** The turn of a stored command is done. */
  onOutcome(inboxId: InboxId, outcome: CommandOutcome | null): void;
  /** A receipt was the first to say that a message is billed, and as what. */
  onBilled(account: AccountId, category: string): void;
}

interface DrainState extends DrainDeps {
  lanes: Lanes;
  arrivals: Waiting[];
  running: Promise<void> | null;
  stopped: boolean;
}

export function createDrain(deps: DrainDeps): Drain {
  const state: DrainState = { ...deps, lanes: createLanes(), arrivals: [], running: null, stopped: false };
  return {
    arrive(accept) {
      if (state.stopped) return Promise.resolve({ kind: 'refused', reason: 'overload' });
      return new Promise((resolve, reject) => {
        state.arrivals.push({ accept, resolve, reject });
        schedule(state);
      });
    },
    wake(ids) {
      state.lanes.wake(ids);
      if (state.lanes.size > 0) schedule(state);
    },
    async stop() {
      state.stopped = true;
      await state.running;
      for (const { resolve } of state.arrivals.splice(0)) resolve({ kind: 'refused', reason: 'overload' });
    },
    get busy() {
      return state.running !== null;
    },
  };
}

function hasWork(state: DrainState): boolean {
  return !state.stopped && (state.arrivals.length > 0 || state.lanes.size > 0);
}

/** At the end of this tick, so that all that arrives in it shares a commit. */
function schedule(state: DrainState): void {
  if (state.running || state.stopped) return;
  state.running = runSoon(state);
}

async function runSoon(state: DrainState): Promise<void> {
  await new Promise((next) => {
    setImmediate(next);
  });
  await run(state);
  state.running = null;
  if (hasWork(state)) schedule(state);
}

async function run(state: DrainState): Promise<void> {
  while (hasWork(state)) {
    const fresh = state.arrivals.splice(0, LIMITS.groupCommitItems);
    try {
      await drainOnce(state, fresh, state.lanes.take(LIMITS.groupCommitItems));
    } catch (thrown) {
      // The disk or the lock, not a turn: nothing was acknowledged. Stored events are found again by the poll.
      const error = toError(thrown);
      state.log.error({ step: 'drain', error }, 'A commit failed; its events will be tried again');
      for (const waiting of fresh) waiting.reject(error);
      return;
    }
  }
}

async function drainOnce(state: DrainState, fresh: Waiting[], ids: ConversationId[]): Promise<void> {
  const { store, turns } = state;
  const nowMs = state.clock.now();
  const [states, stored] = await Promise.all([
    store.loadArrivals(fresh.map(({ accept }) => accept)),
    ids.length > 0 ? store.nextEvents(ids, nowMs) : [],
  ]);
  await Promise.all([turns.refresh(), addLinkFacts(store, fresh, states, stored, nowMs)]);
  const plan = planFresh(state, fresh, states, new Set(stored.map(({ conversation }) => conversation.id)));
  const storedTurns = planStored(state, stored, nowMs);
  const commits = [...plan.turns, ...storedTurns].map(({ commit }) => commit);
  const [accepted, results] = await Promise.all([
    plan.acceptOnly.length > 0 ? store.acceptEvents(plan.acceptOnly.map(({ accept }) => accept)) : [],
    commits.length > 0 ? store.commitTurns(commits) : [],
  ]);
  settleAccepted(state, plan.acceptOnly, accepted);
  settleFresh(state, plan.turns, results);
  settleStored(state, storedTurns, results.slice(plan.turns.length));
}

function settleAccepted(state: DrainState, waiting: Waiting[], results: AcceptResult[]): void {
  for (const [index, { accept, resolve, reject }] of waiting.entries()) {
    const result = results[index];
    if (!result || result.kind === 'failed') reject(result?.error ?? new Error('The store gave no result'));
    else if (result.kind === 'accepted') {
      if (result.wakes) state.lanes.wake([result.conversationId]);
      if (result.billed !== null && 'account' in accept.target) {
        state.onBilled(accept.target.account, result.billed);
      }
      resolve({ kind: 'stored', inboxId: result.inboxId, outcome: null });
    } else resolve(result.kind === 'duplicate' ? { kind: 'duplicate' } : result);
  }
}

function settleFresh(state: DrainState, fresh: FreshTurn[], results: TurnResult[]): void {
  const again: Waiting[] = [];
  for (const [index, turn] of fresh.entries()) {
    const result = results[index];
    const { waiting } = turn;
    if (result?.kind === 'committed') {
      const outcome = afterCommit(state, turn, result);
      waiting.resolve({ kind: 'stored', inboxId: result.inboxId, outcome });
    } else if (result?.kind === 'duplicate') waiting.resolve({ kind: 'duplicate' });
    else if (result?.kind === 'overload') waiting.resolve({ kind: 'refused', reason: 'overload' });
    else if (result?.kind === 'stale' || result?.kind === 'load-reached') {
      // Overtaken since it was loaded, or refused by a guard: once more, against what is there now.
      state.turns.forgetDesk();
      again.push(waiting);
    } else waiting.reject(result?.error ?? new Error('The store gave no result'));
  }
  // Before whatever has arrived since: it came first.
  state.arrivals.unshift(...again);
}

function settleStored(state: DrainState, stored: StoredTurn[], results: TurnResult[]): void {
  for (const [index, turn] of stored.entries()) {
    const result = results[index];
    const { inboxId } = turn.arrival.item;
    if (result?.kind === 'committed') state.onOutcome(inboxId, afterCommit(state, turn, result));
    else if (result?.kind === 'failed') {
      // Left to the poll, so that a row the store cannot take does not spin.
      state.log.error({ step: 'commit', error: result.error, inboxId }, 'A turn could not be written');
      continue;
    } else state.turns.forgetDesk();
    // A lane that had one event may have more.
    state.lanes.wake([turn.arrival.conversation.id]);
  }
}

function afterCommit(
  state: DrainState,
  { commit }: FreshTurn | StoredTurn,
  { claimed, wake }: Extract<TurnResult, { kind: 'committed' }>,
): CommandOutcome | null {
  if (wake) state.lanes.wake(wake);
  if (claimed.length > 0) state.dispatch(claimed);
  if (commit.tasks.length > 0) state.onTasks(commit.next);
  if (commit.case || commit.guard) state.turns.forgetDesk();
  return commit.consume.as === 'done' ? (commit.consume.outcome ?? null) : null;
}
