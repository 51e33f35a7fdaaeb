/**
 * Two sets of answers asked the same questions: which get another answer, lose theirs, are newly answered, and whose own examples no
 * longer lead to them. The same questions in the same order give the same report, wherever and whenever it is made.
 */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqGateChange, FaqGateReport, FaqGateSide } from '../core/ports/faq-desk.ts';
import type { AskedQuestion } from '../core/ports/question-store.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import type { OpenAnswers } from './answer-set.ts';

export interface Replay {
  /** Examples that the answers bring themselves; they are asked in slices from 0 to here. */
  readonly examples: number;
  askExamples(from: number, to: number): void;
  ask(questions: readonly Pick<AskedQuestion, 'text' | 'locale' | 'times'>[]): void;
  result(): ReplayResult;
}

/** `times`: how often what changed was asked. */
export interface ReplayResult extends Omit<FaqGateReport, 'overThreshold' | 'ms'> {
  times: { changed: number; lost: number };
}

/** `ids`: entries that it may come from, the likeliest first. */
interface Found {
  change: FaqGateChange;
  ids: readonly string[];
}

interface Example {
  text: string;
  locale: Locale;
  owner: FaqEntry;
}

/** `drafted`: ids of the entries that differ. */
export function createReplay(
  before: OpenAnswers,
  after: OpenAnswers,
  { drafted, nowMs }: { drafted: readonly string[]; nowMs: number },
): Replay {
  const examples = after.entries.flatMap((owner): Example[] => {
    const texts = new Set([owner.question, ...owner.phrasings]);
    return [...texts].map((text) => ({ text, locale: owner.locale, owner }));
  });
  const known = new Set(before.entries.flatMap((entry) => wordingsOf(entry)));
  const changes: Found[] = [];
  const sums = { questions: 0, asked: 0 };
  const both = (text: string, locale: Locale) => {
    const [was, is] = [before.find(text, locale, nowMs), after.find(text, locale, nowMs)];
    // What is said first, then what is offered besides: a draft that only joins the choice has still changed it.
    const ids = [...is.ids.slice(0, 1), ...was.ids.slice(0, 1), ...is.ids, ...was.ids];
    return { sides: { before: was.side, after: is.side }, ids };
  };
  return {
    examples: examples.length,
    askExamples(from, to) {
      for (const { text, locale, owner } of examples.slice(from, to)) {
        const { sides, ids } = both(text, locale);
        if (isRight(sides.after, owner)) continue;
        // What was not found before either is no news, unless it has just been written.
        if (!isRight(sides.before, owner) && known.has(wording(owner, text))) continue;
        const kind = sides.after.band === 'answer' ? 'changed' : 'lost';
        const change = { kind, own: true, owner: owner.id, text, locale, times: 1, ...sides } as const;
        changes.push({ change, ids: [...ids, owner.id] });
      }
    },
    ask(questions) {
      for (const { text, locale, times } of questions) {
        sums.questions += 1;
        sums.asked += times;
        const { sides, ids } = both(text, locale);
        const kind = kindOf(sides.before, sides.after);
        if (kind === null) continue;
        changes.push({ change: { kind, own: false, owner: null, text, locale, times, ...sides }, ids });
      }
    },
    result: () => ({ ...sums, ...sumUp(changes, drafted) }),
  };
}

/** What became of one question; null: nothing that a customer would see. */
export function kindOf(before: FaqGateSide, after: FaqGateSide): FaqGateChange['kind'] | null {
  if (RANK[after.band] > RANK[before.band]) return 'gained';
  if (RANK[after.band] < RANK[before.band]) return 'lost';
  return before.id === after.id ? null : 'changed';
}

const RANK = { miss: 0, offer: 1, answer: 2 } as const;
const KINDS: readonly FaqGateChange['kind'][] = ['lost', 'changed', 'gained'];

function sumUp(
  found: readonly Found[],
  drafted: readonly string[],
): Omit<ReplayResult, 'questions' | 'asked'> {
  const counts = { changed: 0, lost: 0, gained: 0, ownChanged: 0 };
  const times = { changed: 0, lost: 0 };
  const byEntry = new Map(drafted.map((id) => [id, { id, changed: 0, lost: 0, gained: 0, own: 0 }]));
  for (const { change, ids } of found) {
    const { kind, own, times: asked } = change;
    if (own) counts.ownChanged += 1;
    else counts[kind] += 1;
    if (!own && kind !== 'gained') times[kind] += asked;
    // Where only one entry was drafted, nothing else can be the cause.
    const owner = drafted.length === 1 ? drafted[0] : ids.find((id) => byEntry.has(id));
    const sum = byEntry.get(owner ?? '');
    if (sum) sum[own ? 'own' : kind] += 1;
  }
  const changes = found.map(({ change }) => change);
  const worst = changes.toSorted(worstFirst).slice(0, LIMITS.gateChanges);
  return { counts, times, changes: worst, byEntry: [...byEntry.values()] };
}

function worstFirst(one: FaqGateChange, other: FaqGateChange): number {
  return (
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
    Number(other.own) - Number(one.own) ||
    other.times - one.times ||
    (one.text < other.text ? -1 : one.text > other.text ? 1 : 0) ||
    (one.locale < other.locale ? -1 : 1)
  );
}

function isRight(side: FaqGateSide, owner: FaqEntry): boolean {
  return side.band === 'answer' && side.id === owner.id;
}

function wordingsOf(entry: FaqEntry): string[] {
  return [entry.question, ...entry.phrasings].map((text) => wording(entry, text));
}

function wording({ id, locale }: FaqEntry, text: string): string {
  return `${id} ${locale} ${text}`;
}
