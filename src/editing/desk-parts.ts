/** What the page of answers is made of, and one look at everything at once: the files, the drafts, and the drafts put into the files. */
import { tellFault, type ContentFinding } from '../content/finding.ts';
import { LONG_MS } from '../content/faq/lint/asked.ts';
import type { CheckOptions, LastAsked } from '../content/faq/lint/lint-context.ts';
import type { PhrasingPlaces } from '../content/faq/lint/stolen.ts';
import type { FaqOptions } from '../content/faq/load-faq.ts';
import type { FaqGateSettings } from '../content/faq-gate-schema.ts';
import type { Clock, Random } from '../core/clock.ts';
import type { Content } from '../core/content.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqInsertable, FaqRevision, FaqShown } from '../core/ports/faq-desk.ts';
import type { FaqDraftStore, FaqFileChange, KeptFaqDraft } from '../core/ports/faq-draft-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { QuestionStore } from '../core/ports/question-store.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import { DAY_MS } from '../core/week.ts';
import type { AnswerSet } from './answer-set.ts';
import { applyDrafts, type Applied } from './apply-drafts.ts';
import type { EditingThread } from './editing-thread.ts';
import { hashOf, type FaqFolder, type FaqFolderReader } from './faq-folder.ts';
import type { Gates, KeyedSet } from './gates.ts';
import { whyAside, type Aside, type Saved, type SavedFiles } from './saved-files.ts';
import { tellStolen, type StolenSearch } from './stolen-search.ts';
import { isSameParts } from './write-entry.ts';

/** What the house knows of the answers that are live. */
export interface FaqContent {
  current(): LiveAnswers;
  /** Why what was saved last is not live; null when it is. */
  trouble(): ContentFinding[] | null;
  reload(): Promise<boolean>;
  /** Runs while nothing is loaded. */
  alone<R>(act: () => Promise<R>): Promise<R>;
  onLive(listener: () => void): void;
}

export interface LiveAnswers {
  set: AnswerSet;
  /** The entries of `set` that are no answers: phrases that start flows. */
  triggers: readonly FaqEntry[];
  /** As the files are read. */
  options: FaqOptions & Pick<CheckOptions, 'channels'>;
  gate: FaqGateSettings;
}

export interface FaqDeskDeps {
  /** FAQ_DIR. */
  dir: string;
  /** The folder that is live instead while files saved by hand wait for somebody; null: they go live at once. */
  heldDir: string | null;
  /** Publications become commits in FAQ_DIR. */
  git: boolean;
  store: FaqDraftStore;
  questions: Pick<QuestionStore, 'readQuestions' | 'countQuestions' | 'countEntries' | 'lastAsked'>;
  content: FaqContent;
  /** What a messenger makes of words and buttons, one for each that can be shown. */
  renderAs(content: Content, locale: Locale): FaqShown[];
  insertable(): FaqInsertable;
  clock: Clock;
  random: Random;
  log: Log;
}

export interface DeskParts extends FaqDeskDeps {
  thread: EditingThread;
  gates: Gates;
  folder: FaqFolderReader;
  saved: SavedFiles;
  stolen: StolenSearch;
  /** When each answer was said last, as the log knew a while ago. */
  lastAsked(): Promise<LastAsked>;
  /** One change at a time. */
  inTurn<R>(act: () => Promise<R>): Promise<R>;
  /** Counts the sets that were live. */
  lives: number;
  checked: { key: string; result: Promise<Checked> } | null;
}

export interface Look {
  /** As the saved files can go live. */
  folder: FaqFolder;
  aside: Aside;
  drafts: KeptFaqDraft[];
  applied: Applied;
  /** Of the drafts and of every byte of the files. */
  key: string;
}

export interface Checked {
  findings: ContentFinding[];
  usable: boolean;
  /** The answers as they would be, triggers included. */
  set: AnswerSet;
  /** The files as they would be. */
  after: FaqFolder;
  /** Of the phrasings in them, and a mark that changes with one of those. */
  places: readonly PhrasingPlaces[];
  phrasings: string;
}

export async function look(parts: DeskParts): Promise<Look> {
  const [{ folder, aside }, drafts] = await Promise.all([parts.saved.read(), parts.store.readFaqDrafts()]);
  const said = drafts.map(({ id, locale, version, base }) => [id, locale, version, base]);
  const key = hashOf(JSON.stringify([folder.hash, said]));
  return { folder, aside, drafts, applied: applyDrafts(folder, drafts), key };
}

/**
 * The drafts in the files, read as the counter would read them. The same look is checked once. Questions that are stolen are told as far
 * as they are known; looking for more has begun when this resolves.
 */
export async function check(parts: DeskParts, looked: Look): Promise<Checked> {
  const checked = await checkOnce(parts, looked);
  if (checked.usable) void searchStolen(parts, looked, checked);
  return withStolen(parts, checked);
}

/** The same when all that is stolen is known, or the drafts are others by now. */
export async function checkThoroughly(parts: DeskParts, looked: Look): Promise<Checked> {
  const checked = await checkOnce(parts, looked);
  if (checked.usable) await searchStolen(parts, looked, checked);
  return withStolen(parts, checked);
}

/** With what is known of stolen questions; begins nothing. */
export function withStolen(parts: Pick<DeskParts, 'stolen'>, checked: Checked): Checked {
  const { findings, places, set } = checked;
  const stolen = tellStolen(parts.stolen.known(), places, set.entries);
  return { ...checked, findings: [...findings, ...stolen] };
}

async function checkOnce(parts: DeskParts, looked: Look): Promise<Checked> {
  const key = `${looked.key} ${parts.lives} ${await daysOf(parts)}`;
  if (parts.checked?.key === key) return parts.checked.result;
  const result = checkNow(parts, looked, looked.applied.files);
  parts.checked = { key, result };
  return result;
}

