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
  /** Nothing gets through to its account now. */
  isDown: boolean;
  /** The next part of its conversation may begin at once. */
  mayGoOn: boolean;
  /** Its account has carried out nothing lately: what failed is not the part's fault. */
  isBlameless: boolean;
}

/** `jitter` in [0, 1) spreads retries, so that what failed together does not come back together. */
export function toRecord(answered: Answered, jitter: number): DeliveryRecord {
  const { delivery, atMs, mayGoOn } = answered;
  const result = outcome(answered, jitter);
  return { id: delivery.id, atMs, result, ...(mayGoOn ? {} : { rests: true }) };
}

function outcome(answered: Answered, jitter: number): DeliveryRecord['result'] {
  const { delivery, result, atMs, settlesMs } = answered;
  switch (result.kind) {
    case 'sent':
    case 'refused':
      return result;
    case 'unknown':
      if (settlesMs === 0) return repeat(answered, result.reason, jitter);
      return { kind: 'unknown', reason: result.reason, againAtMs: againAt(delivery, atMs, settlesMs) };
    case 'broken':
      return later(answered, LIMITS.retryLongestMs, result.code, 'account');
    case 'retry': {
      const asked = Math.min(Math.max(0, result.afterMs), LIMITS.retryAfterMs);
      const wait = Math.max(asked, ladder(delivery.attempt, jitter));
      return later(answered, wait, result.reason, asked > 0 ? result.scope : null);
    }
  }
}

function later(
  answered: Answered,
  waitMs: number,
  reason: string,
  scope: 'chat' | 'account' | null,
): DeliveryRecord['result'] {
  const { delivery, atMs } = answered;
  const dueAtMs = atMs + waitMs;
  const waitedMs = dueAtMs - delivery.createdAtMs;
  if (waitedMs < LIMITS.outageMs && isOfAccount(answered)) {
    // Behind what others say meanwhile: the next to probe is another one.
    const behindMs = answered.isDown ? Math.max(dueAtMs, atMs + LIMITS.retryLongestMs) : dueAtMs;
    return {
      kind: 'retry',
      dueAtMs: behindMs,
      reason,
      uncounted: true,
      ...pauseOf(answered, scope, dueAtMs),
    };
  }
  const tooMany = delivery.attempt >= LIMITS.deliveryAttempts;
  // A wait that the platform asked for may be long; one of our own may hold up the chat only so long.
  const hadItsTries = delivery.attempt >= LIMITS.deliveryAttemptsFewest;
  const tooLong = scope === null && hadItsTries && waitedMs > LIMITS.headOfLineMs;
  if (tooMany || tooLong) return { kind: 'dead', code: reason };
  return { kind: 'retry', dueAtMs, reason, ...pauseOf(answered, scope, dueAtMs) };
}

/** Where nothing has got through lately, not even a trouble in one chat is the part's own. */
function isOfAccount({ result, isDown, isBlameless }: Answered): boolean {
  const tooFast = result.kind === 'retry' && result.tooFast === true;
  const isOfChat = result.kind === 'retry' && result.scope === 'chat';
  return tooFast || isBlameless || (isDown && !isOfChat);
}

/** Everybody waits as long as the platform asked for; how often this part was tried lengthens only its own wait. */
function pauseOf(
  { result, atMs }: Answered,
  scope: 'chat' | 'account' | null,
  dueAtMs: number,
): { pause?: { scope: 'chat' | 'account'; untilMs: number } } {
  if (scope === null) return {};
  const isAsked = result.kind === 'retry' && scope === 'account';
  return { pause: { scope, untilMs: isAsked ? Math.min(dueAtMs, atMs + result.afterMs) : dueAtMs } };
}

/** The platform drops repeats of a key: tried again as often as it takes, at first at once, and never twice in the chat. */
function repeat(answered: Answered, reason: string, jitter: number): DeliveryRecord['result'] {
  const { delivery, isDown } = answered;
  const waitMs = delivery.attempt === 1 && !isDown ? 0 : ladder(Math.max(1, delivery.attempt - 1), jitter);
  const result = later(answered, waitMs, reason, null);
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
