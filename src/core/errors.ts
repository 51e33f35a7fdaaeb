/**
 * Faults of set-up and content, in one catalogue. Expected outcomes are returned, not thrown; bugs are asserts.
 * Every code here has a paragraph in docs/errors.md that says what to do; a test holds the two together.
 */

export const ERROR_CODES = {
  CONFIG_INVALID: 'A setting in the environment or .env is missing or wrong',
  SHOP_INVALID: 'shop.yaml is missing, unreadable or has a wrong value',
  FAQ_INVALID: 'A FAQ file cannot be used as it stands',
  TEXTS_INVALID: 'A texts file cannot be used as it stands',
  SCRIPTS_INVALID: 'A script cannot be used as it stands',
  RETURNS_INVALID: 'The return policy cannot be used as it stands, or is stricter than the law',
  TEMPLATES_INVALID: 'A message template cannot be used as it stands',
  FLOW_INVALID: 'A flow breaks a rule of the engine',
  SAMPLE_INVALID: 'A CSV file of the embedded shop cannot be used as it stands',
  DATA_DIR_UNUSABLE: 'The data folder cannot be written',
  DATABASE_NEWER: 'The database was written by a newer version of Prilavok',
  DATABASE_DAMAGED: 'The database failed its integrity check',
  DATABASE_LOCKED: 'Another process is using the database',
  SQLITE_UNSAFE: 'The SQLite library has a known defect that can lose committed data',
  PORT_TAKEN: 'The port is in use by another program',
  PLATFORM_REFUSED: 'A messenger refused our credentials or our webhook',
  PACKAGE_MISSING: 'A package that this channel needs is not installed',
  BROWSER_MISSING: 'No Chromium was found for a channel that needs one',
  NODE_TOO_OLD: 'This version of Node.js is too old',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Exit status for a set-up that must be mended by a person (EX_CONFIG of sysexits). */
export const EXIT_CONFIG = 78;

export class PrilavokError extends Error {
  readonly code: ErrorCode;

  /** `message` says what is wrong and what to do, in words for the person who installs or edits. */
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PrilavokError';
    this.code = code;
  }
}

/** A broken invariant of ours: ends the turn, not the process. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** Whatever was thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The code of a system error, such as `ENOENT`; null for anything else. Works for errors of another realm too. */
export function codeOf(thrown: unknown): string | null {
  const has = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
  return has && typeof thrown.code === 'string' ? thrown.code : null;
}