function searchStolen(
  parts: DeskParts,
  { drafts }: Look,
  { set: drafted, phrasings }: Checked,
): Promise<void> {
  const set = withBandsOfNow(parts, drafted);
  const key = `${phrasings} ${parts.lives} ${bandsOf(set)}`;
  return parts.stolen.search({ key, set, first: drafts.map(({ id }) => id) });
}

/** Changes when what is told by days may be told otherwise. */
async function daysOf({ clock, lastAsked }: DeskParts): Promise<string> {
  const nowMs = clock.now();
  const { sinceMs, entries } = await lastAsked();
  const recent = entries.filter(({ atMs }) => atMs >= nowMs - LONG_MS).map(({ id }) => id);
  return `${Math.floor(nowMs / DAY_MS)} ${sinceMs ?? ''} ${hashOf(recent.toSorted().join(' '))}`;
}

/** Asked of the store at most once in a while: it counts through all days to tell it. */
export function lastAskedOf({
  questions,
  clock,
}: Pick<FaqDeskDeps, 'questions' | 'clock'>): DeskParts['lastAsked'] {
  let known: { atMs: number; asked: Promise<LastAsked> } | null = null;
  return () => {
    const nowMs = clock.now();
    if (known === null || Math.abs(nowMs - known.atMs) >= LIMITS.lastAskedMs) {
      const asked = questions.lastAsked();
      known = { atMs: nowMs, asked };
      asked.catch(() => (known = null));
    }
    return known.asked;
  };
}

export async function checkNow(
  parts: DeskParts,
  { folder, aside }: Saved,
  changes: readonly FaqFileChange[],
): Promise<Checked> {
  const { set, triggers, options } = parts.content.current();
  const texts = new Map(folder.files.map(({ path, text }) => [path, text]));
  for (const { path, after } of changes) {
    if (after === null) texts.delete(path);
    else texts.set(path, after);
  }
  const after = await parts.folder.of([...texts].map(([path, text]) => ({ path, text })));
  const overlay = [...aside.overlay, ...changes.map(({ path, after: text }) => ({ path, text }))];
  const paths = changes.map(({ path }) => path);
  const blocked = whyAside(parts.dir, aside, paths);
  const lastAsked = await parts.lastAsked();
  const about = { ...options, triggers, lastAsked, nowMs: parts.clock.now() };
  try {
    const given = { dir: parts.dir, overlay, aside: aside.overlay.map(({ path }) => path), options: about };
    const { entries, ...told } = await parts.thread.ask('check', given);
    const findings = [...told.findings, ...blocked];
    const usable = told.usable && blocked.length === 0;
    return { ...told, findings, usable, set: { ...set, entries: [...entries, ...triggers] }, after };
  } catch (thrown) {
    const words = tellFault('draft.unchecked', { reason: toError(thrown).message });
    const fault = { level: 'error' as const, file: parts.dir, line: 0, ...words };
    return { findings: [fault], usable: false, set, after, places: [], phrasings: '' };
  }
}

export function liveSet(parts: DeskParts): KeyedSet {
  const { set } = parts.content.current();
  return { key: `live ${parts.lives} ${bandsOf(set)}`, set };
}

export function draftedSet(parts: DeskParts, looked: Look, checked: Checked): KeyedSet {
  const set = withBandsOfNow(parts, checked.set);
  return { key: `drafted ${looked.key} ${parts.lives} ${bandsOf(set)}`, set };
}

/** A set that was live before, to be held against what is live now. */
export function formerSet(parts: DeskParts, former: KeyedSet): KeyedSet {
  const set = withBandsOfNow(parts, former.set);
  return { key: `${former.key} by ${bandsOf(set)}`, set };
}

/** Where the bands lie may have been learnt since the set was made. Two sets are held against each other by the same bands. */
function withBandsOfNow({ content }: Pick<DeskParts, 'content'>, set: AnswerSet): AnswerSet {
  const { calibration } = content.current().set;
  return calibration ? { ...set, calibration } : set;
}

/** The same answers count as others once they have taught where their bands lie. */
function bandsOf({ calibration }: AnswerSet): string {
  return calibration === undefined ? '' : `${calibration.answer} ${calibration.offer}`;
}

/** What differs between two states of the files, entry by entry and file by file. */
export function difference(
  before: FaqFolder,
  after: FaqFolder,
): { changes: FaqRevision['changes']; files: FaqFileChange[] } {
  const [old, fresh] = [entriesOf(before), entriesOf(after)];
  const changes: FaqRevision['changes'] = [];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(key), fresh.get(key)];
    const { id, locale, topic } = is ?? was ?? { id: '', locale: 'en', topic: '' };
    if (isSameParts(was?.parts ?? null, is?.parts ?? null)) continue;
    changes.push({ id, locale, topic, before: was?.parts ?? null, after: is?.parts ?? null });
  }
  const paths = new Set([...before.files, ...after.files].map(({ path }) => path));
  const textOf = (folder: FaqFolder, path: string) =>
    folder.files.find((file) => file.path === path)?.text ?? null;
  const files = [...paths]
    .map((path) => ({ path, before: textOf(before, path), after: textOf(after, path) }))
    .filter((file) => file.before !== file.after);
  return { changes: changes.slice(0, LIMITS.faqDrafts), files };
}

function entriesOf({ files }: FaqFolder) {
  return new Map(
    files.flatMap(({ locale, topic, written }) =>
      written.pieces.flatMap(({ id, parts }) =>
        id === null ? [] : [[`${id} ${locale}`, { id, locale, topic, parts }] as const],
      ),
    ),
  );
}
