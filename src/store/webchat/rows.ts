/** Rows of the mailbox as they lie in the database, and as the port shows them. */
import type { Json } from '../../core/content.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Line, StoredFile, Visitor } from '../../core/ports/mailbox.ts';

export interface VisitorRow {
  id: number;
  account: string;
  address: string;
  user_id: string | null;
  name: string | null;
  phone: string | null;
  phone_signed: number;
  email: string | null;
  language_tag: string | null;
  page: string | null;
  cursor: number;
  delivered: number;
  read: number;
  seen: number;
}

/** The columns of `VisitorRow` from `visitors v`. */
export const VISITOR = `v.id, v.account, v.address, v.user_id, v.name, v.phone, v.phone_signed, v.email, v.language_tag,
  v.page, v.cursor, v.delivered, v.read, v.seen`;

export function toVisitor(row: VisitorRow): Visitor {
  const { id, address, name, phone, email, page, cursor, delivered, read, seen } = row;
  return {
    id,
    account: row.account as AccountId,
    address,
    userId: row.user_id,
    name,
    phone,
    phoneSigned: row.phone_signed === 1,
    email,
    languageTag: row.language_tag,
    page,
    cursor,
    marks: { delivered, read, seen },
  };
}

export interface LineRow {
  public_id: string;
  seq: number;
  changed: number;
  of_shop: number;
  cid: string | null;
  at: number;
  edited: number;
  deleted: number;
  body: string;
}

export const LINE = 'public_id, seq, changed, of_shop, cid, at, edited, deleted, body';

export function toLine(row: LineRow): Line {
  return {
    id: row.public_id,
    seq: row.seq,
    changed: row.changed,
    from: row.of_shop === 1 ? 'shop' : 'visitor',
    atMs: row.at,
    cid: row.cid,
    edited: row.edited === 1,
    deleted: row.deleted === 1,
    body: JSON.parse(row.body) as Json,
  };
}

export interface FileRow {
  public_id: string;
  file: string;
  name: string;
  mime: string;
  kind: 'photo' | 'document';
  bytes: number;
  named: number;
}

export const FILE = 'public_id, file, name, mime, kind, bytes, named';

export function toFile({ public_id: id, named, ...row }: FileRow): StoredFile {
  return { id, ...row, named: named === 1 };
}
