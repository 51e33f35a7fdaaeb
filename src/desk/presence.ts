/**
 * Who is at the desk. A console says every few seconds that it is here; when one falls silent a visible countdown runs, and
 * at its end the operator's conversations go back to the queue through the inbox like everything else. One command per
 * conversation and ownership, so that a sweep may run any number of times.
 */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { ConversationId, OperatorId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Door } from '../core/ports/accept.ts';
import type { DeskStore, Operator } from '../core/ports/desk-store.ts';
import type { Log } from '../core/ports/log.ts';

export interface Presence {
  /** Notes that this operator's console is here; written at most every few seconds. */
  beat(operatorId: OperatorId): Promise<void>;
  /** Gives back at once what an operator holds who may no longer work: disabled, or another role. */
  releaseAll(operatorId: OperatorId): Promise<void>;
  /** Gives back what lost operators hold; returns how many conversations. Runs by itself after `start`. */
  sweep(): Promise<number>;
  start(): void;
  stop(): void;
}

export interface PresenceDeps {
  store: Pick<DeskStore, 'touchPresence' | 'readAbandoned' | 'listConversations'>;
  door: Pick<Door, 'command'>;
  clock: Clock;
  log: Log;
}

/** After a start every console gets the whole grace to come back: the silence before it was ours. */
export function createPresence({ store, door, clock, log }: PresenceDeps): Presence {
  const touchedAt = new Map<OperatorId, number>();
  const sweepsFrom = clock.monotonic() + LIMITS.presenceGraceMs;
  let cancel: (() => void) | null = null;

  async function giveBack(
    conversationId: ConversationId,
    operatorId: OperatorId,
    epoch: number,
  ): Promise<void> {
    await door.command(
      conversationId,
      null,
      { do: 'operator-gone', operatorId },
      `gone:${conversationId}:${epoch}`,
    );
  }

  async function sweep(): Promise<number> {
    if (clock.monotonic() < sweepsFrom) return 0;
    const abandoned = await store.readAbandoned(clock.now() - LIMITS.presenceGraceMs);
    for (const { conversationId, operatorId, epoch } of abandoned)
      await giveBack(conversationId, operatorId, epoch);
    return abandoned.length;
  }

  function schedule(): void {
    cancel = clock.after(LIMITS.presenceSweepMs, () => {
      sweep()
        .catch((thrown: unknown) => log.error({ error: toError(thrown) }, 'presence could not be checked'))
        .finally(() => cancel && schedule());
    });
  }

  return {
    async beat(operatorId) {
      const now = clock.monotonic();
      if (now - (touchedAt.get(operatorId) ?? -Infinity) < LIMITS.touchEveryMs) return;
      touchedAt.set(operatorId, now);
      await store.touchPresence(operatorId, clock.now());
    },
    async releaseAll(operatorId) {
      const held = await store.listConversations({ view: 'mine', operatorId, limit: LIMITS.listPage });
      for (const { id, epoch } of held) await giveBack(id, operatorId, epoch);
    },
    sweep,
    start: schedule,
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

export type PresenceState = { presence: 'here' | 'away' } | { presence: 'gone'; releasesAtMs: number };

/** `gone`: lost a moment ago, the countdown runs until `releasesAtMs`. */
export function presenceOf({ lastSeenMs, disabled }: Operator, nowMs: number): PresenceState {
  if (lastSeenMs === null || disabled) return { presence: 'away' };
  const silentMs = nowMs - lastSeenMs;
  if (silentMs <= LIMITS.presenceHereMs) return { presence: 'here' };
  const releasesAtMs = lastSeenMs + LIMITS.presenceGraceMs;
  return nowMs < releasesAtMs ? { presence: 'gone', releasesAtMs } : { presence: 'away' };
}
