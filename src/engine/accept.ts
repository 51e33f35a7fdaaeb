/**
 * The one door: adapters hand in updates, the desk hands in commands. Nothing is acknowledged before it is on disk.
 */
import type { Clock, Random } from '../core/clock.ts';
import type { CommandOutcome } from '../core/event.ts';
import { newPublicId, type AccountId, type Address, type InboxId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import { Overloaded, type CommandAnswer, type Door } from '../core/ports/accept.ts';
import type { IncomingUpdate, Signal } from '../core/ports/channel.ts';
import type { Accept, EngineStore } from '../core/ports/engine-store.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { Accepted } from './drain.ts';

export interface AcceptDeps {
  store: EngineStore & Pick<DeskStore, 'readOutcome'>;
  clock: Clock;
  random: Random;
  arrive(accept: Accept): Promise<Accepted>;
  signal(account: AccountId, address: Address, signal: Signal): void;
}

export interface AcceptDoor extends Door {
  /** The turn of a stored command is done: whoever waits for it learns the outcome. */
  onOutcome(inboxId: InboxId, outcome: CommandOutcome | null): void;
  /** How many events wait, as last counted; decides whether the door is open. */
  setWaiting(count: number): void;
}

export function createAccept(deps: AcceptDeps): AcceptDoor {
  const { store, clock, random } = deps;
  const listeners = new Map<InboxId, (outcome: CommandOutcome | null) => void>();
  let waiting = 0;
  const isOpen = () => waiting < LIMITS.inboxHighWater;

  const acceptUpdate = async ({ event, raw }: IncomingUpdate): Promise<void> => {
    const { account, address, profile } = event;
    const accepted = await deps.arrive({
      source: account,
      externalId: event.externalId,
      target: { account, address, ...(profile ? { profile } : {}) },
      event,
      raw,
      urgent: false,
      receivedAtMs: clock.now(),
      newIds: { conversation: newPublicId(random), contact: newPublicId(random) },
    });
    if (accepted.kind === 'refused') throw new Overloaded();
    if (event.type === 'button' && event.tapId !== undefined) {
      deps.signal(account, address, { kind: 'tap-answered', tapId: event.tapId });
    }
  };

  /** Waits for the turn of a stored command, at most as long as a person would. */
  const outcomeOf = (inboxId: InboxId): Promise<CommandAnswer> =>
    new Promise((resolve) => {
      const cancel = clock.after(LIMITS.commandWaitMs, () => {
        listeners.delete(inboxId);
        resolve({ kind: 'pending', inboxId });
      });
      listeners.set(inboxId, (outcome) => {
        cancel();
        resolve({ kind: 'done', outcome: outcome ?? { ok: false, code: 'failed' } });
      });
    });

  return {
    get open() {
      return isOpen();
    },

    async sink(updates) {
      if (!isOpen()) throw new Overloaded();
      const results = await Promise.allSettled(updates.map((update) => acceptUpdate(update)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },

    async command(conversationId, operatorId, command, clientId) {
      const accept: Accept = {
        source: 'desk',
        externalId: `${operatorId ?? 'desk'}:${clientId}`,
        target: { conversationId },
        event: { type: 'command', operatorId, command },
        raw: null,
        urgent: true,
        receivedAtMs: clock.now(),
        newIds: null,
      };
      const accepted = await deps.arrive(accept);
      if (accepted.kind === 'refused') return accepted;
      if (accepted.kind === 'stored') {
        if (accepted.outcome) return { kind: 'done', outcome: accepted.outcome };
        return outcomeOf(accepted.inboxId);
      }
      // The same command was sent before: the answer is the one it got then.
      const [before] = await store.acceptEvents([accept]);
      if (before?.kind !== 'duplicate') return { kind: 'refused', reason: 'no-conversation' };
      const outcome = await store.readOutcome(before.inboxId);
      return outcome ? { kind: 'done', outcome } : { kind: 'pending', inboxId: before.inboxId };
    },

    onOutcome(inboxId, outcome) {
      const listener = listeners.get(inboxId);
      listeners.delete(inboxId);
      listener?.(outcome);
    },

    setWaiting(count) {
      waiting = count;
    },
  };
}
