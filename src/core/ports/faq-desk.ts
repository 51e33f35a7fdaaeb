/**
 * The page of answers for those who write them. The files stay the truth: what is written here is a draft until it is published, is
 * held against what customers really asked before, and then becomes those same files, never over somebody else's change.
 */
import type { ContentProblem } from './script-desk.ts';
import type { Locale } from '../locale.ts';

export interface FaqDesk {
  /** All topics with their entries, drafts included. */
  tree(): Promise<FaqTree>;
  /** What files saved by hand would change, while they wait for somebody. */
  waiting(): Promise<FaqWaiting>;
  /** One entry in all its languages as it is written; null: there is no such entry or draft. */
  entry(id: string): Promise<FaqEntryView | null>;
  /** What can be put into an answer. */
  insertable(): Promise<FaqInsertable>;
  /** Keeps a draft; the live files are untouched. Whole or not at all, durable when it resolves. */
  draft(change: FaqChange, by: FaqEditor): Promise<FaqDraftOutcome>;
  /** Takes drafts back: of one entry (and language), or all. */
  discard(which: { id: string; locale?: Locale } | 'all', by: FaqEditor): Promise<void>;
  /** What the bot would make of these words, live and with the drafts. */
  tryOut(text: string, locale: Locale, platform: string | null): Promise<FaqTry>;
  /** One written entry as the channels will show it, with its findings; nothing is kept. */
  preview(written: { id: string; locale: Locale; parts: FaqParts }): Promise<FaqPreview>;
  /** Begins to hold the drafts against past questions, or returns the run under way for the same drafts. */
  beginGate(by: FaqEditor): Promise<FaqGateRun>;
  gate(id: string): Promise<FaqGateRun | null>;
  /** Somebody has looked at the report on a file that was saved by hand. */
  seenGate(id: string): Promise<void>;
  /** Makes the files of the drafts that this gate has seen, whole or not at all; live when it resolves. */
  publish(wish: { gateId: string }, by: FaqEditor): Promise<FaqPublished>;
  /** What was published or saved by hand, newest first. */
  history(query: { id?: string; before?: number; limit: number }): Promise<FaqRevision[]>;
  /** Makes drafts that undo a revision; conflicts are told. */
  undo(revision: number, by: FaqEditor): Promise<FaqDraftOutcome>;
  /** All entries as a table, one row per entry and language. */
  exportTable(format: 'csv' | 'xlsx'): Promise<Uint8Array>;
  /** A table into drafts; nothing is kept unless all rows are good. */
  importTable(file: Uint8Array, format: 'csv' | 'xlsx', by: FaqEditor): Promise<FaqImported>;
}

/** Who acts; `mayOverride`: may publish past the gate's threshold. */
export interface FaqEditor {
  id: string;
  name: string;
  mayOverride: boolean;
}

export interface FaqTree {
  topics: FaqTopic[];
  /** False: what was saved by hand last cannot be used; the last good set is live. */
  isCurrent: boolean;
  problems: ContentProblem[];
  drafts: number;
  /** A gate's report on a file that was saved by hand, if the last one is not looked at yet. */
  reportedGateId: string | null;
  /** Changes saved by hand wait for somebody to publish them (`FAQ_GATE=hold`). */
  held: boolean;
  /** Why some of them cannot be used; the rest can be published. */
  unusable: ContentProblem[];
  languages: readonly Locale[];
}

/** `total` has all; `changes` is bounded. None, and yet held: only comments and the like differ. */
export interface FaqWaiting {
  changes: FaqEntryChange[];
  total: number;
}

/** A topic is a file name without its ending, the same in every language. */
export interface FaqTopic {
  name: string;
  title: Partial<Record<Locale, string>>;
  owner: string | null;
  reviewBy: string | null;
  tags: readonly string[];
  entries: FaqRow[];
}

