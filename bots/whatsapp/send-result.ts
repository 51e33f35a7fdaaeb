/** What a failed call means for the delivery: by the table of codes, else by what HTTP says. Pure. */
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { CallFailure } from './client.ts';
import { meaningOf, nameOfCode } from './codes.ts';

/** `strikes`: how often in a row this person was too much, this time included. */
export function toSendResult(failure: CallFailure, strikes = 1): SendResult {
  switch (failure.kind) {
    case 'not-sent':
      return { kind: 'retry', scope: 'account', afterMs: LIMITS.retryFirstMs, reason: failure.reason };
    case 'too-many':
      return {
        kind: 'retry',
        scope: 'account',
        afterMs: LIMITS.retryFirstMs,
        reason: 'too many requests',
        tooFast: true,
      };
    case 'unknown':
      return { kind: 'unknown', reason: failure.reason };
    case 'graph':
      return ofCode(failure, strikes);
  }
}

type GraphFailure = Extract<CallFailure, { kind: 'graph' }>;

function ofCode(failure: GraphFailure, strikes: number): SendResult {
  const { code, subcode } = failure;
  // "Unsupported request: the object does not exist": the id of the number is wrong, or the token may not see it.
  if (code === 100 && subcode === 33) return { kind: 'broken', code: nameOfCode(33) };
  const meaning = meaningOf(code);
  if (meaning === null) return byStatus(failure);
  const { name } = meaning;
  switch (meaning.does) {
    case 'broken':
      return { kind: 'broken', code: name };
    case 'refused':
      return { kind: 'refused', code: name, unreachable: meaning.unreachable ?? false };
    case 'once-more':
      return { kind: 'refused', code: name, unreachable: false };
    case 'retry':
      return {
        kind: 'retry',
        scope: meaning.scope,
        afterMs: meaning.afterMs,
        reason: name,
        ...(meaning.tooFast ? { tooFast: true } : {}),
      };
    case 'slow-down':
      return { kind: 'retry', scope: 'chat', afterMs: slowDownMs(strikes), reason: name };
  }
}

/** 4 s, 16 s, 64 s … up to what is believed at all. */
function slowDownMs(strikes: number): number {
  return Math.min(1_000 * 4 ** Math.min(strikes, 10), LIMITS.retryAfterMs);
}

function byStatus({ code, status, transient }: GraphFailure): SendResult {
  const name = nameOfCode(code);
  if (status === 401) return { kind: 'broken', code: name };
  if (transient || status === 429 || status >= 500) {
    return { kind: 'retry', scope: 'account', afterMs: LIMITS.retryFirstMs, reason: name };
  }
  return { kind: 'refused', code: name, unreachable: false };
}
