/** The tokens of visitors, as hashes. */
import type { OpenDatabase } from '../sqlite/open-database.ts';

export function createTokens(db: OpenDatabase['db']) {
  const insert = db.prepare('INSERT INTO tokens (hash, visitor_id, created_at) VALUES (?, ?, ?)');
  const dropOld = db.prepare(
    `DELETE FROM tokens WHERE visitor_id = ? AND hash NOT IN
       (SELECT hash FROM tokens WHERE visitor_id = ? ORDER BY created_at DESC, hash = ? DESC LIMIT (? + 0))`,
  );
  const drop = db.prepare('DELETE FROM tokens WHERE hash = ?');
  const count = db.prepare<[number], number>('SELECT count(*) FROM tokens WHERE visitor_id = ?').pluck();
  const holder = db.prepare<[string], number>('SELECT visitor_id FROM tokens WHERE hash = ?').pluck();
  return {
    holder: (hash: string): number | null => holder.get(hash) ?? null,
    /** The newest `keep` stay, this one among them. */
    add(visitorId: number, hash: string, atMs: number, keep: number): void {
      insert.run(hash, visitorId, atMs);
      dropOld.run(visitorId, visitorId, hash, keep);
    },
    drop: (hash: string): void => void drop.run(hash),
    count: (visitorId: number): number => count.get(visitorId) ?? 0,
  };
}
