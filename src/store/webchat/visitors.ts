/** Visitors and their tokens. A token is known by its hash alone; a visitor without any, and unknown to the shop, is gone. */
import type { AccountId, Address } from '../../core/ids.ts';
import type { Marked, Marks, NewVisitor, Visitor, VisitorChange } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import { toVisitor, VISITOR, type VisitorRow } from './rows.ts';

type Db = OpenDatabase['db'];

export function createVisitors(db: Db) {
  const select = (where: string) => db.prepare<unknown[], VisitorRow>(`SELECT ${VISITOR} FROM ${where}`);
  const byId = select('visitors v WHERE v.id = ?');
  const byAddress = select('visitors v WHERE v.address = ? AND v.account = ?');
  const bySigned = select('visitors v WHERE v.account = ? AND v.user_id = ?');
  const byToken = select(
    'tokens t JOIN visitors v ON v.id = t.visitor_id WHERE t.hash = ? AND v.account = ?',
  );
  const insert = db.prepare(
    `INSERT INTO visitors (account, address, user_id, name, phone, phone_signed, email, language_tag, page, created_at, seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertToken = db.prepare('INSERT INTO tokens (hash, visitor_id, created_at) VALUES (?, ?, ?)');
  const dropOld = db.prepare(
    `DELETE FROM tokens WHERE visitor_id = ? AND hash NOT IN
       (SELECT hash FROM tokens WHERE visitor_id = ? ORDER BY created_at DESC, hash = ? DESC LIMIT (? + 0))`,
  );
  const dropHash = db.prepare('DELETE FROM tokens WHERE hash = ?');
  const countTokens = db
    .prepare<[number], number>('SELECT count(*) FROM tokens WHERE visitor_id = ?')
    .pluck();
  const update = db.prepare(
    `UPDATE visitors SET user_id = ?, name = ?, phone = ?, phone_signed = ?, email = ?, language_tag = ?, page = ?, seen_at = ?
      WHERE id = ?`,
  );
  const raise = db.prepare('UPDATE visitors SET delivered = ?, read = ?, seen = ? WHERE id = ?');
  const passed = db
    .prepare<[number, number, number], string>(
      `SELECT public_id FROM lines WHERE visitor_id = ? AND seq > ? AND seq <= ? AND of_shop = 1 AND deleted = 0 ORDER BY seq`,
    )
    .pluck();
  const found = (row: VisitorRow | undefined): Visitor | null => (row ? toVisitor(row) : null);
  const read = (id: number): Visitor | null => found(byId.get(id));

  return {
    read,
    readVisitor: (account: AccountId, address: Address) => found(byAddress.get(address, account)),
    readHolder: (account: AccountId, hash: string) => found(byToken.get(hash, account)),
    readSigned: (account: AccountId, userId: string) => found(bySigned.get(account, userId)),

    create(visitor: NewVisitor): Visitor {
      const { account, address, userId, name, phone, phoneSigned, email, languageTag, page, atMs } = visitor;
      const signed = phoneSigned ? 1 : 0;
      const values = [account, address, userId, name, phone, signed, email, languageTag, page, atMs, atMs];
      const id = Number(insert.run(...values).lastInsertRowid);
      insertToken.run(visitor.tokenHash, id, atMs);
      return read(id)!;
    },

    addToken(visitorId: number, hash: string, atMs: number, keep: number): void {
      insertToken.run(hash, visitorId, atMs);
      dropOld.run(visitorId, visitorId, hash, keep);
    },

    dropToken(account: AccountId, hash: string): { visitor: Visitor; alone: boolean } | null {
      const visitor = found(byToken.get(hash, account));
      if (visitor === null) return null;
      dropHash.run(hash);
      return { visitor, alone: isAlone(visitor) };
    },

    isAlone,

    update(visitorId: number, { seenAtMs, ...change }: VisitorChange): boolean {
      const old = read(visitorId);
      if (old === null) return false;
      const { userId, account, name, phone, phoneSigned, email, languageTag, page } = { ...old, ...change };
      const other = userId === null ? null : found(bySigned.get(account, userId));
      if (other !== null && other.id !== visitorId) return false;
      update.run(userId, name, phone, phoneSigned ? 1 : 0, email, languageTag, page, seenAtMs, visitorId);
      return true;
    },

    mark(visitorId: number, change: Partial<Marks>): Marked | null {
      const visitor = read(visitorId);
      if (visitor === null) return null;
      const { marks: old, cursor } = visitor;
      const up = (to: number | undefined, from: number): number => Math.max(from, Math.min(to ?? 0, cursor));
      const seen = up(change.seen, old.seen);
      const readTo = up(change.read, old.read);
      const delivered = Math.max(up(change.delivered, old.delivered), readTo);
      if (seen === old.seen && readTo === old.read && delivered === old.delivered) return null;
      raise.run(delivered, readTo, seen, visitorId);
      return {
        marks: { delivered, read: readTo, seen },
        delivered: passed.all(visitorId, old.delivered, delivered),
        read: passed.all(visitorId, old.read, readTo),
      };
    },
  };

  function isAlone({ id, userId }: Visitor): boolean {
    return userId === null && (countTokens.get(id) ?? 0) === 0;
  }
}

export type Visitors = ReturnType<typeof createVisitors>;
