/** Secrets that we hand out: 256 random bits outside, only their hash inside, so that a stolen database opens nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../core/clock.ts';
import { base64url } from '../../core/ids.ts';

/** 43 characters of base64url. */
export function newToken(random: Random): string {
  return base64url(random.bytes(32));
}

/** What is stored of a token; `purpose` keeps a token of one kind from opening a door of another. */
export function hashToken(purpose: 'session' | 'setup' | 'invite' | 'link', token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url');
}

/** Compares two secrets in time that depends on neither. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}
