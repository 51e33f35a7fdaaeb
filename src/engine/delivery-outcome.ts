/** What a platform's answer means for the row: sent, again later, unknown by its rule, refused, or given up. Pure. */
import { LIMITS } from '../core/limits.ts';
import type { SendResult } from '../core/ports/channel.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../core/ports/engine-store.ts';

/** `jitter` in [0, 1) spreads retries, so that what failed together does not come back together. */
export function toRecord(
  delivery: ClaimedDelivery,
  result: SendResult,
  atMs: number,
  jitter: number,
): DeliveryRecord {
  return { id: delivery.id, atMs, result: outcome(delivery, result, atMs, jitter) };
}

function outcome(
  delivery: ClaimedDelivery,
  result: SendResult,
  atMs: number,
  jitter: number,
): DeliveryRecord['result'] {
  switch (result.kind) {
    case 'sent':
    case 'refused':
      return result;
    case 'unknown':
      return { kind: 'unknown', reason: result.reason, againAtMs: againAt(delivery, atMs) };
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

/** A part with an unknown outcome is sent once more at the most, by its rule. */
function againAt(delivery: ClaimedDelivery, atMs: number): number | null {
  if (delivery.maybeTwice) return null;
  if (delivery.resend === 'once') return atMs + LIMITS.retryFirstMs;
  return delivery.resend === 'if-unanswered' ? atMs + LIMITS.unansweredPromptMs : null;
}

function ladder(attempt: number, jitter: number): number {
  const step = Math.min(LIMITS.retryFirstMs * 2 ** (attempt - 1), LIMITS.retryLongestMs);
  // Due times are whole milliseconds in the store.
  return Math.round(step * (0.75 + jitter / 2));
}
