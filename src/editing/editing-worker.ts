/**
 * The thread in which drafts are checked, tried and held against past questions: all that takes longer than a blink. It keeps a few sets
 * of answers; it opens no database and writes nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { hasErrors, type ContentFinding } from '../content/finding.ts';
import { bareEntry, type FaqSource, type WrittenEntry } from '../content/faq/faq-file.ts';
import { checkFaq, type CheckedFaq } from '../content/faq/check-faq.ts';
import type { CheckOptions } from '../content/faq/lint/lint-context.ts';
import type { PhrasingPlaces } from '../content/faq/lint/stolen.ts';
import { TRANSLATIONS_FILE } from '../content/faq/lint/translations.ts';
import type { FaqOptions } from '../content/faq/load-faq.ts';
import { readFaqFolder } from '../content/faq/read-faq-folder.ts';
import { shownPath } from '../content/read-file.ts';
import type { FaqTryResult } from '../core/ports/faq-desk.ts';
import type { AskedQuestion } from '../core/ports/question-store.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import type { Locale } from '../core/locale.ts';
import { lexiconFor } from '../matcher/index.ts';
import { openHeldOut, stolenPhrasings, type HeldOut, type StolenPhrasing } from '../matcher/held-out.ts';
import { openAnswers, type AnswerSet, type OpenAnswers } from './answer-set.ts';
import { remakeMarks } from './remake-marks.ts';
import { createReplay, type Replay, type ReplayResult } from './replay.ts';
import type { ReadTable, TableFormat } from './table/read-table.ts';

/** What can be asked of the thread, with what comes back. */
export interface Tasks {
  /**
   * Reads the folder as it would be with these files in it (null: without them). `entries`: what could be read, usable or not; `places`:
   * of their phrasings; `phrasings` changes when one of them does.
   */
  check: {
    in: {
      dir: string;
      overlay: readonly Overlaid[];
      /** Paths in whose place something else stands: that they cannot be read themselves is no fault. */
      aside?: readonly string[];
      options: Omit<CheckOptions, 'folder' | 'hears'>;
    };
    out: {
      findings: ContentFinding[];
      entries: FaqEntry[];
      usable: boolean;
      places: PhrasingPlaces[];
      phrasings: string;
    };
  };
  /** `translations.txt` anew, as the files in the folder are now. */
  marks: {
    in: { dir: string; options: FaqOptions; before: string };
    out: string;
  };
  /** Makes ready to ask every phrasing as though nobody had written it, in place of the set before; how many there are. */
  hide: { in: { set: AnswerSet; first: readonly string[] }; out: { phrasings: number } };
  /** Those of them that another entry answers. */
  askHidden: { in: { from: number; to: number }; out: StolenPhrasing[] };
  /** Keeps a set under its key. */
  open: { in: { key: string; set: AnswerSet }; out: null };
  tryOut: {
    in: { key: string; text: string; locale: Locale; nowMs: number; platform: string | null };
    out: FaqTryResult;
  };
  /** Begins a replay in place of the one before; how many examples there are to ask. */
  begin: {
    in: { before: string; after: string; drafted: readonly string[]; nowMs: number };
    out: { examples: number };
  };
  examples: { in: { from: number; to: number }; out: null };
  ask: { in: { questions: readonly Pick<AskedQuestion, 'text' | 'locale' | 'times'>[] }; out: null };
  result: { in: Record<string, never>; out: ReplayResult };
  readTable: { in: { file: Uint8Array; format: TableFormat }; out: ReadTable };
  writeTable: { in: { rows: readonly string[][]; format: TableFormat }; out: Uint8Array };
}
/** `path` below the folder, with slashes. */
export interface Overlaid {
  path: string;
  text: string | null;
}
export type TaskName = keyof Tasks;
type Request = {
  [Name in TaskName]: { number: number; do: Name; given: Tasks[Name]['in'] };
}[TaskName];
export type Response = { number: number } & ({ ok: true; value: unknown } | { ok: false; message: string });

/** The live set and the drafted one, for those who try questions and for a replay. */
const KEPT_SETS = 8;

const sets = new Map<string, OpenAnswers>();
let replay: Replay | null = null;
let hidden: { asked: HeldOut; answerAt: number | undefined } | null = null;

