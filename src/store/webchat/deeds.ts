/** What happens once, however often it is asked for: a visitor's deed by its client id, a delivery of ours by its key. */
import type { Alteration, Line, NewDeed, NewDelivery, Posted } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import type { Files } from './files.ts';
import type { Lines } from './lines.ts';
import type { Visitors } from './visitors.ts';

type Db = OpenDatabase['db'];

const OWN = 'in:';
const SHOP = 'out:';

export function createDeeds(db: Db, parts: { visitors: Visitors; lines: Lines; files: Files }) {
  const { visitors, lines, files } = parts;
  const find = db.prepare<[number, string], { fingerprint: string; line: string | null }>(
    'SELECT fingerprint, line FROM deeds WHERE visitor_id = ? AND key = ?',
  );
  const insert = db.prepare(
    'INSERT INTO deeds (visitor_id, key, fingerprint, line, at, event, raw) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  const lineOf = (visitorId: number, id: string | null): Line | null =>
    id === null ? null : lines.read(visitorId, id);

  return {
    deliver({ account, address, key, ...line }: NewDelivery): { is: 'stored'; line: Line } | { is: 'gone' } {
      const visitor = visitors.readVisitor(account, address);
      if (visitor === null || visitors.isAlone(visitor)) return { is: 'gone' };
      const known = lineOf(visitor.id, find.get(visitor.id, SHOP + key)?.line ?? null);
      if (known !== null) return { is: 'stored', line: known };
      if (line.file) files.add({ ...line.file, visitorId: visitor.id, atMs: line.atMs }, true);
      const stored = lines.append(visitor.id, { ...line, cid: null });
      insert.run(visitor.id, SHOP + key, '', line.id, line.atMs, null, null);
      return { is: 'stored', line: stored };
    },

    alter(change: Alteration): { is: 'stored'; line: Line } | { is: 'gone' | 'no-such-line' } {
      const visitor = visitors.readVisitor(change.account, change.address);
      if (visitor === null || visitors.isAlone(visitor)) return { is: 'gone' };
      const line = lines.read(visitor.id, change.id);
      if (line === null || line.from !== 'shop') return { is: 'no-such-line' };
      if (find.get(visitor.id, SHOP + change.key)) return { is: 'stored', line };
      insert.run(visitor.id, SHOP + change.key, '', change.id, change.atMs, null, null);
      return { is: 'stored', line: lines.alter(visitor.id, change.id, change.body) };
    },

    post(deed: NewDeed): Posted {
      const { visitorId, cid, fingerprint, atMs, shows } = deed;
      const known = find.get(visitorId, OWN + cid);
      if (known && known.fingerprint !== fingerprint) return { is: 'conflict' };
      if (known) return { is: 'repeated', line: lineOf(visitorId, known.line) };
      if (deed.files.some((id) => files.read(visitorId, id) === null)) return { is: 'refused' };
      let line: Line | null = null;
      if (shows && 'line' in shows) line = lines.append(visitorId, { ...shows.line, cid, atMs });
      else if (shows) {
        const own = lines.read(visitorId, shows.alters.id);
        if (own === null || own.from !== 'visitor' || own.deleted) return { is: 'refused' };
        line = lines.alter(visitorId, own.id, shows.alters.body);
      }
      for (const id of deed.files) files.name(visitorId, id);
      insert.run(visitorId, OWN + cid, fingerprint, line?.id ?? null, atMs, deed.event, deed.raw);
      return { is: 'stored', line };
    },
  };
}
