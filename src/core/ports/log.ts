/** One line of JSON a step. Never message text above debug, never a token, never a phone number. */

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Record<string, string | number | boolean | null | undefined | Error>;

/** For tests and commands that want no log. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
