/** What the mailbox forgets, a few rows a step, and what somebody has used up of a bound. */
import { LIMITS } from '../../core/limits.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';

export function createKeeping(db: OpenDatabase['db']) {
  const looseFiles = db.prepare<[number, number], { id: number; file: string }>(
    'SELECT id, file FROM files WHERE named = 0 AND at < ? LIMIT (? + 0)',
  );
  const dropFile = db.prepare('DELETE FROM files WHERE id = ?');
  const dropSpent = db.prepare(
    'DELETE FROM spent WHERE key IN (SELECT key FROM spent WHERE until < ? LIMIT (? + 0))',
  );
  // One at a time: with a visitor go all their lines.
  const dropVisitor = db.prepare(
    'DELETE FROM visitors WHERE id IN (SELECT id FROM visitors WHERE seen_at < ? LIMIT 1)',
  );
  const dropDeeds = db.prepare(
    'DELETE FROM deeds WHERE id IN (SELECT id FROM deeds WHERE at < ? AND event IS NULL LIMIT (? + 0))',
  );
  const read = db.prepare<[string], { amount: number; until: number }>(
    'SELECT amount, until FROM spent WHERE key = ?',
  );
  const write = db.prepare('INSERT OR REPLACE INTO spent (key, amount, until) VALUES (?, ?, ?)');

  return {
    step(nowMs: number, rows: number): { rows: number; files: string[] } {
      const loose = looseFiles.all(nowMs - LIMITS.looseFileMs, rows);
      for (const { id } of loose) dropFile.run(id);
      let left = rows - loose.length;
      if (left > 0) left -= dropSpent.run(nowMs, left).changes;
      if (left > 0) left -= dropVisitor.run(nowMs - LIMITS.visitorKeepMs).changes;
      if (left > 0) left -= dropDeeds.run(nowMs - LIMITS.visitorKeepMs, left).changes;
      return { rows: rows - left, files: loose.map(({ file }) => file) };
    },

    spend(key: string, amount: number, limit: { amount: number; windowMs: number }, nowMs: number): boolean {
      const found = read.get(key);
      const open = found !== undefined && found.until > nowMs ? found : null;
      const spent = (open?.amount ?? 0) + amount;
      if (spent > limit.amount) return false;
      write.run(key, spent, open?.until ?? nowMs + limit.windowMs);
      return true;
    },
  };
}
