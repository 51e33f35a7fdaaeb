/**
 * What each error code of the platform means for a message, in one table; the same codes come in answers and in reports that
 * a message failed afterwards. A code that is not here is judged by its HTTP status alone.
 */
import { LIMITS } from '../../src/core/limits.ts';

export type Meaning = { name: string } & (
  | { does: 'refused'; unreachable?: true }
  | { does: 'broken' }
  | { does: 'retry'; scope: 'chat' | 'account'; afterMs: number; tooFast?: true }
  /** Too much to one person in a short time: each further time the wait is four times as long. */
  | { does: 'slow-down' }
  /** The platform could not read our file: it is worth one more upload. */
  | { does: 'once-more' }
);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const refused = (name: string): Meaning => ({ name, does: 'refused' });
const broken = (name: string): Meaning => ({ name, does: 'broken' });
const later = (name: string, afterMs: number): Meaning => ({
  name,
  does: 'retry',
  scope: 'account',
  afterMs,
});
/** Calls a second: when the second has passed, the pace learned from the refusal keeps below. The other limits count by the hour and longer. */
const throughput = { name: 'throughput', does: 'retry', scope: 'account', afterMs: SECOND } as const;

export const MEANINGS: Readonly<Record<number, Meaning>> = {
  // The account cannot send until a person mends it.
  0: broken('token-not-accepted'),
  190: broken('token-not-accepted'),
  3: broken('permission-missing'),
  10: broken('permission-missing'),
  33: broken('number-gone'),
  368: broken('blocked-for-policy'),
  130497: broken('country-restricted'),
  131031: broken('account-locked'),
  131037: broken('display-name-not-approved'),
  131042: broken('payment-problem'),
  131045: broken('number-certificate'),
  133010: broken('number-not-registered'),
  133016: broken('registration-limit'),
  // It passes by itself.
  1: later('platform-error', SECOND),
  2: later('platform-down', SECOND),
  131000: later('platform-error', SECOND),
  131016: later('platform-down', SECOND),
  4: later('app-rate', 2 * MINUTE),
  80007: later('business-rate', 2 * MINUTE),
  130429: { ...throughput, tooFast: true },
  131048: later('spam-limit', LIMITS.retryAfterMs),
  131057: later('number-in-maintenance', 5 * MINUTE),
  132069: later('flow-throttled', MINUTE),
  131056: { name: 'pair-rate', does: 'slow-down' },
  131052: { name: 'media-not-readable', does: 'once-more' },
  // No, for good.
  131026: { name: 'undeliverable', does: 'refused', unreachable: true },
  131047: refused('window-closed'),
  131049: refused('marketing-limit'),
  131050: refused('opted-out'),
  130472: refused('marketing-experiment'),
  131021: refused('recipient-is-sender'),
  131030: refused('recipient-not-allowed'),
  131062: refused('recipient-needs-number'),
  100: refused('bad-parameter'),
  131008: refused('parameter-missing'),
  131009: refused('bad-parameter'),
  131051: refused('type-not-supported'),
  131053: refused('media-not-accepted'),
  132000: refused('template-slots'),
  132001: refused('template-missing'),
  132005: refused('template-too-long'),
  132007: refused('template-policy'),
  132012: refused('template-format'),
  132015: refused('template-paused'),
  132016: refused('template-disabled'),
  132068: refused('flow-blocked'),
  135000: refused('not-accepted'),
};

/** Null: no code of ours. Permissions are a whole range. */
export function meaningOf(code: number): Meaning | null {
  if (code >= 200 && code <= 299) return broken('permission-missing');
  return MEANINGS[code] ?? null;
}

/** A word for people instead of a number: in logs and beside the message in the console. */
export function nameOfCode(code: number): string {
  return meaningOf(code)?.name ?? `code-${code}`;
}