const tasks: {
  [Name in TaskName]: (given: Tasks[Name]['in']) => Tasks[Name]['out'] | Promise<Tasks[Name]['out']>;
} = {
  check({ dir, overlay, aside = [], options }) {
    const about = { ...options, translations: readMarks(dir) };
    const { findings, files } = readAndCheck(dir, { overlay, aside }, about);
    const written = files.flatMap((file) => file.entries);
    return {
      findings,
      entries: written.map((entry) => bareEntry(entry)),
      usable: !hasErrors(findings),
      places: written.map((entry) => placesOf(entry)),
      phrasings: phrasingsMark(written),
    };
  },
  marks: ({ dir, options, before }) => remakeMarks(dir, options, before),
  hide({ set: { entries, vocabulary, calibration }, first }) {
    const options = { lexicon: lexiconFor(vocabulary), first, ...(calibration ? { calibration } : {}) };
    hidden = { asked: openHeldOut(entries, options), answerAt: calibration?.answer };
    return { phrasings: hidden.asked.phrasings };
  },
  askHidden({ from, to }) {
    if (!hidden) throw new Error('No set is hidden');
    return stolenPhrasings(hidden.asked.ask(from, to), hidden.answerAt);
  },
  open({ key, set }) {
    sets.delete(key);
    sets.set(key, openAnswers(set));
    for (const old of [...sets.keys()].slice(0, -KEPT_SETS)) sets.delete(old);
    return null;
  },
  tryOut: ({ key, text, locale, ...at }) => setOf(key).tryOut(text, locale, at),
  begin({ before, after, ...how }) {
    replay = createReplay(setOf(before), setOf(after), how);
    return { examples: replay.examples };
  },
  examples({ from, to }) {
    current().askExamples(from, to);
    return null;
  },
  ask({ questions }) {
    current().ask(questions);
    return null;
  },
  result() {
    const result = current().result();
    replay = null;
    return result;
  },
  // Few ever need what reads and writes tables.
  async readTable({ file, format }) {
    return (await import('./table/read-table.ts')).readTable(file, format);
  },
  async writeTable({ rows, format }) {
    return (await import('./table/read-table.ts')).writeTable(rows, format);
  },
};

parentPort?.on('message', (request: Request) => void answer(request));

async function answer(request: Request): Promise<void> {
  let response: Response;
  try {
    const run = tasks[request.do] as (given: unknown) => unknown;
    response = { number: request.number, ok: true, value: await run(request.given) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    response = { number: request.number, ok: false, message };
  }
  parentPort?.postMessage(response);
}

function readAndCheck(
  dir: string,
  { overlay, aside }: { overlay: readonly Overlaid[]; aside: readonly string[] },
  options: Omit<CheckOptions, 'folder' | 'hears'>,
): CheckedFaq {
  const read: ContentFinding[] = [];
  const sources = readFaqFolder(dir, options.locales ?? options.shop.languages, read);
  const unread = new Set(aside.map((path) => shownPath(join(dir, path))));
  const findings = read.filter(({ file }) => !unread.has(file));
  return checkFaq(laidOver(sources, dir, overlay), { ...options, folder: shownPath(dir) }, findings);
}

function placesOf({ id, locale, file, line, phrasings, phrasingLines }: WrittenEntry): PhrasingPlaces {
  return { id, locale, file, line, phrasings, phrasingLines };
}

function phrasingsMark(entries: readonly WrittenEntry[]): string {
  const hash = createHash('sha256');
  for (const { id, locale, question, phrasings } of entries) {
    hash.update(`${JSON.stringify([id, locale, question, phrasings])}\n`);
  }
  return hash.digest('base64url').slice(0, 22);
}

function readMarks(dir: string): string | null {
  try {
    return readFileSync(join(dir, TRANSLATIONS_FILE), 'utf8');
  } catch {
    return null; // nobody has confirmed a translation yet
  }
}

function laidOver(sources: readonly FaqSource[], dir: string, overlay: readonly Overlaid[]): FaqSource[] {
  const fresh = new Map(overlay.map(({ path, text }) => [shownPath(join(dir, path)), { path, text }]));
  const kept = sources.filter(({ file }) => !fresh.has(file));
  const added = [...fresh].flatMap(([file, { path, text }]): FaqSource[] => {
    if (text === null) return [];
    const locale = path.split('/')[0] as Locale;
    return [{ file, locale, text: text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n') }];
  });
  return [...kept, ...added].toSorted((one, other) => (one.file < other.file ? -1 : 1));
}

function setOf(key: string): OpenAnswers {
  const set = sets.get(key);
  if (!set) throw new Error('This set of answers is not there');
  return set;
}

function current(): Replay {
  if (!replay) throw new Error('No replay has begun');
  return replay;
}
