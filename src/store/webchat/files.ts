/** Which file of the media folder a visitor may ask for, and under which name. */
import { LIMITS } from '../../core/limits.ts';
import type { NewFile, StoredFile } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import { FILE, toFile, type FileRow } from './rows.ts';

export function createFiles(db: OpenDatabase['db']) {
  const insert = db.prepare(
    `INSERT INTO files (visitor_id, public_id, file, name, mime, kind, bytes, named, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const loose = db
    .prepare<[number], number>('SELECT count(*) FROM files WHERE visitor_id = ? AND named = 0')
    .pluck();
  const one = db.prepare<[number, string], FileRow>(
    `SELECT ${FILE} FROM files WHERE visitor_id = ? AND public_id = ?`,
  );
  const name = db.prepare('UPDATE files SET named = 1 WHERE visitor_id = ? AND public_id = ?');

  return {
    add({ visitorId, id, file, name: called, mime, kind, bytes, atMs }: NewFile, named: boolean): void {
      insert.run(visitorId, id, file, called, mime, kind, bytes, named ? 1 : 0, atMs);
    },
    /** Adds a file that no line names yet; false: there are too many of those. */
    addLoose(file: NewFile): boolean {
      if ((loose.get(file.visitorId) ?? 0) >= LIMITS.visitorLooseFiles) return false;
      this.add(file, false);
      return true;
    },
    /** From now on it is kept. */
    name: (visitorId: number, id: string): void => void name.run(visitorId, id),
    read(visitorId: number, id: string): StoredFile | null {
      const row = one.get(visitorId, id);
      return row ? toFile(row) : null;
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
