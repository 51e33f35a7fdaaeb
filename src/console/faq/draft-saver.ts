/**
 * Keeps what an editor writes: in the browser with every key, on the server a moment later, one request at a time. No key is lost
 * by a reload, a lost connection or a slow server; what somebody else wrote meanwhile is never overwritten without a question.
 */
import type { FaqChange, FaqDraftOutcome, FaqParts, FaqProblem } from '../../api/faq.ts';
import type { Clock } from '../ambient/clock.ts';
import type { Kept } from '../ambient/kept.ts';
import { ApiFailure } from '../http/http.ts';
import { keptDraft, type KeptDraft } from './kept-draft.ts';
import { sameParts, saysSame } from './parts.ts';

/** Why a draft is not saved as it stands: the file changed, or somebody else has drafted the entry. */
export type Clash =
  | { kind: 'changed'; theirs: FaqParts | null; version: string }
  | { kind: 'drafted'; theirs: FaqParts | null; draftVersion: string; by: string; atMs: number };

export interface SaverState {
  /** What stands on the screen; null: the entry is taken away, or there is none yet. */
  parts: FaqParts | null;
  save: 'saved' | 'waiting' | 'saving' | 'offline' | 'clash' | 'refused';
  clash: Clash | null;
  /** Of what was saved last; null: nothing was since the page was opened. */
  problems: FaqProblem[] | null;
  refusal: 'invalid' | 'too-many' | 'gone' | 'failed' | null;
  error: unknown;
}

/** What the server has, as it was read. */
export interface Known {
  live: FaqParts | null;
  draft: FaqParts | null;
  isDrafted: boolean;
  version: string;
  draftVersion: string;
}

export interface DraftSaver {
  state(): SaverState;
  subscribe(listener: () => void): () => void;
  write(parts: FaqParts | null): void;
  /** What was read anew; kept off the screen while something of one's own is unsaved. */
  learn(known: Known): void;
  keepMine(): void;
  takeTheirs(): void;
  /** Tries again at once. */
  retry(): void;
  /** Forgets what is unsaved: the draft was taken back. */
  forget(): void;
  /** Saves what waits, and stops asking. */
  leave(): void;
}

export interface SaverDeps {
  about: Pick<FaqChange, 'id' | 'locale' | 'topic'>;
  /** Under which the browser keeps it. */
  key: string;
  save(change: FaqChange): Promise<FaqDraftOutcome>;
  /** Hears of each save that the server took. */
  saved(change: FaqChange, outcome: Extract<FaqDraftOutcome, { ok: true }>): void;
  kept: Kept;
  clock: Clock;
}

const SAVE_AFTER_MS = 700;
/** What passes by itself. */
const PASSING: ReadonlySet<string> = new Set(['offline', 'overload', 'throttled']);
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000];

/** Everything that one saver remembers. */
interface Box {
  deps: SaverDeps;
  kept: KeptDraft;
  /** Upon what is written. */
  seen: { version: string; draftVersion: string };
  shown: FaqParts | null;
  unsaved: boolean;
  sending: boolean;
  failures: number;
  cancel(): void;
  state: SaverState;
  listeners: Set<() => void>;
}

export function createDraftSaver(deps: SaverDeps, known: Known): DraftSaver {
  const box = createBox(deps, known);
  if (box.unsaved) later(box, 0);
  return {
    state: () => box.state,
    subscribe(listener) {
      box.listeners.add(listener);
      return () => box.listeners.delete(listener);
    },
    write: (parts) => write(box, parts),
    learn: (now) => learn(box, now),
    keepMine() {
      if (box.state.clash !== null) accept(box, box.state.clash);
      become(box, CALM);
      void flush(box);
    },
    takeTheirs() {
      const { clash } = box.state;
      if (clash === null) return;
      accept(box, clash);
      drop(box, clash.theirs);
    },
    retry: () => void flush(box),
    forget: () => drop(box, null),
    leave() {
      if (box.unsaved) void flush(box);
      else box.cancel();
      box.listeners.clear();
    },
  };
}

function createBox(deps: SaverDeps, known: Known): Box {
  const kept = keptDraft(deps.kept, deps.key);
  const found = kept.read();
  const shown = found === null ? partsOf(known) : found.parts;
  return {
    deps,
    kept,
    seen: seenOf(found ?? known),
    shown,
    unsaved: found !== null,
    sending: false,
    failures: 0,
    cancel: () => undefined,
    state: { parts: shown, save: 'saved', problems: null, ...CALM },
    listeners: new Set(),
  };
}

