/** The statements of stock alerts. Each that runs for every slice of a wave reads a partial index named in the migration. */
import type Database from 'better-sqlite3';
import type { AlertAbout } from '../../core/ports/stock-alerts.ts';
import { NUMBER, TEXT } from './planned-once.ts';

export interface AlertRow {
  id: number;
  key: string;
  conversation_id: number;
  contact_id: number;
  account: string;
  locale: string;
  variant_id: string;
  product_id: string;
  title: string;
  about: AlertAbout | null;
  attempts: number;
  due_at: number;
  asked_at: number;
}

export type AlertStatements = ReturnType<typeof prepareStockAlerts>;

const ROW = `
  SELECT a.id, a.key, a.conversation_id, c.contact_id, c.account, c.locale, a.variant_id, a.product_id, a.title, a.about,
         a.attempt AS attempts, a.due_at, a.asked_at
    FROM stock_alerts a JOIN conversations c ON c.id = a.conversation_id`;
const OPEN = `state IN ('waiting', 'calling', 'held')`;

export function prepareStockAlerts(db: Database.Database) {
  return { ...prepareWishes(db), ...prepareCalls(db), ...prepareHeld(db) };
}

function prepareWishes(db: Database.Database) {
  return {
    byKey: db.prepare<[string], number>('SELECT id FROM stock_alerts WHERE key = ?').pluck(),
    open: db.prepare<[number], AlertRow>(
      `${ROW} WHERE a.${OPEN} AND a.conversation_id IN (SELECT o.id FROM conversations o WHERE o.contact_id =
         (SELECT m.contact_id FROM conversations m WHERE m.id = ${NUMBER})) ORDER BY a.id`,
    ),
    add: db.prepare<[string, number, string, string, string, number]>(
      `INSERT INTO stock_alerts (key, conversation_id, variant_id, product_id, title, state, asked_at)
       VALUES (?, ?, ?, ?, ?, 'waiting', ?)`,
    ),
    // Whoever asks has just been told that it cannot be had: what was seen before counts no more.
    watch: db.prepare<[string, number, number, number]>(
      `INSERT INTO stock_watches (variant_id, state, since_at, read_at, due_at) VALUES (?, 'out', ?, ?, ?)
       ON CONFLICT (variant_id) DO UPDATE SET state = 'out', since_at = excluded.since_at, read_at = excluded.read_at,
         due_at = min(due_at, excluded.due_at), wave_left = 0, wave = 0 WHERE state <> 'out'`,
    ),
    withdrawn: db
      .prepare<[number, number], number>(
        `SELECT 1 FROM consents WHERE conversation_id = ${NUMBER} AND kind = 'stock' AND given = 0 AND at > ${NUMBER} LIMIT 1`,
      )
      .pluck(),
    close: db.prepare<[string, number, number]>(
      `UPDATE stock_alerts SET state = 'closed', reason = ?, settled_at = ? WHERE id = ?`,
    ),
    forget: db.prepare<[number, number]>(
      `DELETE FROM stock_alerts WHERE id IN
         (SELECT id FROM stock_alerts WHERE settled_at IS NOT NULL AND settled_at < ? LIMIT ${NUMBER})`,
    ),
  };
}

function prepareCalls(db: Database.Database) {
  return {
    next: db.prepare<[string, number, number, number], AlertRow>(
      `${ROW} WHERE a.variant_id = ${TEXT} AND a.state = 'waiting' AND a.id > ${NUMBER} AND a.due_at <= ${NUMBER}
        ORDER BY a.id LIMIT ${NUMBER}`,
    ),
    beyond: db
      .prepare<[string, number], number>(
        `SELECT 1 FROM stock_alerts WHERE variant_id = ${TEXT} AND state = 'waiting' LIMIT 1 OFFSET ${NUMBER}`,
      )
      .pluck(),
    expired: db.prepare<[number, number, number], AlertRow>(
      `${ROW} WHERE a.state IN ('waiting', 'held') AND a.state = 'waiting' AND a.asked_at < ${NUMBER}
         AND a.due_at <= ${NUMBER} ORDER BY a.asked_at LIMIT ${NUMBER}`,
    ),
    closeUnheard: db.prepare<[number, number, number]>(
      `UPDATE stock_alerts SET state = 'closed', reason = 'unheard', settled_at = ? WHERE id IN
         (SELECT id FROM stock_alerts WHERE state = 'held' AND asked_at < ? LIMIT ${NUMBER})`,
    ),
    call: db.prepare<[string, number]>(`UPDATE stock_alerts SET state = 'calling', about = ? WHERE id = ?`),
    called: db.prepare<[number], AlertRow>(`${ROW} WHERE a.state = 'calling' ORDER BY a.id LIMIT ${NUMBER}`),
    calling: db.prepare<[string], AlertRow>(`${ROW} WHERE a.key = ${TEXT} AND a.state = 'calling'`),
    notice: db.prepare<[string], { state: string; outcome: string | null }>(
      `SELECT state, outcome FROM inbox WHERE source = 'notice' AND external_id = ?`,
    ),
    told: db.prepare<[number, number]>(`UPDATE stock_alerts SET state = 'told', settled_at = ? WHERE id = ?`),
    countDown: db.prepare<[string]>(
      'UPDATE stock_watches SET wave_left = max(0, wave_left - 1) WHERE variant_id = ?',
    ),
    elsewhere: db.prepare<[number, string, number]>(
      `UPDATE stock_alerts SET state = 'closed', reason = 'elsewhere', settled_at = ? WHERE ${OPEN} AND id IN
         (SELECT a.id FROM conversations c JOIN stock_alerts a ON a.conversation_id = c.id AND a.variant_id = ?
           WHERE c.contact_id = ? AND a.${OPEN})`,
    ),
    back: db.prepare<[number, number, number]>(
      `UPDATE stock_alerts SET state = 'waiting', about = NULL, attempt = attempt + ?, due_at = ? WHERE id = ?`,
    ),
  };
}

function prepareHeld(db: Database.Database) {
  return {
    hold: db.prepare<[number]>(
      `UPDATE stock_alerts SET state = 'held', about = NULL, attempt = attempt + 1, held_heard_at =
         (SELECT heard_at FROM conversations WHERE id = conversation_id) WHERE id = ?`,
    ),
    held: db.prepare<[number, number], { id: number; written: number }>(
      `SELECT a.id, c.heard_at > a.held_heard_at AS written
         FROM stock_alerts a JOIN conversations c ON c.id = a.conversation_id
        WHERE a.state = 'held' AND a.id > ${NUMBER} ORDER BY a.id LIMIT ${NUMBER}`,
    ),
    release: db.prepare<[number]>(`UPDATE stock_alerts SET state = 'waiting' WHERE id = ?`),
  };
}