export interface FaqRow {
  id: string;
  question: Partial<Record<Locale, string>>;
  phrasings: Partial<Record<Locale, number>>;
  state: 'live' | 'draft' | 'new' | 'removed' | 'expired' | 'not-yet';
  problems: ContentProblem[];
  /** Said to customers in the last 30 days. */
  asked30d: number;
}

export interface FaqEntryView {
  id: string;
  topic: string;
  languages: Partial<Record<Locale, FaqWritten>>;
}

/** An entry in one language. */
export interface FaqWritten {
  /** Where it stands, or where a new one will. */
  file: string;
  line: number;
  live: FaqParts | null;
  draft: FaqParts | null;
  /** Whose draft it is; null: there is none. With a `draft` of null: the draft takes the entry away. */
  draftedBy: { name: string; atMs: number } | null;
  /** Of the live entry's bytes; goes back with a change. "" for a new one. */
  version: string;
  /** Of the draft; goes back with a change. "" without one. */
  draftVersion: string;
  /** The file was changed on disk since the draft was begun, in this very entry; null in it: it was taken away. */
  conflict: { theirs: FaqParts | null } | null;
  problems: ContentProblem[];
}

export interface FaqParts {
  question: string;
  phrasings: readonly string[];
  /** Markdown, slots as written. */
  answer: string;
  /** Days (YYYY-MM-DD) or null. */
  validFrom: string | null;
  validTo: string | null;
  /** Platforms that it is for; empty: all. */
  channels: readonly string[];
}

/** `parts` null removes the entry in that language. `version`, `draftVersion`: of what the person saw; "" where there was none. */
export interface FaqChange {
  id: string;
  locale: Locale;
  /** For a new entry: the topic it goes to. */
  topic: string;
  version: string;
  draftVersion: string;
  parts: FaqParts | null;
}

/** What an editor can put into an answer: slots with what they say now, conversations that can be begun, platforms it can be kept to. */
export interface FaqInsertable {
  slots: { name: string; value: Partial<Record<Locale, string>> }[];
  flows: { name: string; title: string }[];
  platforms: string[];
}

export type FaqDraftOutcome =
  /**
   * `problems`: with an error among them the draft is kept, but cannot be published. `draftVersion`: goes with the next change, so that
   * who writes on needs no other look; "" when the draft is gone because it says what the file says, or when there are several.
   */
  | { ok: true; drafts: number; draftVersion: string; problems: ContentProblem[] }
  /** The entry in the file is another by now; `theirs` shows it, `version` goes with the next try. */
  | {
      ok: false;
      code: 'changed';
      id: string;
      locale: Locale;
      theirs: FaqParts | null;
      version: string;
    }
  /** Somebody has drafted it since; `draftVersion` goes with the next try. */
  | {
      ok: false;
      code: 'drafted';
      id: string;
      locale: Locale;
      theirs: FaqParts | null;
      draftVersion: string;
      by: string;
      atMs: number;
    }
  | { ok: false; code: 'invalid'; problems: ContentProblem[] }
  | { ok: false; code: 'too-many' | 'gone' };

export interface FaqTry {
  live: FaqTryResult;
  /** Null: there are no drafts. */
  drafted: FaqTryResult | null;
}

export interface FaqTryResult {
  band: 'answer' | 'offer' | 'miss';
  candidates: FaqCandidate[];
  /** The words as they were read, when not as typed (another layout, Latin letters, typos). */
  readAs: string | null;
}

export interface FaqCandidate {
  id: string;
  question: string;
  score: number;
  /** The phrasing nearest to the words, and the words that met, and what concepts did, as people call them. */
  phrasing: string;
  words: readonly string[];
  concepts: readonly Record<Locale, string>[];
}

export interface FaqPreview {
  problems: ContentProblem[];
  channels: FaqShown[];
}

/** As one channel will show it: bubbles of plain text with marks, buttons below. */
export interface FaqShown {
  platform: string;
  bubbles: { text: string; markup: 'html' | 'markdown' | 'plain'; buttons: string[] }[];
}

