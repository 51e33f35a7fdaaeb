/** Visitors and their tokens. A token is known by its hash alone; a visitor without any, and unknown to the shop, is gone. */
import type { AccountId, Address } from '../../core/ids.ts';
import type { NewVisitor, Visitor, VisitorChange } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import { createTokens } from './tokens.ts';
import { toVisitor, VISITOR, type VisitorRow } from './rows.ts';

const INSERT = `INSERT INTO visitors
  (account, address, user_id, name, phone, phone_signed, email, language_tag, page, created_at, seen_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE = `UPDATE visitors SET user_id = ?, name = ?, phone = ?, phone_signed = ?, email = ?,
  language_tag = ?, page = ?, seen_at = ? WHERE id = ?`;

/** Nobody shows a larger number than 99. */
const UNREAD = `SELECT count(*) FROM (SELECT 1 FROM lines WHERE visitor_id = ?
  AND seq > (SELECT read FROM visitors WHERE id = ?) AND of_shop = 1 AND deleted = 0 LIMIT 100)`;

export function createVisitors(db: OpenDatabase['db']) {
  const tokens = createTokens(db);
  const select = (where: string) => {
    const row = db.prepare<unknown[], VisitorRow>(`SELECT ${VISITOR} FROM visitors v WHERE ${where}`);
    return (...values: unknown[]): Visitor | null => {
      const found = row.get(...values);
      return found ? toVisitor(found) : null;
    };
  };
  const read = select('v.id = ?');
  const byAddress = select('v.address = ?');
  const bySigned = select('v.account = ? AND v.user_id = ?');
  // The account is compared here: bound beside a partial index it would have the statement compiled anew at each call.
  const ofAccount = (visitor: Visitor | null, account: AccountId): Visitor | null =>
    visitor?.account === account ? visitor : null;
  const byToken = (hash: string, account: AccountId): Visitor | null => {
    const id = tokens.holder(hash);
    return id === null ? null : ofAccount(read(id), account);
  };
  const insert = db.prepare(INSERT);
  const update = db.prepare(UPDATE);
  const unread = db.prepare<[number, number], number>(UNREAD).pluck();
  const isAlone = ({ id, userId }: Visitor): boolean => userId === null && tokens.count(id) === 0;

  return {
    read: (id: number) => read(id),
    readVisitor: (account: AccountId, address: Address) => ofAccount(byAddress(address), account),
    readHolder: (account: AccountId, hash: string) => byToken(hash, account),
    readSigned: (account: AccountId, userId: string) => bySigned(account, userId),
    addToken: tokens.add,
    isAlone,
    countUnread: (id: number): number => unread.get(id, id) ?? 0,

    create(visitor: NewVisitor): Visitor {
      const { account, address, userId, name, phone, phoneSigned, email, languageTag, page, atMs } = visitor;
      const signed = phoneSigned ? 1 : 0;
      const values = [account, address, userId, name, phone, signed, email, languageTag, page, atMs, atMs];
      const id = Number(insert.run(...values).lastInsertRowid);
      tokens.add(id, visitor.tokenHash, atMs, 1);
      return read(id)!;
    },

    dropToken(account: AccountId, hash: string): { visitor: Visitor; alone: boolean } | null {
      const visitor = byToken(hash, account);
      if (visitor === null) return null;
      tokens.drop(hash);
      return { visitor, alone: isAlone(visitor) };
    },

    update(visitorId: number, { seenAtMs, ...change }: VisitorChange): boolean {
      const old = read(visitorId);
      if (old === null) return false;
      const { userId, account, name, phone, phoneSigned, email, languageTag, page } = { ...old, ...change };
      const other = userId === null ? null : bySigned(account, userId);
      if (other !== null && other.id !== visitorId) return false;
      update.run(userId, name, phone, phoneSigned ? 1 : 0, email, languageTag, page, seenAtMs, visitorId);
      return true;
    },
  };
}

export type Visitors = ReturnType<typeof createVisitors>;
