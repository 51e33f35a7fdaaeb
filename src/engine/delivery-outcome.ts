/** What a platform's answer means for the row: sent, again later, unknown by its rule, refused, or given up. Pure. */
import { LIMITS } from '../core/limits.ts';
import type { SendResult } from '../core/ports/channel.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../core/ports/engine-store.ts';
import { secondTryAfter } from '../core/second-try.ts';

export interface Answered {
  delivery: ClaimedDelivery;
  result: SendResult;
  atMs: number;
  /** `ChannelFacts.settlesMs` of its account. */
  settlesMs: number | null;
}

/** `jitter` in [0, 1) spreads retries, so that what failed together does not come back together. */
export function toRecord(answered: Answered, jitter: number): DeliveryRecord {
  const { delivery, atMs } = answered;
  return { id: delivery.id, atMs, result: outcome(answered, jitter) };
}

function outcome({ delivery, result, atMs, settlesMs }: Answered, jitter: number): DeliveryRecord['result'] {
  switch (result.kind) {
    case 'sent':
    case 'refused':
      return result;
    case 'unknown':
      if (settlesMs === 0) return repeat(delivery, result.reason, atMs, jitter);
      return { kind: 'unknown', reason: result.reason, againAtMs: againAt(delivery, atMs, settlesMs) };
    case 'broken':
      return later(delivery, atMs, LIMITS.retryLongestMs, result.code, 'account');
    case 'retry': {
      const asked = Math.min(Math.max(0, result.afterMs), LIMITS.retryAfterMs);
      const wait = Math.max(asked, ladder(delivery.attempt, jitter));
      return later(delivery, atMs, wait, result.reason, asked > 0 ? result.scope : null);
    }
  }
}

function later(
  delivery: ClaimedDelivery,
  atMs: number,
  waitMs: number,
  reason: string,
  scope: 'chat' | 'account' | null,
): DeliveryRecord['result'] {
  const dueAtMs = atMs + waitMs;
  const tooMany = delivery.attempt >= LIMITS.deliveryAttempts;
  // A wait that the platform asked for may be long; one of our own may hold up the chat only so long.
  const tooLong = scope === null && dueAtMs - delivery.createdAtMs > LIMITS.headOfLineMs;
  if (tooMany || tooLong) return { kind: 'dead', code: reason };
  return { kind: 'retry', dueAtMs, reason, ...(scope ? { pause: { scope, untilMs: dueAtMs } } : {}) };
}

/** The platform drops repeats of a key: tried again as often as it takes, at first at once, and never twice in the chat. */
function repeat(
  delivery: ClaimedDelivery,
  reason: string,
  atMs: number,
  jitter: number,
): DeliveryRecord['result'] {
  const waitMs = delivery.attempt === 1 ? 0 : ladder(delivery.attempt - 1, jitter);
  const result = later(delivery, atMs, waitMs, reason, null);
  if (result.kind !== 'retry') return { kind: 'unknown', reason, againAtMs: null };
  return { ...result, mayHaveArrived: true };
}

/** A part with an unknown outcome is sent once more at the most, by its rule. */
function againAt(delivery: ClaimedDelivery, atMs: number, settlesMs: number | null): number | null {
  if (delivery.maybeTwice) return null;
  const waitMs = secondTryAfter(delivery.resend, settlesMs);
  return waitMs === null ? null : atMs + Math.max(waitMs, LIMITS.retryFirstMs);
}

function ladder(attempt: number, jitter: number): number {
  const step = Math.min(LIMITS.retryFirstMs * 2 ** (attempt - 1), LIMITS.retryLongestMs);
  // Due times are whole milliseconds in the store.
  return Math.round(step * (0.75 + jitter / 2));
}
