/**
 * The one door: adapters hand in updates, the desk hands in commands. Nothing is acknowledged before it is on disk.
 */
import type { Clock, Random } from '../core/clock.ts';
import type { ChannelEvent, CommandOutcome, DeskCommand } from '../core/event.ts';
import {
  newPublicId,
  platformOf,
  type AccountId,
  type Address,
  type ConversationId,
  type InboxId,
  type OperatorId,
} from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Notice } from '../core/notice.ts';
import { commandKey, Overloaded, type Chat, type CommandAnswer, type Door } from '../core/ports/accept.ts';
import type { IncomingUpdate, Signal } from '../core/ports/channel.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { Accept, EngineStore } from '../core/ports/engine-store.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Accepted } from './plan.ts';

export interface AcceptDeps {
  store: EngineStore & Pick<DeskStore, 'readOutcome'>;
  clock: Clock;
  random: Random;
  metrics: Metrics;
  arrive(accept: Accept): Promise<Accepted>;
  signal(account: AccountId, address: Address, signal: Signal): void;
}

export interface AcceptDoor extends Door {
  /** The turn of a stored command is done: whoever waits for it learns the outcome. */
  onOutcome(inboxId: InboxId, outcome: CommandOutcome | null): void;
  /** How many events wait, as last counted; decides whether the door is open. */
  setWaiting(count: number): void;
}

interface AcceptState extends AcceptDeps {
  listeners: Map<InboxId, (outcome: CommandOutcome | null) => void>;
}

export function createAccept(deps: AcceptDeps): AcceptDoor {
  const state: AcceptState = { ...deps, listeners: new Map() };
  let waiting = 0;
  const isOpen = () => waiting < LIMITS.inboxHighWater;
  return {
    get open() {
      return isOpen();
    },
    async sink(updates) {
      if (!isOpen()) throw new Overloaded();
      const results = await Promise.allSettled(updates.map((update) => acceptUpdate(state, update)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
    command: (target, operatorId, command, clientId) =>
      acceptCommand(state, toAccept(state, target, operatorId, command, clientId)),
    notice: (conversationId, notice, key) =>
      acceptCommand(state, noticeOf(state, conversationId, notice, key)),
    onOutcome(inboxId, outcome) {
      const listener = state.listeners.get(inboxId);
      state.listeners.delete(inboxId);
      listener?.(outcome);
    },
    setWaiting(count) {
      waiting = count;
    },
  };
}

async function acceptUpdate(state: AcceptState, { event, raw }: IncomingUpdate): Promise<void> {
  const { account, address, aliases, profile } = event;
  const accepted = await state.arrive({
    source: account,
    externalId: event.externalId,
    target: { account, address, ...(aliases ? { aliases } : {}), ...(profile ? { profile } : {}) },
    event,
    raw,
    urgent: false,
    receivedAtMs: state.clock.now(),
    newIds: BEGINS.has(event.type) ? newIdsOf(state) : null,
  });
  if (accepted.kind === 'refused' && accepted.reason === 'overload') throw new Overloaded();
  // A report of words that somebody else sent from the same number: the platform would repeat it for days.
  if (accepted.kind === 'refused') state.metrics.count('events_of_strangers_total', labelsOf(event));
  if (event.type === 'button' && event.tapId !== undefined) {
    state.signal(account, address, { kind: 'tap-answered', tapId: event.tapId });
  }
}

function newIdsOf({ random }: AcceptState): NonNullable<Accept['newIds']> {
  return { conversation: newPublicId(random), contact: newPublicId(random) };
}

/** Events that a conversation may begin with; the others are about one that exists. */
const BEGINS: ReadonlySet<ChannelEvent['type']> = new Set([
  'message',
  'edit',
  'button',
  'reachability',
  'echo',
  'unknown',
]);

function labelsOf({ account, type }: ChannelEvent): Record<string, string> {
  return { platform: platformOf(account), type };
}

async function acceptCommand(state: AcceptState, accept: Accept): Promise<CommandAnswer> {
  const accepted = await state.arrive(accept);
  if (accepted.kind === 'refused') return accepted;
  if (accepted.kind === 'stored') {
    return accepted.outcome
      ? { kind: 'done', outcome: accepted.outcome }
      : waitForOutcome(state, accepted.inboxId);
  }
  // The same command was sent before: the answer is the one it got then.
  const [before] = await state.store.acceptEvents([accept]);
  if (before?.kind !== 'duplicate') return { kind: 'refused', reason: 'no-conversation' };
  const outcome = await state.store.readOutcome(before.inboxId);
  return outcome ? { kind: 'done', outcome } : { kind: 'pending', inboxId: before.inboxId };
}

function toAccept(
  state: AcceptState,
  target: ConversationId | Chat,
  operatorId: OperatorId | null,
  command: DeskCommand,
  clientId: string,
): Accept {
  const ofDesk = typeof target === 'number';
  return {
    source: 'desk',
    externalId: commandKey(operatorId, clientId),
    target: ofDesk ? { conversationId: target } : target,
    event: { type: 'command', operatorId, command },
    raw: null,
    // What visitors wish takes its turn behind what they wrote, and is refused first when there is too much to do.
    urgent: ofDesk,
    receivedAtMs: state.clock.now(),
    newIds: ofDesk ? null : newIdsOf(state),
  };
}

function noticeOf(state: AcceptState, conversationId: ConversationId, notice: Notice, key: string): Accept {
  return {
    source: 'notice',
    externalId: key,
    target: { conversationId },
    event: { type: 'command', operatorId: null, command: { do: 'notice', notice } },
    raw: null,
    urgent: false,
    receivedAtMs: state.clock.now(),
    newIds: null,
  };
}

/** Waits for the turn of a stored command, at most as long as a person would. */
function waitForOutcome(state: AcceptState, inboxId: InboxId): Promise<CommandAnswer> {
  return new Promise((resolve) => {
    const cancel = state.clock.after(LIMITS.commandWaitMs, () => {
      state.listeners.delete(inboxId);
      resolve({ kind: 'pending', inboxId });
    });
    state.listeners.set(inboxId, (outcome) => {
      cancel();
      resolve({ kind: 'done', outcome: outcome ?? { ok: false, code: 'failed' } });
    });
  });
}
