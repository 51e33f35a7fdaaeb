/**
 * Where the visitors of a platform that we are ourselves find what was said: a log per visitor, kept on disk, read by cursor.
 * It stands where other messengers have their servers. Writing verbs resolve after the disk has synced; reading ones are
 * synchronous and see what is committed. It knows visitors and lines, nothing of conversations, flows or people.
 */
import type { Json } from '../content.ts';
import type { AccountId, Address } from '../ids.ts';

export interface Mailbox {
  // --- visitors
  createVisitor(visitor: NewVisitor): Promise<Visitor>;
  readVisitor(account: AccountId, address: Address): Visitor | null;
  /** Who holds this token; only hashes of tokens are kept. */
  readHolder(account: AccountId, tokenHash: string): Visitor | null;
  /** By the shop's own id of a signed-in customer. */
  readSigned(account: AccountId, userId: string): Visitor | null;
  /** Lines of the shop after the visitor's mark `read`, counted up to 100. */
  countUnread(visitorId: number): number;
  /** Adds a token; the oldest beyond `keep` go, all others with `keep` 1. */
  addToken(visitorId: number, tokenHash: string, atMs: number, keep: number): Promise<void>;
  /** Null: there was no such token. `alone`: nobody can come back as this visitor. */
  dropToken(account: AccountId, tokenHash: string): Promise<{ visitor: Visitor; alone: boolean } | null>;
  /** What the shop or the visitor told of themselves. False: `userId` is somebody else's. */
  updateVisitor(visitorId: number, change: VisitorChange): Promise<boolean>;

  // --- lines
  /**
   * Appends a line of the shop once per `key`; a repeat gives the stored one. `gone`: there is no such visitor, or nobody who
   * could read it.
   */
  deliver(line: NewDelivery): Promise<{ is: 'stored'; line: Line } | { is: 'gone' }>;
  /** Changes or takes back a line of the shop, once per `key`. */
  alter(change: Alteration): Promise<{ is: 'stored'; line: Line } | { is: 'gone' | 'no-such-line' }>;
  /**
   * Files what a visitor did, once per `cid`, and keeps its event until `settle`. `conflict`: the `cid` was used for something
   * else. `refused`: what it is about is not theirs or not there.
   */
  post(deed: NewDeed): Promise<Posted>;
  readLine(visitorId: number, id: string): Line | null;
  /** Lines changed after the cursor, each once in its newest state, in the order of those changes. */
  readAfter(visitorId: number, cursor: number, limit: number): Line[];
  /** The newest lines before `seq`, oldest first. */
  readBefore(visitorId: number, seq: number, limit: number): Line[];

  // --- what waits to be handed to the engine
  /** Deeds whose event is not known to be stored, in the order in which they were done. */
  waiting(visitorId: number, limit: number): WaitingDeed[];
  /** Visitors with such deeds: for the start. */
  waitingVisitors(account: AccountId, limit: number): Visitor[];
  settle(deedIds: number[]): Promise<void>;

  // --- marks
  /** Raises marks, never lowers them. Null: nothing rose. Otherwise the lines of the shop that `delivered` and `read` passed. */
  mark(visitorId: number, marks: Partial<Marks>): Promise<Marked | null>;

  // --- files
  /** False: there are too many that no line names. */
  addFile(file: NewFile): Promise<boolean>;
  readFile(visitorId: number, id: string): StoredFile | null;

  // --- bounds that outlive a restart
  /** Takes `amount` from what `key` may spend in a window. False: nothing was taken, too little is left. */
  spend(
    key: string,
    amount: number,
    limit: { amount: number; windowMs: number },
    nowMs: number,
  ): Promise<boolean>;
  /** Deletes what is past its keep date, at most `rows` rows; answers files whose bytes nobody needs any more. */
  housekeep(nowMs: number, rows: number): Promise<{ rows: number; files: string[] }>;
  /** Null: all is well. Else what is wrong with the file. */
  trouble(): string | null;
}

export interface Visitor {
  /** Inside only. */
  id: number;
  account: AccountId;
  /** 22 characters; known to the visitor, opens nothing. */
  address: Address;
  /** The shop's id of a signed-in customer. */
  userId: string | null;
  name: string | null;
  /** Digits with country code; `phoneSigned`: the shop vouched for it. */
  phone: string | null;
  phoneSigned: boolean;
  email: string | null;
  languageTag: string | null;
  /** The shop's page they were last seen on. */
  page: string | null;
  /** The newest change of any of their lines. */
  cursor: number;
  marks: Marks;
}

export type VisitorChange = Partial<
  Pick<Visitor, 'userId' | 'name' | 'phone' | 'phoneSigned' | 'email' | 'languageTag' | 'page'>
> & { seenAtMs: number };

export type NewVisitor = Pick<
  Visitor,
  'account' | 'address' | 'userId' | 'name' | 'phone' | 'phoneSigned' | 'email' | 'languageTag' | 'page'
> & { tokenHash: string; atMs: number };

/** How far things got, as `changed` of lines: received and read by the visitor, seen by a person of the shop. */
export interface Marks {
  delivered: number;
  read: number;
  seen: number;
}

export interface Marked {
  marks: Marks;
  /** Ids of lines of the shop, oldest first. */
  delivered: string[];
  read: string[];
}

/** One line of the chat in its newest state. */
export interface Line {
  id: string;
  /** Its place; counts from 1 within a visitor. */
  seq: number;
  /** Its newest change, counted by the same counter; equals `seq` until it is altered. */
  changed: number;
  from: 'visitor' | 'shop';
  atMs: number;
  /** Of a visitor's line. */
  cid: string | null;
  edited: boolean;
  deleted: boolean;
  /** The adapter's own; null when it was taken back. */
  body: Json;
}

export interface NewDelivery {
  account: AccountId;
  address: Address;
  key: string;
  id: string;
  atMs: number;
  body: Json;
  /** Goes with the line; may be asked for by this visitor only. */
  file?: NewFileOfLine;
}

export interface Alteration {
  account: AccountId;
  address: Address;
  key: string;
  /** The line. */
  id: string;
  /** Null: it is taken back. */
  body: Json | null;
  atMs: number;
}

export interface NewDeed {
  visitorId: number;
  cid: string;
  /** The same for the same request: tells a repeat from another use of the `cid`. */
  fingerprint: string;
  atMs: number;
  /** What is shown of it: a new line, a change of an own one, or nothing. */
  shows: { line: { id: string; body: Json } } | { alters: { id: string; body: Json | null } } | null;
  /** Files it names; they are kept from now on. */
  files: string[];
  /** The event for the engine, and what was posted. */
  event: string;
  raw: string;
}

export type Posted =
  | { is: 'stored'; line: Line | null }
  | { is: 'repeated'; line: Line | null }
  | { is: 'conflict' }
  | { is: 'refused' };

export interface WaitingDeed {
  id: number;
  event: string;
  raw: string;
}

export interface NewFileOfLine {
  id: string;
  /** A file of the media folder. */
  file: string;
  name: string;
  mime: string;
  bytes: number;
  kind: 'photo' | 'document';
}

export type NewFile = NewFileOfLine & { visitorId: number; atMs: number };

export type StoredFile = NewFileOfLine & {
  /** A line names it. */
  named: boolean;
};
