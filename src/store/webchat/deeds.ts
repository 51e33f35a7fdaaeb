/**
 * What happens once: a visitor's deed by its client id, a delivery of ours by its key. The events of visitors' deeds stay here
 * until the engine is known to have them, so that what was shown as sent is never lost.
 */
import type {
  Alteration,
  Line,
  NewDeed,
  NewDelivery,
  Posted,
  WaitingDeed,
} from '../../core/ports/mailbox.ts';
import type { AccountId } from '../../core/ids.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import type { Files } from './files.ts';
import type { Lines } from './lines.ts';
import { toVisitor, VISITOR, type VisitorRow } from './rows.ts';
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
  const waiting = db.prepare<[number, number], WaitingDeed>(
    'SELECT id, event, raw FROM deeds WHERE visitor_id = ? AND event IS NOT NULL ORDER BY id LIMIT (? + 0)',
  );
  const waitingVisitors = db.prepare<[string, number], VisitorRow>(
    `SELECT ${VISITOR} FROM visitors v WHERE v.account = ?
        AND v.id IN (SELECT visitor_id FROM deeds WHERE event IS NOT NULL) LIMIT (? + 0)`,
  );
  const settle = db.prepare('UPDATE deeds SET event = NULL, raw = NULL WHERE id = ?');

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

    waiting: (visitorId: number, limit: number) => waiting.all(visitorId, limit),
    waitingVisitors: (account: AccountId, limit: number) =>
      waitingVisitors.all(account, limit).map(toVisitor),
    settle: (ids: number[]) => {
      for (const id of ids) settle.run(id);
    },
  };
}
