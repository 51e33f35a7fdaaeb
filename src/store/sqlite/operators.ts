/** The people at the desk: who they are, whether they are there, and how much each holds. */
import type Database from 'better-sqlite3';
import { EXTERNAL_OPERATOR } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import type { OperatorId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { NewOperator, Operator, OperatorChange, Role } from '../../core/ports/desk-store.ts';
import type { DeskOperator } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';

export interface OperatorRecord {
  id: number;
  public_id: string;
  login: string;
  name: string;
  role: Role;
  locale: Locale;
  max_load: number;
  password_hash: string;
  on_duty: number;
  last_seen_at: number | null;
  disabled: number;
  load: number;
}

export const OPERATOR_COLUMNS = `o.id, o.public_id, o.login, o.name, o.role, o.locale, o.max_load, o.password_hash,
  o.on_duty, o.last_seen_at, o.disabled,
  (SELECT count(*) FROM conversations c WHERE c.status = 'assigned' AND c.operator_id = o.id) AS load`;

/** Leaves out the row that stands for whoever answers outside the console. */
const PERSON = `o.id <> ${EXTERNAL_OPERATOR}`;

export type Operators = ReturnType<typeof createOperators>;

export function createOperators(context: Context) {
  const { clock } = context;
  const { all, active, byId, byLogin, count, add, update, seen, lastSeen, duty, abandoned } = prepare(
    context.db,
  );

  return {
    count: () => count.get() ?? 0,
    list: () => all.all().map(toOperator),

    findByLogin(login: string) {
      const row = byLogin.get(login.toLowerCase());
      return row ? { ...toOperator(row), passwordHash: row.password_hash } : null;
    },

    create(operator: NewOperator): Operator | null {
      const { publicId, login, name, role, locale, maxLoad, passwordHash, atMs } = operator;
      const key = login.toLowerCase();
      const added = add.run(publicId, login, key, name, role, locale, maxLoad, passwordHash, atMs);
      if (added.changes === 0) return null;
      context.stir();
      const row = byLogin.get(key);
      return row ? toOperator(row) : null;
    },

    update(id: OperatorId, change: OperatorChange): Operator | null {
      update.run(
        change.name ?? null,
        change.role ?? null,
        change.locale ?? null,
        change.maxLoad ?? null,
        change.disabled === undefined ? null : Number(change.disabled),
        change.passwordHash ?? null,
        id,
      );
      context.stir();
      const row = byId.get(id);
      return row ? toOperator(row) : null;
    },

    touch(id: OperatorId, nowMs: number): void {
      const before = lastSeen.get(id) ?? 0;
      seen.run(nowMs, id);
      // A heartbeat is no news; coming back is.
      if (nowMs - before > LIMITS.presenceGraceMs) context.stir();
    },

    setOnDuty(id: OperatorId, onDuty: boolean, nowMs: number): void {
      duty.run(onDuty ? 1 : 0, nowMs, id);
      context.stir();
    },

    abandoned: (beforeMs: number) =>
      abandoned.all(beforeMs).map((row) => ({
        conversationId: row.id,
        operatorId: row.operator_id,
        epoch: row.epoch,
      })),

    /** Everybody who may hold conversations, as turns see them. */
    atDesk(): DeskOperator[] {
      const since = clock.now() - LIMITS.presenceGraceMs;
      return active.all().map((row) => toDeskOperator(row, since));
    },
  };
}

function prepare(db: Database.Database) {
  const select = (rest: string) => `SELECT ${OPERATOR_COLUMNS} FROM operators o ${rest}`;
  return {
    all: db.prepare<[], OperatorRecord>(select(`WHERE ${PERSON} ORDER BY o.name, o.id`)),
    active: db.prepare<[], OperatorRecord>(select(`WHERE o.disabled = 0 AND ${PERSON} ORDER BY o.id`)),
    byId: db.prepare<[number], OperatorRecord>(select('WHERE o.id = ?')),
    byLogin: db.prepare<[string], OperatorRecord>(select(`WHERE o.login_key = ? AND ${PERSON}`)),
    count: db.prepare<[], number>(`SELECT count(*) FROM operators o WHERE ${PERSON}`).pluck(),
    add: db.prepare(
      `INSERT INTO operators (public_id, login, login_key, name, role, locale, max_load, password_hash, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (login_key) DO NOTHING`,
    ),
    update: db.prepare(
      `UPDATE operators SET name = coalesce(?, name), role = coalesce(?, role), locale = coalesce(?, locale),
            max_load = coalesce(?, max_load), disabled = coalesce(?, disabled),
            password_hash = coalesce(?, password_hash) WHERE id = ?`,
    ),
    seen: db.prepare<[number, number]>(
      'UPDATE operators SET last_seen_at = max(coalesce(last_seen_at, 0), ?) WHERE id = ?',
    ),
    lastSeen: db.prepare<[number], number | null>('SELECT last_seen_at FROM operators WHERE id = ?').pluck(),
    duty: db.prepare<[number, number, number]>(
      'UPDATE operators SET on_duty = ?, last_seen_at = max(coalesce(last_seen_at, 0), ?) WHERE id = ?',
    ),
    abandoned: db.prepare<[number], { id: number; operator_id: number; epoch: number }>(
      `SELECT c.id, c.operator_id, c.epoch FROM conversations c JOIN operators o ON o.id = c.operator_id
      WHERE c.status = 'assigned' AND ${PERSON} AND coalesce(o.last_seen_at, 0) < ? ORDER BY c.id`,
    ),
  };
}

function toDeskOperator(row: OperatorRecord, sinceMs: number): DeskOperator {
  return {
    id: row.id,
    name: row.name,
    available: row.on_duty === 1 && (row.last_seen_at ?? 0) >= sinceMs,
    load: row.load,
    maxLoad: row.max_load,
  };
}

export function toOperator(row: OperatorRecord): Operator {
  return {
    id: row.id,
    publicId: row.public_id,
    login: row.login,
    name: row.name,
    role: row.role,
    locale: row.locale,
    maxLoad: row.max_load,
    load: row.load,
    onDuty: row.on_duty === 1,
    lastSeenMs: row.last_seen_at,
    disabled: row.disabled === 1,
  };
}
