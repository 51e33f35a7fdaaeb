/**
 * Proof that a webhook call comes from the platform. Comparing takes the same time wherever two values differ,
 * a prefix never passes, and an empty expectation never matches anything.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `given` equals `expected`, compared in constant time. False when either is missing or empty. */
export function sameSecret(given: string | undefined, expected: string): boolean {
  if (given === undefined || expected === '') return false;
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  // timingSafeEqual refuses unequal lengths; the length of a secret is not the secret.
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Lower-case hex of HMAC-SHA256 over the raw bytes. */
export function hmacSha256(key: string, bytes: Uint8Array): string {
  return createHmac('sha256', key).update(bytes).digest('hex');
}

/** `signature` is the hex HMAC-SHA256 of exactly these bytes under `key`. */
export function isSignedBy(key: string, bytes: Uint8Array, signature: string | undefined): boolean {
  if (signature === undefined || key === '') return false;
  return sameSecret(signature.toLowerCase(), hmacSha256(key, bytes));
}
