/** The log of each visitor: lines and their changes share one counter, so that one cursor finds whatever is new. */
import type { Json } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Line } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import { LINE, toLine, type LineRow } from './rows.ts';

type Db = OpenDatabase['db'];

export function createLines(db: Db) {
  const step = db
    .prepare<[number], number>('UPDATE visitors SET cursor = cursor + 1 WHERE id = ? RETURNING cursor')
    .pluck();
  const insert = db.prepare(
    `INSERT INTO lines (visitor_id, public_id, seq, changed, of_shop, cid, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forget = db.prepare('DELETE FROM lines WHERE visitor_id = ? AND seq <= ?');
  const change = db.prepare(
    'UPDATE lines SET changed = ?, edited = 1, deleted = ?, body = ? WHERE visitor_id = ? AND public_id = ?',
  );
  const one = db.prepare<[number, string], LineRow>(
    `SELECT ${LINE} FROM lines WHERE visitor_id = ? AND public_id = ?`,
  );
  const after = db.prepare<[number, number, number], LineRow>(
    `SELECT ${LINE} FROM lines WHERE visitor_id = ? AND changed > ? ORDER BY changed LIMIT (? + 0)`,
  );
  const before = db.prepare<[number, number, number], LineRow>(
    `SELECT ${LINE} FROM lines WHERE visitor_id = ? AND seq < ? ORDER BY seq DESC LIMIT (? + 0)`,
  );

  const read = (visitorId: number, id: string): Line | null => {
    const row = one.get(visitorId, id);
    return row ? toLine(row) : null;
  };

  return {
    read,
    readAfter: (visitorId: number, cursor: number, limit: number) =>
      after.all(visitorId, cursor, limit).map(toLine),
    readBefore: (visitorId: number, seq: number, limit: number) =>
      before.all(visitorId, seq, limit).map(toLine).toReversed(),

    append(visitorId: number, line: { id: string; cid: string | null; atMs: number; body: Json }): Line {
      const seq = step.get(visitorId)!;
      const ofShop = line.cid === null ? 1 : 0;
      insert.run(visitorId, line.id, seq, seq, ofShop, line.cid, line.atMs, JSON.stringify(line.body));
      if (seq > LIMITS.visitorLines) forget.run(visitorId, seq - LIMITS.visitorLines);
      return read(visitorId, line.id)!;
    },

    /** `body` null: taken back. The line must be there. */
    alter(visitorId: number, id: string, body: Json | null): Line {
      const changed = step.get(visitorId)!;
      change.run(changed, body === null ? 1 : 0, JSON.stringify(body), visitorId, id);
      return read(visitorId, id)!;
    },
  };
}

export type Lines = ReturnType<typeof createLines>;
