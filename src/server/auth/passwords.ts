/**
 * Passwords: argon2id by Node's own crypto, stored as a PHC string. At most two hashes are computed at once, so that a
 * storm of sign-ins cannot take the machine from the customers; an unknown login costs the same time as a wrong password.
 */
import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import { isCommonPassword } from './common-passwords.ts';

export interface Passwords {
  /** Null: too many sign-ins wait already. */
  hash(password: string): Promise<string | null>;
  /** With `stored` null it works as long and says `wrong`. `busy`: too many wait. */
  verify(password: string, stored: string | null): Promise<'right' | 'wrong' | 'busy'>;
  /** True when the hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean;
}

interface Parameters {
  memory: number;
  passes: number;
  parallelism: number;
}

/** 19 MiB, two passes: about 40 ms of one core. */
const TODAY: Parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** `random` makes the salts. */
export function createPasswords(random: Random): Passwords {
  const inTurn = createTurns(LIMITS.hashesAtOnce, LIMITS.hashesWaiting);
  const nobody = encode(TODAY, random.bytes(SALT_BYTES), random.bytes(TAG_BYTES));
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = random.bytes(SALT_BYTES);
        return encode(TODAY, salt, await derive(password, salt, TODAY, TAG_BYTES));
      }),
    async verify(password, stored) {
      const right = await inTurn(() => fits(password, stored ?? nobody));
      if (right === null) return 'busy';
      return right && stored !== null ? 'right' : 'wrong';
    },
    isOutdated(stored) {
      const parts = decode(stored);
      return parts === null || parts.memory < TODAY.memory || parts.passes < TODAY.passes;
    },
  };
}

/** Why a new password is not accepted, or null. Long is enough: no rules about kinds of characters. */
export function passwordFault(password: string, login: string): string | null {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < LIMITS.passwordMinChars) return `must have at least ${LIMITS.passwordMinChars} characters`;
  if (password.length > LIMITS.passwordMaxChars)
    return `must have at most ${LIMITS.passwordMaxChars} characters`;
  if (isCommonPassword(password, login)) return 'is one of those that are tried first';
  return null;
}

async function fits(password: string, stored: string): Promise<boolean> {
  const parts = decode(stored);
  if (!parts) return false;
  const tag = await derive(password, parts.salt, parts, parts.tag.length);
  return timingSafeEqual(tag, parts.tag);
}

function derive(password: string, salt: Uint8Array, cost: Parameters, tagLength: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const message = Buffer.from(password.normalize('NFC'), 'utf8');
    argon2('argon2id', { ...cost, message, nonce: salt, tagLength }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    );
  });
}

function encode(cost: Parameters, salt: Uint8Array, tag: Uint8Array): string {
  const head = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return `${head}$${unpadded(salt)}$${unpadded(tag)}`;
}

function decode(stored: string): (Parameters & { salt: Buffer; tag: Buffer }) | null {
  const found = PHC.exec(stored);
  if (!found) return null;
  const [, memory, passes, parallelism, salt = '', tag = ''] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

/** Runs at most `atOnce` jobs; a job beyond `waiting` more gets null at once. */
function createTurns(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(job: () => Promise<T>): Promise<T | null> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return null;
      // Whoever leaves hands its place over, so `running` stays as it is.
      await new Promise<void>((go) => queue.push(go));
    } else running += 1;
    try {
      return await job();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