function write(box: Box, parts: FaqParts | null): void {
  box.shown = parts;
  box.unsaved = true;
  box.kept.write(parts, box.seen);
  const hasClash = box.state.clash !== null;
  if (!hasClash) later(box, SAVE_AFTER_MS);
  become(box, { save: hasClash ? 'clash' : box.sending ? 'saving' : 'waiting' });
}

function learn(box: Box, now: Known): void {
  if (box.unsaved || box.sending || box.state.clash !== null) return;
  box.seen = seenOf(now);
  const parts = partsOf(now);
  // What comes back tidied is not put under the fingers of whoever goes on writing.
  if (saysSame(parts, box.shown)) return;
  box.shown = parts;
  become(box, { problems: null });
}

async function flush(box: Box): Promise<void> {
  box.cancel();
  if (box.sending || !box.unsaved || box.state.clash !== null) return;
  const change: FaqChange = { ...box.deps.about, ...box.seen, parts: box.shown };
  box.sending = true;
  become(box, { save: 'saving' });
  try {
    const outcome = await box.deps.save(change);
    box.sending = false;
    box.failures = 0;
    if (outcome.ok) settle(box, change, outcome);
    else refuse(box, outcome);
  } catch (error) {
    box.sending = false;
    fail(box, error);
  }
}

function settle(box: Box, change: FaqChange, outcome: Extract<FaqDraftOutcome, { ok: true }>): void {
  box.seen = { ...box.seen, draftVersion: outcome.draftVersion };
  box.deps.saved(change, outcome);
  box.unsaved = !sameParts(box.shown, change.parts);
  if (box.unsaved) box.kept.write(box.shown, box.seen);
  else box.kept.remove();
  become(box, { ...CALM, save: box.unsaved ? 'waiting' : 'saved', problems: outcome.problems });
  if (box.unsaved) later(box, SAVE_AFTER_MS);
}

function refuse(box: Box, outcome: Extract<FaqDraftOutcome, { ok: false }>): void {
  if (outcome.code !== 'changed' && outcome.code !== 'drafted') {
    const problems = outcome.code === 'invalid' ? outcome.problems : box.state.problems;
    become(box, { save: 'refused', refusal: outcome.code, problems });
    return;
  }
  const { theirs } = outcome;
  const clash: Clash =
    outcome.code === 'changed'
      ? { kind: 'changed', theirs, version: outcome.version }
      : { kind: 'drafted', theirs, draftVersion: outcome.draftVersion, by: outcome.by, atMs: outcome.atMs };
  if (!saysSame(theirs, box.shown)) {
    become(box, { save: 'clash', clash });
    return;
  }
  // Both wrote the same: nothing to choose.
  accept(box, clash);
  later(box, 0);
}

function fail(box: Box, error: unknown): void {
  if (!(error instanceof ApiFailure && PASSING.has(error.code))) {
    become(box, { save: 'refused', refusal: 'failed', error });
    return;
  }
  become(box, { save: 'offline', error });
  later(box, PAUSES_MS[Math.min(box.failures, PAUSES_MS.length - 1)] ?? 0);
  box.failures += 1;
}

function accept(box: Box, clash: Clash): void {
  if (clash.kind === 'changed') box.seen = { ...box.seen, version: clash.version };
  else box.seen = { ...box.seen, draftVersion: clash.draftVersion };
}

function drop(box: Box, parts: FaqParts | null): void {
  box.cancel();
  box.kept.remove();
  box.unsaved = false;
  box.shown = parts;
  become(box, { ...CALM, save: 'saved', problems: null });
}

function become(box: Box, more: Partial<SaverState>): void {
  box.state = { ...box.state, parts: box.shown, ...more };
  for (const listener of box.listeners) listener();
}

function later(box: Box, ms: number): void {
  box.cancel();
  box.cancel = box.deps.clock.after(ms, () => void flush(box));
}

const CALM = { clash: null, refusal: null, error: null } as const;

function seenOf({ version, draftVersion }: Pick<Known, 'version' | 'draftVersion'>): Box['seen'] {
  return { version, draftVersion };
}

function partsOf({ live, draft, isDrafted }: Known): FaqParts | null {
  return isDrafted ? draft : live;
}
