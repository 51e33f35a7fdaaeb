/**
 * What the deeds of the store share: the connection, the clock, and the change log that live streams resume from.
 * It keeps two numbers in memory and nothing per conversation.
 */
import type Database from 'better-sqlite3';
import type { Clock } from '../../core/clock.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';

export interface Context {
  db: Database.Database;
  clock: Clock;
  /** For customers whose platform names no language of ours. */
  defaultLocale: Locale;
  /** From when something may be said unasked: `atMs` itself, or the end of the quiet hours it falls into; UTC ms. */
  noticesFrom(atMs: number): number;
  /** Counts transactions; lets a deed read a number once per transaction. */
  readonly group: number;
  /** Appends a line to the change log and returns its cursor, to be stored as the conversation's `changed`. */
  logChange(id: ConversationId): number;
  /** Logs a change and stamps the conversation with it. */
  touch(id: ConversationId): void;
  /** Something that people look at has changed: watchers are called after the commit. */
  stir(): void;
}

export interface ContextControls extends Context {
  groupBegun(): void;
  /** True once if anything was stirred since the last call. */
  takeStirred(): boolean;
}

export interface ContextSettings {
  defaultLocale: Locale;
  noticesFrom(atMs: number): number;
}

export function createContext(
  db: Database.Database,
  clock: Clock,
  { defaultLocale, noticesFrom }: ContextSettings,
): ContextControls {
  const log = db.prepare<[number, number]>('INSERT INTO changes (cursor, conversation_id) VALUES (?, ?)');
  const stamp = db.prepare<[number, number]>('UPDATE conversations SET changed = ? WHERE id = ?');
  let cursor = Number(db.prepare('SELECT coalesce(max(cursor), 0) FROM changes').pluck().get());
  let group = 0;
  let stirred = false;

  function logChange(id: ConversationId): number {
    cursor += 1;
    stirred = true;
    log.run(cursor, id);
    return cursor;
  }

  return {
    db,
    clock,
    defaultLocale,
    noticesFrom,
    get group() {
      return group;
    },
    logChange,
    touch: (id) => void stamp.run(logChange(id), id),
    stir: () => void (stirred = true),
    groupBegun: () => void (group += 1),
    takeStirred() {
      const was = stirred;
      stirred = false;
      return was;
    },
  };
}
