/** What a failed call means for the delivery: the statuses that stand in the body of an answer, and the network. Pure. */
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { CallFailure } from './client.ts';

type Meaning =
  /** The person has no Viber any more, never subscribed, or has blocked us. */
  | 'unreachable'
  /** For good: this message, or this person's app, will never do. */
  | 'refused'
  /** The account cannot send until a person mends it: token, contract, money. */
  | 'broken'
  /** Passes by itself or by our own doing; the whole account waits a moment. */
  | 'later'
  /** More calls a second than Viber takes. */
  | 'too-fast';

/** As documented. A number that is not here is a general error, which Viber says to try again. */
const STATUSES: Record<number, { name: string; means: Meaning }> = {
  1: { name: 'invalid-url', means: 'later' },
  2: { name: 'invalid-auth-token', means: 'broken' },
  3: { name: 'bad-data', means: 'refused' },
  4: { name: 'missing-data', means: 'refused' },
  5: { name: 'receiver-not-registered', means: 'unreachable' },
  6: { name: 'receiver-not-subscribed', means: 'unreachable' },
  7: { name: 'account-blocked', means: 'broken' },
  8: { name: 'account-not-found', means: 'broken' },
  9: { name: 'account-suspended', means: 'broken' },
  10: { name: 'webhook-not-set', means: 'later' },
  11: { name: 'no-suitable-device', means: 'refused' },
  12: { name: 'too-many-requests', means: 'too-fast' },
  13: { name: 'api-version-not-supported', means: 'refused' },
  14: { name: 'incompatible-with-version', means: 'refused' },
  15: { name: 'account-not-authorized', means: 'broken' },
  16: { name: 'inline-reply-not-allowed', means: 'refused' },
  17: { name: 'account-not-inline', means: 'refused' },
  18: { name: 'no-public-chat', means: 'refused' },
  19: { name: 'cannot-send-broadcast', means: 'refused' },
  20: { name: 'broadcast-not-allowed', means: 'refused' },
  21: { name: 'unsupported-country', means: 'refused' },
  22: { name: 'payment-unsupported', means: 'refused' },
  23: { name: 'free-messages-exceeded', means: 'broken' },
  24: { name: 'no-balance', means: 'broken' },
};

export function toSendResult(failure: CallFailure): SendResult {
  switch (failure.kind) {
    case 'not-sent':
    case 'down':
      return waitAll(failure.reason);
    case 'too-many':
      return tooFast;
    case 'unknown':
      return { kind: 'unknown', reason: failure.reason };
    case 'status':
      return ofStatus(failure.status);
  }
}

function ofStatus(status: number): SendResult {
  const known = STATUSES[status];
  // Of this message alone, by the ladder of tries: it says nothing about the account.
  if (known === undefined) return { kind: 'retry', scope: 'chat', afterMs: 0, reason: `status-${status}` };
  const { name, means } = known;
  switch (means) {
    case 'later':
      return waitAll(name);
    case 'too-fast':
      return tooFast;
    case 'broken':
      return { kind: 'broken', code: name };
    case 'unreachable':
    case 'refused':
      return { kind: 'refused', code: name, unreachable: means === 'unreachable' };
  }
}

const tooFast: SendResult = {
  kind: 'retry',
  scope: 'account',
  afterMs: LIMITS.retryFirstMs,
  reason: 'too-many-requests',
  tooFast: true,
};

/** Viber never says for how long; the tries behind this one wait twice as long each. */
function waitAll(reason: string): SendResult {
  return { kind: 'retry', scope: 'account', afterMs: LIMITS.retryFirstMs, reason };
}
