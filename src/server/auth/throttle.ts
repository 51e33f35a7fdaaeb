/**
 * How often somebody may try to sign in. Three durable counts: one login from one address, one address over all logins, and
 * one login over all devices it was never used on. A device that has signed in before is counted by itself, so an
 * attacker can slow down strangers but never lock out the operator at the usual desk.
 */
import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { EngineStore } from '../../core/ports/engine-store.ts';
import { sameSecret } from './tokens.ts';

export interface SignInTry {
  login: string;
  address: string;
  /** The device cookie, already checked by `isKnownDevice`; null: a stranger. */
  device: string | null;
}

/** True while the try is allowed. Every try counts, right or wrong. */
export type Throttle = (attempt: SignInTry) => Promise<boolean>;

/** Counts in the store, so that a restart forgives nothing. */
export function createThrottle(store: Pick<EngineStore, 'countTry'>, clock: Clock): Throttle {
  const count = (key: string, limit: number): Promise<boolean> =>
    store.countTry(`sign-in:${key}`, limit, LIMITS.signInWindowMs, clock.now());
  return async ({ login, address, device }) => {
    if (device) return count(`device:${login}:${device}`, LIMITS.signInTries * 2);
    // In this order: what one address has used up no longer counts against everybody else's tries at the same login.
    return (
      (await count(`pair:${login}:${address}`, LIMITS.signInTries)) &&
      (await count(`address:${address}`, LIMITS.signInTriesPerAddress)) &&
      (await count(`login:${login}`, LIMITS.signInTriesPerLogin))
    );
  };
}

/**
 * The value of the device cookie: bound to the login and to the password's hash, so that nothing needs to be stored and a
 * new password makes every device a stranger again.
 */
export function deviceMark(login: string, passwordHash: string): string {
  return createHmac('sha256', passwordHash).update(`device:${login}`).digest('base64url');
}

/** True if the cookie was given to this login under its present password. */
export function isKnownDevice(mark: string | null, login: string, passwordHash: string | null): boolean {
  return mark !== null && passwordHash !== null && sameSecret(mark, deviceMark(login, passwordHash));
}
