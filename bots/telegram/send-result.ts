/** What a failed call means for the delivery: try later, give up, nobody knows, or the account is broken. Pure. */
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { CallFailure } from './client.ts';

/** Words of 400 and 403 that mean the customer cannot be reached any more. */
const UNREACHABLE =
  /bot was blocked|user is deactivated|can't initiate conversation|bot was kicked|chat not found|PEER_ID_INVALID|USER_IS_BLOCKED|INPUT_USER_DEACTIVATED|USER_DEACTIVATED|user not found/i;

/** Repeats that find their work done. */
const ALREADY_DONE = /message is not modified|message to delete not found/i;

/** `externalId` is what an edit or delete was about: the id to report when it turns out to be done already. */
export function toSendResult(failure: CallFailure, externalId: string): SendResult {
  switch (failure.kind) {
    case 'not-sent':
      return retry('account', LIMITS.retryFirstMs, failure.reason);
    case 'unknown':
      return { kind: 'unknown', reason: failure.reason };
    case 'api':
      return ofApiFailure(failure, externalId);
  }
}

function ofApiFailure(failure: CallFailure & { kind: 'api' }, externalId: string): SendResult {
  const { code, description } = failure;
  switch (code) {
    case 400:
      if (ALREADY_DONE.test(description)) return { kind: 'sent', externalId };
      return { kind: 'refused', code: codeOf(description), unreachable: UNREACHABLE.test(description) };
    case 401:
      return { kind: 'broken', code: 'token-revoked' };
    case 403:
      return { kind: 'refused', code: codeOf(description), unreachable: UNREACHABLE.test(description) };
    case 404:
      // Telegram answers "Not Found" to a token that was never one.
      return { kind: 'broken', code: 'token-unknown' };
    case 409:
      return retry('account', LIMITS.retryFirstMs, description);
    case 413:
      return { kind: 'refused', code: 'too-large', unreachable: false };
    case 429:
      return retry('chat', retryAfterMs(failure.retryAfterS), 'too many requests');
    case 500:
    case 503:
      return retry('account', LIMITS.retryFirstMs, `${code} ${description}`);
    default:
      // A gateway gave up on the server behind it, which may have gone on.
      if (code >= 500) return { kind: 'unknown', reason: `${code} ${description}` };
      return { kind: 'refused', code: codeOf(description), unreachable: false };
  }
}

/** Seconds as given, believed between one second and LIMITS.retryAfterMs. */
function retryAfterMs(seconds: number | undefined): number {
  const asked = Number.isFinite(seconds) ? (seconds ?? 0) * 1000 : 0;
  return Math.min(Math.max(asked, LIMITS.retryFirstMs), LIMITS.retryAfterMs);
}

function retry(scope: 'chat' | 'account', afterMs: number, reason: string): SendResult {
  return { kind: 'retry', scope, afterMs, reason };
}

/** `Bad Request: chat not found` → `chat-not-found`: short, and free of whatever the platform quotes. */
function codeOf(description: string): string {
  const words = description.replace(/^(Bad Request|Forbidden): /, '').split(/[:"']/, 1)[0] ?? '';
  return (
    words
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60) || 'refused'
  );
}
