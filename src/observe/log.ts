/**
 * The log: one line of JSON a step, by pino, on standard output. Every text passes the redactor, so that no token and no
 * phone number can reach a file. A blocked reader never holds up the counter: lines over the buffer are dropped.
 */
import { pino } from 'pino';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { Log, LogFields } from '../core/ports/log.ts';
import { createRedactor, isSecretField, MASK } from './redact.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Bytes of lines that may wait for a slow reader of standard output. */
const BUFFER_BYTES = 1_000_000;

export interface LogOptions {
  level: LogLevel;
  clock: Clock;
  /** Values that must never be seen: tokens and passwords of the configuration. */
  secrets?: readonly string[];
  /** Where lines go; default standard output. */
  sink?: { write(line: string): void };
}

/** A log that writes JSON lines `{level, time, msg, …fields}`. */
export function createLog(options: LogOptions): Log {
  const redact = createRedactor(options.secrets ?? []);
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date(options.clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.sink ?? pino.destination({ fd: 1, sync: false, maxLength: BUFFER_BYTES }),
  );
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, message: string) => {
    if (logger.isLevelEnabled(level)) logger[level](clean(fields, redact), redact(message));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function clean(fields: LogFields, redact: (text: string) => string): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (isSecretField(name)) out[name] = MASK;
    else if (typeof value === 'object' && value !== null) out[name] = describe(value, redact);
    else out[name] = typeof value === 'string' ? redact(value) : value;
  }
  return out;
}

function describe(error: Error, redact: (text: string) => string): Record<string, unknown> {
  const cause = error.cause === undefined ? {} : { cause: redact(toError(error.cause).message) };
  return { type: error.name, message: redact(error.message), stack: redact(error.stack ?? ''), ...cause };
}
