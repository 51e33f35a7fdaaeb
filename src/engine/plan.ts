/**
 * Which of the events at hand can be decided now, and their turns. A newcomer whose lane is idle is decided in the commit
 * that stores it; the others are stored and wait. An event whose turn throws is put off once, then parked for people.
 */
import { toError } from '../core/errors.ts';
import type { CommandOutcome } from '../core/event.ts';
import type { ConversationId, InboxId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Accept, Arrival, EngineStore, StoredArrival, TurnCommit } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { TurnMaker } from './turn-maker.ts';

export type Accepted =
  | { kind: 'stored'; inboxId: InboxId; outcome: CommandOutcome | null }
  | { kind: 'duplicate' }
  | { kind: 'refused'; reason: 'overload' | 'no-conversation' };

/** A newcomer and whoever waits for it to be durable. */
export interface Waiting {
  accept: Accept;
  resolve(accepted: Accepted): void;
  reject(error: Error): void;
}

export interface FreshTurn {
  waiting: Waiting;
  commit: TurnCommit;
}

export interface StoredTurn {
  arrival: StoredArrival;
  commit: TurnCommit;
}

export interface PlanDeps {
  turns: TurnMaker;
  store: EngineStore;
  log: Log;
}

/** `busy`: lanes that have a stored event in this very drain. */
export function planFresh(
  { turns, log }: PlanDeps,
  fresh: Waiting[],
  states: Arrival[],
  busy: ReadonlySet<ConversationId>,
): { acceptOnly: Waiting[]; turns: FreshTurn[] } {
  const acceptOnly: Waiting[] = [];
  const decided: FreshTurn[] = [];
  const crowded = crowdedLanes(fresh, states);
  for (const [index, waiting] of fresh.entries()) {
    const state = states[index];
    const { accept } = waiting;
    const lanes = laneKeys(accept, state);
    const idle = state !== undefined && state.waiting === 0 && !lanes.some((lane) => crowded.has(lane));
    if (!idle || !canDecide(turns, accept, state, busy)) {
      acceptOnly.push(waiting);
      continue;
    }
    try {
      decided.push({ waiting, commit: turns.fresh(accept, state) });
    } catch (thrown) {
      // Stored as it is; its lane will try once more and then hand it to people.
      log.error({ step: 'decide', error: toError(thrown), event: accept.event.type }, 'A turn threw');
      acceptOnly.push(waiting);
    }
  }
  return { acceptOnly, turns: decided };
}

export function planStored(
  { turns, store, log }: PlanDeps,
  stored: StoredArrival[],
  nowMs: number,
): StoredTurn[] {
  const planned: StoredTurn[] = [];
  for (const arrival of stored) {
    const { inboxId, attempts, event } = arrival.item;
    try {
      planned.push({ arrival, commit: turns.stored(arrival) });
    } catch (thrown) {
      const error = toError(thrown);
      log.error({ step: 'decide', error, inboxId, event: event.type, attempts }, 'A turn threw');
      if (attempts + 1 >= LIMITS.eventAttempts) {
        planned.push({ arrival, commit: turns.parked(arrival, error) });
        continue;
      }
      store.deferEvent(inboxId, error.message, nowMs + LIMITS.eventRetryMs).catch((cause: unknown) => {
        log.error({ step: 'defer', error: toError(cause), inboxId }, 'An event could not be put off');
      });
    }
  }
  return planned;
}

function canDecide(
  turns: TurnMaker,
  accept: Accept,
  state: Arrival,
  busy: ReadonlySet<ConversationId>,
): boolean {
  if (!turns.decides(accept.event)) return false;
  return state.conversation === null ? accept.newIds !== null : !busy.has(state.conversation.id);
}

/**
 * Lanes with several newcomers at once. None of them is decided in the commit that stores it: should its turn have to be
 * made again, the ones behind it would be stored before it and overtake it.
 */
function crowdedLanes(fresh: Waiting[], states: Arrival[]): ReadonlySet<string> {
  const met = new Set<string>();
  const crowded = new Set<string>();
  for (const [index, { accept }] of fresh.entries()) {
    for (const lane of laneKeys(accept, states[index])) (met.has(lane) ? crowded : met).add(lane);
  }
  return crowded;
}

/** A lane is known by its address before the first message and by its number too afterwards. */
function laneKeys(accept: Accept, state: Arrival | undefined): string[] {
  const keys = state?.conversation ? [`#${state.conversation.id}`] : [];
  const { target } = accept;
  if ('account' in target) {
    for (const address of [target.address, ...(target.aliases ?? [])]) {
      keys.push(`${target.account} ${address}`);
    }
  }
  return keys;
}
