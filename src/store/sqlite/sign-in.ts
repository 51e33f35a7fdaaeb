/** Sessions, one-time links and counted tries: kept by hashes, so that a stolen copy of the database opens no door. */
import type Database from 'better-sqlite3';
import type { OperatorId } from '../../core/ids.ts';
import type { Invite, NewSession, Role, Session } from '../../core/ports/desk-store.ts';
import type { Context } from './context.ts';
import { OPERATOR_COLUMNS, toOperator } from './operators.ts';
import type { OperatorRecord } from './operators.ts';

interface SessionRecord extends OperatorRecord {
  csrf: string;
  session_at: number;
  seen_at: number;
}

interface InviteRecord {
  token_hash: string;
  role: Role;
  expires_at: number;
}

export function createSignIn(context: Context) {
  const { addSession, session, touch, drop, dropOf, addInvite, takeInvite, readInvite, tries, addTry } =
    prepare(context.db);

  return {
    createSession: ({ tokenHash, operatorId, csrf, atMs }: NewSession) =>
      void addSession.run(tokenHash, operatorId, csrf, atMs, atMs),

    readSession(tokenHash: string): Session | null {
      const row = session.get(tokenHash);
      if (!row) return null;
      return {
        operator: toOperator(row),
        csrf: row.csrf,
        createdAtMs: row.session_at,
        seenAtMs: row.seen_at,
      };
    },

    touchSession: (tokenHash: string, nowMs: number) => void touch.run(nowMs, tokenHash),
    deleteSession: (tokenHash: string) => void drop.run(tokenHash),
    deleteSessionsOf: (operatorId: OperatorId) => void dropOf.run(operatorId),

    createInvite: ({ tokenHash, role, expiresAtMs }: Invite) =>
      void addInvite.run(tokenHash, role, expiresAtMs),
    takeInvite: (tokenHash: string, nowMs: number) => toInvite(takeInvite.get(nowMs, tokenHash, nowMs)),
    readInvite: (tokenHash: string, nowMs: number) => toInvite(readInvite.get(tokenHash, nowMs)),

    /** A refused try is not counted: the window slides on. */
    countTry(key: string, limit: number, windowMs: number, nowMs: number): boolean {
      if ((tries.get(key, nowMs - windowMs) ?? 0) >= limit) return false;
      addTry.run(key, nowMs, nowMs + windowMs);
      return true;
    },
  };
}

function prepare(db: Database.Database) {
  return {
    addSession: db.prepare<[string, number, string, number, number]>(
      'INSERT INTO sessions (token_hash, operator_id, csrf, created_at, seen_at) VALUES (?, ?, ?, ?, ?)',
    ),
    session: db.prepare<[string], SessionRecord>(
      `SELECT ${OPERATOR_COLUMNS}, s.csrf, s.created_at AS session_at, s.seen_at
         FROM sessions s JOIN operators o ON o.id = s.operator_id WHERE s.token_hash = ?`,
    ),
    touch: db.prepare<[number, string]>('UPDATE sessions SET seen_at = max(seen_at, ?) WHERE token_hash = ?'),
    drop: db.prepare<[string]>('DELETE FROM sessions WHERE token_hash = ?'),
    dropOf: db.prepare<[number]>('DELETE FROM sessions WHERE operator_id = ?'),
    // A link that was used stays used, even when the same token is offered again.
    addInvite: db.prepare<[string, string, number]>(
      `INSERT INTO invites (token_hash, role, expires_at) VALUES (?, ?, ?)
       ON CONFLICT (token_hash) DO UPDATE SET role = excluded.role, expires_at = excluded.expires_at
        WHERE used_at IS NULL`,
    ),
    takeInvite: db.prepare<[number, string, number], InviteRecord>(
      `UPDATE invites SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?
       RETURNING token_hash, role, expires_at`,
    ),
    readInvite: db.prepare<[string, number], InviteRecord>(
      `SELECT token_hash, role, expires_at FROM invites WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?`,
    ),
    tries: db
      .prepare<[string, number], number>('SELECT count(*) FROM tries WHERE key = ? AND at > ?')
      .pluck(),
    addTry: db.prepare<[string, number, number]>('INSERT INTO tries (key, at, expires_at) VALUES (?, ?, ?)'),
  };
}

function toInvite(row: InviteRecord | undefined): Invite | null {
  return row ? { tokenHash: row.token_hash, role: row.role, expiresAtMs: row.expires_at } : null;
}