export interface FaqGateRun {
  id: string;
  state: 'running' | 'done' | 'failed' | 'outdated';
  /** Questions replayed, of how many. */
  done: number;
  total: number;
  report: FaqGateReport | null;
  /** What is wrong with the drafts themselves; an error means that they cannot be published. */
  problems: ContentProblem[];
}

export interface FaqGateReport {
  /** Different questions and how often they were asked in all. */
  questions: number;
  asked: number;
  counts: { changed: number; lost: number; gained: number; choice: number; ownChanged: number };
  /** Worst first, bounded; `counts` has all. */
  changes: FaqGateChange[];
  /** By entry that was drafted: what it does, to questions of customers and to `own` examples, so that it can be refused alone. */
  byEntry: { id: string; changed: number; lost: number; gained: number; choice: number; own: number }[];
  /** Past it only somebody who may override can publish. */
  overThreshold: boolean;
  ms: number;
}

/**
 * `own`: an example of the FAQ itself (a phrasing), not a customer's words; `owner`: the entry that should answer it. `choice`: the same
 * is said, or comes first, and something else is offered besides.
 */
export interface FaqGateChange {
  kind: 'changed' | 'lost' | 'gained' | 'choice';
  own: boolean;
  owner: string | null;
  ownerQuestion: string;
  text: string;
  locale: Locale;
  times: number;
  before: FaqGateSide;
  after: FaqGateSide;
}

/**
 * `id` null: a miss; with band `offer` the first of those offered. `also`: further answers in the same message; `offered`: what is to be
 * chosen from below the answer, or besides the first of a choice.
 */
export interface FaqGateSide {
  band: 'answer' | 'offer' | 'miss';
  id: string | null;
  question: string;
  score: number;
  also: readonly { id: string; question: string }[];
  offered: readonly { id: string; question: string }[];
}

export type FaqPublished =
  /** `warning`: it is written, but something beside it went wrong, such as version control. */
  | {
      ok: true;
      revision: number;
      files: string[];
      commit: string | null;
      warning: FaqPublishWarning | null;
    }
  /** `outdated`: drafts or files changed since the report; `threshold`: somebody who may override has to; `running`: not finished. */
  | { ok: false; code: 'outdated' | 'threshold' | 'running' | 'nothing' }
  | { ok: false; code: 'invalid'; problems: ContentProblem[] }
  /** Nothing was changed. `said`: by the system, in English. */
  | { ok: false; code: 'failed'; reason: FaqUnwritten; said: string }
  | { ok: false; code: 'conflict'; conflicts: { id: string; locale: Locale; theirs: FaqParts | null }[] };

/** `said`: by the system or git, in English. */
export type FaqPublishWarning =
  | { code: 'no-git' | 'no-repository' | 'git'; said: string }
  | { code: 'not-live'; problems: ContentProblem[] };

/** Why files could not be written. `no-file`: where one should be is a link, no text, or too much of it. */
export type FaqUnwritten = 'denied' | 'full' | 'no-file' | 'other';

export interface FaqRevision {
  number: number;
  atMs: number;
  /** Null: saved by hand in the files. */
  by: string | null;
  note: string;
  /** The report on what it does to past questions, while that is kept. */
  gateId: string | null;
  commit: string | null;
  changes: FaqEntryChange[];
}

/** An entry in one language; null: it is not there. */
export interface FaqEntryChange {
  id: string;
  locale: Locale;
  topic: string;
  before: FaqParts | null;
  after: FaqParts | null;
}

export type FaqImported =
  | { ok: true; added: number; changed: number; same: number; drafts: number }
  | { ok: false; problems: FaqRowProblem[] };

/** `row` as a spreadsheet counts them, from 1 with the header; 0: the file as a whole. */
export interface FaqRowProblem extends Pick<ContentProblem, 'message' | 'hint' | 'what' | 'fix'> {
  row: number;
}
