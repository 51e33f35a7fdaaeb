/**
 * What the page of answers keeps in rows: drafts, the files as they were when they last went live, a journal of a publication under
 * way, history, reports. The files themselves stay the truth. Writing verbs resolve after the disk has synced.
 */
import type { Locale } from '../locale.ts';
import type { FaqGateRun, FaqParts, FaqRevision } from './faq-desk.ts';

export interface FaqDraftStore {
  /** By id and language. */
  readFaqDrafts(): Promise<KeptFaqDraft[]>;
  /**
   * All of them or none. `seen`: the version that is to be replaced, "" for none, null for whatever is there. `inTheWay`: the first
   * one that is another by now; `full`: there would be more than `LIMITS.faqDrafts`.
   */
  keepFaqDrafts(drafts: readonly { draft: KeptFaqDraft; seen: string | null }[]): Promise<DraftsKept>;
  dropFaqDrafts(which: { id: string; locale?: Locale } | 'all'): Promise<void>;
  /** The files as they were when they last went live, by path; empty before the first time. */
  readFaqFiles(): Promise<FaqFileText[]>;
  /** Writes down what is about to be written into files. There is one at most. */
  openFaqPublication(publication: FaqPublication): Promise<void>;
  readFaqPublication(): Promise<FaqPublication | null>;
  /** Gives it up; drafts stay. */
  dropFaqPublication(): Promise<void>;
  /** In one commit: the revision, the files as they are now, the journal closed, the published drafts gone. Returns its number. */
  recordFaqRevision(revision: NewFaqRevision): Promise<number>;
  /** The latest publication that version control is still to hold. */
  readFaqUncommitted(): Promise<UncommittedFaq | null>;
  /** Nothing of this publication waits any more; null: there was nothing to commit. */
  setFaqCommit(revision: number, commit: string | null): Promise<void>;
  /** Newest first. */
  readFaqRevisions(query: { id?: string; before?: number; limit: number }): Promise<FaqRevision[]>;
  readFaqRevision(number: number): Promise<FaqRevision | null>;
  /** `reported`: on a file saved by hand, to be looked at. */
  keepFaqGate(run: FaqGateRun, gate: { atMs: number; key: string; reported: boolean }): Promise<void>;
  readFaqGate(id: string): Promise<{ run: FaqGateRun; key: string } | null>;
  /** The latest that nobody has looked at. */
  readReportedFaqGate(): Promise<string | null>;
  seeFaqGates(): Promise<void>;
}

export interface KeptFaqDraft {
  id: string;
  locale: Locale;
  topic: string;
  /** Null takes the entry away. */
  parts: FaqParts | null;
  /** Version of the entry in the file that it was begun from; "" for a new one. */
  base: string;
  /** Of what it says. */
  version: string;
  by: string;
  atMs: number;
}

export type DraftsKept = { kept: 'all' } | { kept: 'none'; inTheWay: KeptFaqDraft | null; full: boolean };

/** `path` below the folder of answers, with slashes: `ru/payment.md`. */
export interface FaqFileText {
  path: string;
  text: string;
}

/** Null: there is no such file, before or after. */
export interface FaqFileChange {
  path: string;
  before: string | null;
  after: string | null;
}

export interface FaqPublication {
  files: FaqFileChange[];
  revision: Omit<NewFaqRevision, 'files' | 'publication' | 'uncommitted'>;
}

export interface NewFaqRevision {
  atMs: number;
  by: string | null;
  note: string;
  gateId: string | null;
  changes: FaqRevision['changes'];
  /** Drafts that are done with it; one that says something else by now stays. */
  drafts: { id: string; locale: Locale; version: string }[];
  /** Files that changed with it; null: gone. */
  files: { path: string; text: string | null }[];
  /** Files that version control is to hold, as they are now. */
  uncommitted: FaqFileMark[];
  /** True: ends the publication under way. */
  publication: boolean;
}

/** `version`: of its text; null: it is gone. */
export interface FaqFileMark {
  path: string;
  version: string | null;
}

export interface UncommittedFaq {
  revision: number;
  by: string | null;
  files: FaqFileMark[];
}
