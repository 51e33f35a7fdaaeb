/**
 * Deletes what is past its keep date, a few rows a step, so that cleaning never holds up a turn. Conversations, their
 * threads and their deliveries are never touched here.
 */
import { LIMITS } from '../../core/limits.ts';
import type { StoreLoad } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { createScriptSweep } from './script-versions.ts';

export function createHousekeeping(context: Context) {
  const { db } = context;
  const expired = EXPIRED.map(({ of, key, past, keepMs }) => ({
    keepMs,
    look: db.prepare<[number], number>(`SELECT 1 FROM ${of} WHERE ${past} LIMIT 1`).pluck(),
    remove: db.prepare<[number, number]>(
      `DELETE FROM ${of} WHERE (${key}) IN (SELECT ${key} FROM ${of} WHERE ${past} LIMIT ?)`,
    ),
  }));
  const grown = GROWN.map(({ sql, keepMs }) => ({ keepMs, remove: db.prepare<[number, number]>(sql) }));
  const sweepInbox = createSweep(context, INBOX, 'DELETE FROM inbox WHERE id = ?');
  const sweepScripts = createScriptSweep(context);
  const sweepChanges = createSweep(context, CHANGES, 'DELETE FROM changes WHERE cursor = ?');
  const newest = db.prepare<[], number>('SELECT coalesce(max(cursor), 0) FROM changes').pluck();
  const load = db.prepare<[], Record<keyof StoreLoad, number>>(LOAD);

  return {
    /** One step of at most `rows` deletions; returns how many there were. */
    step(nowMs: number, rows: number): number {
      let left = rows - sweepScripts(nowMs);
      for (const { keepMs, look, remove } of expired) {
        // Nearly always there is nothing, and a look costs a fraction of a removal that finds nothing.
        if (left > 0 && look.get(nowMs - keepMs) !== undefined) {
          left -= remove.run(nowMs - keepMs, left).changes;
        }
      }
      for (const { keepMs, remove } of grown) {
        if (left > 0) left -= remove.run(nowMs - keepMs, left).changes;
      }
      if (left > 0) left -= sweepInbox(nowMs - LIMITS.inboxKeepMs, left);
      if (left > 0) left -= sweepChanges((newest.get() ?? 0) - LIMITS.changesKept, left);
      return rows - left;
    },

    load: (): StoreLoad => load.get() ?? NO_LOAD,
  };
}

/**
 * Old rows lie at the low end of a table that grows at its end. A step looks at the next rows after the last step's and
 * begins anew when it meets the young ones, so that rows which have to stay are not looked at again and again.
 */
function createSweep(
  { db }: Context,
  select: string,
  removal: string,
): (limit: number, rows: number) => number {
  const look = db.prepare<[number, number, number], { id: number; past: number; young: number }>(select);
  const remove = db.prepare<[number]>(removal);
  let position = 0;

  return (limit, rows) => {
    let removed = 0;
    const seen = look.all(limit, position, rows);
    for (const row of seen) {
      if (row.young === 1) break;
      position = row.id;
      if (row.past === 1) removed += remove.run(row.id).changes;
    }
    if (seen.length < rows || seen.at(-1)?.young === 1) position = 0;
    return removed;
  };
}

const INBOX = `
  WITH keep (until) AS (SELECT ?)
  SELECT id, state = 'done' AS past, received_at >= until AS young FROM inbox, keep WHERE id > ? ORDER BY id LIMIT ?`;

// The newest line of every conversation stays, however old: a stream can resume from any cursor.
const CHANGES = `
  WITH keep (until) AS (SELECT ?)
  SELECT cursor AS id, cursor >= until AS young,
         NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = conversation_id AND c.changed = cursor) AS past
    FROM changes, keep WHERE cursor > ? ORDER BY cursor LIMIT ?`;

/** `past` takes the moment before which rows go. */
const EXPIRED: { of: string; key: string; past: string; keepMs: number }[] = [
  {
    of: 'tasks',
    key: 'id',
    past: 'settled_at IS NOT NULL AND settled_at < ?',
    keepMs: LIMITS.inboxKeepMs,
  },
  { of: 'tries', key: 'id', past: 'expires_at < ?', keepMs: 0 },
  { of: 'link_codes', key: 'id', past: 'expires_at < ?', keepMs: LIMITS.linkCodesKeptMs },
  { of: 'invites', key: 'token_hash', past: 'expires_at < ?', keepMs: LIMITS.inboxKeepMs },
  { of: 'sessions', key: 'token_hash', past: 'seen_at < ?', keepMs: LIMITS.sessionIdleMs },
  { of: 'sessions', key: 'token_hash', past: 'created_at < ?', keepMs: LIMITS.sessionAbsoluteMs },
  {
    of: 'early_receipts',
    key: 'conversation_id, external_id',
    past: 'at < ?',
    keepMs: LIMITS.earlyReceiptMs,
  },
  { of: 'account_pauses', key: 'account', past: 'until < ?', keepMs: 0 },
];

/** Tables that grow at their end and are looked at from their beginning. Each takes the moment before which rows go, and the most rows. */
const GROWN: { sql: string; keepMs: number }[] = [
  {
    sql: `DELETE FROM raw_payloads WHERE received_at < ? AND inbox_id IN
           (SELECT inbox_id FROM raw_payloads ORDER BY inbox_id LIMIT ?)`,
    keepMs: LIMITS.rawPayloadMs,
  },
  {
    sql: 'DELETE FROM surveys WHERE planned_at < ? AND id IN (SELECT id FROM surveys ORDER BY id LIMIT ?)',
    keepMs: LIMITS.feedbackKeepMs,
  },
  {
    sql: `DELETE FROM question_counts WHERE (day, platform, entry, locale) IN (SELECT day, platform, entry, locale
           FROM question_counts WHERE day < ? / 86400000 ORDER BY day LIMIT ?)`,
    keepMs: LIMITS.questionCountsMs,
  },
];

const LOAD = `SELECT
  (SELECT count(*) FROM inbox WHERE state = 'waiting') AS inboxPending,
  (SELECT count(*) FROM inbox WHERE state = 'parked') AS inboxParked,
  (SELECT count(*) FROM deliveries WHERE lane IS NOT NULL) AS deliveriesOpen,
  (SELECT count(*) FROM deliveries WHERE state IN ('dead', 'refused') AND state = 'dead') AS deliveriesDead,
  (SELECT count(*) FROM conversations) AS conversations`;

const NO_LOAD: StoreLoad = {
  inboxPending: 0,
  inboxParked: 0,
  deliveriesOpen: 0,
  deliveriesDead: 0,
  conversations: 0,
};
