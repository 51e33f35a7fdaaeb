/**
 * One-time codes in an SQLite file, salted and hashed slowly: who reads the file cannot find a code within its life.
 * A code that opens nothing is kept like any other, so that a check takes the same work either way.
 */
import { createHash, scrypt, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { OneTimeCodes } from '../order-access.ts';
import { openOwnDatabase } from './own-database.ts';

export interface OneTimeCodesOptions {
  file: string;
  clock: Clock;
  random: Random;
}

interface StoredCode {
  salt: Buffer;
  hash: Buffer;
  subject: string | null;
  tries: number;
  expires_ms: number;
  used_by: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS codes (
    about BLOB PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL, subject TEXT,
    tries INTEGER NOT NULL, expires_ms INTEGER NOT NULL, used_by TEXT
  ) STRICT, WITHOUT ROWID;
`;

const NO_CODE: StoredCode = {
  salt: Buffer.alloc(16),
  hash: Buffer.alloc(32),
  subject: null,
  tries: 0,
  expires_ms: 0,
  used_by: null,
};

/** Throws DATA_DIR_UNUSABLE. */
export function createOneTimeCodes(options: OneTimeCodesOptions): OneTimeCodes & { close(): void } {
  const { clock, random } = options;
  const db = openOwnDatabase(options.file, SCHEMA);
  const forget = db.prepare<[number]>('DELETE FROM codes WHERE expires_ms <= ?');
  const put = db.prepare(
    `INSERT OR REPLACE INTO codes (about, salt, hash, subject, tries, expires_ms, used_by)
     VALUES (?, ?, ?, ?, 0, ?, NULL)`,
  );
  const read = db.prepare<[Buffer], StoredCode>('SELECT * FROM codes WHERE about = ?');
  const countTry = db.prepare<[Buffer]>('UPDATE codes SET tries = tries + 1 WHERE about = ?');
  const use = db.prepare<[string, Buffer, Buffer]>(
    'UPDATE codes SET used_by = ? WHERE about = ? AND hash = ? AND used_by IS NULL',
  );

  return {
    async issue(about, subject) {
      const code = sixDigits(random);
      const salt = Buffer.from(random.bytes(16));
      const hash = await slowHash(code, salt);
      const nowMs = clock.now();
      forget.run(nowMs);
      put.run(keyOf(about), salt, hash, subject, nowMs + LIMITS.oneTimeCodeMs);
      return code;
    },

    async check(about, code, usedBy) {
      const key = keyOf(about);
      const stored = read.get(key) ?? NO_CODE;
      countTry.run(key);
      const same = timingSafeEqual(await slowHash(code.replace(/\D/g, ''), stored.salt), stored.hash);
      const alive = stored.expires_ms > clock.now() && stored.tries < LIMITS.oneTimeCodeTries;
      if (!same || !alive) return null;
      // Of two checks at once only one takes the code; the same use may come back after a crash.
      const taken = use.run(usedBy, key, stored.hash).changes === 1 || stored.used_by === usedBy;
      return taken ? stored.subject : null;
    },

    close: () => void db.close(),
  };
}

/** Uniform over 000000…999999: values that would favour the small ones are drawn again. */
function sixDigits(random: Random): string {
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0');
  }
}

function slowHash(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function keyOf(about: string): Buffer {
  return createHash('sha256').update(about).digest();
}
