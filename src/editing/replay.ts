/**
 * Two sets of answers asked the same questions: which get another answer, lose theirs, are newly answered or get another choice, and
 * whose own examples no longer lead to them. The same questions in the same order give the same report, wherever and whenever it is made.
 */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqGateChange, FaqGateReport } from '../core/ports/faq-desk.ts';
import type { AskedQuestion } from '../core/ports/question-store.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import type { OpenAnswers, Shown } from './answer-set.ts';

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

/** What is shown before and after. */
interface Both {
  was: Shown;
  is: Shown;
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
  const find = (text: string, locale: Locale) => {
    return { was: before.find(text, locale, nowMs), is: after.find(text, locale, nowMs) };
  };
  const tell = ({ was, is }: Both, locale: Locale) => {
    return { before: before.tell(was, locale), after: after.tell(is, locale) };
  };
  return {
    examples: examples.length,
    askExamples(from, to) {
      for (const { text, locale, owner } of examples.slice(from, to)) {
        const both = find(text, locale);
        if (isRight(both.is, owner)) continue;
        // What was not found before either is no news, unless it has just been written.
        if (!isRight(both.was, owner) && known.has(wording(owner, text))) continue;
        const kind = both.is.band === 'answer' ? 'changed' : 'lost';
        const about = {
          kind,
          own: true,
          owner: owner.id,
          ownerQuestion: owner.question,
          text,
          locale,
          times: 1,
        } as const;
        changes.push({ change: { ...about, ...tell(both, locale) }, ids: [...idsIn(both), owner.id] });
      }
    },
    ask(questions) {
      for (const { text, locale, times } of questions) {
        sums.questions += 1;
        sums.asked += times;
        const both = find(text, locale);
        const kind = kindOf(both.was, both.is);
        if (kind === null) continue;
        const about = { kind, own: false, owner: null, ownerQuestion: '', text, locale, times };
        changes.push({ change: { ...about, ...tell(both, locale) }, ids: idsIn(both) });
      }
    },
    result: () => ({ ...sums, ...sumUp(changes, drafted) }),
  };
}

/**
 * What became of one question; null: nothing that a customer would see. Of several answers in one message each counts; where the answers
 * stay, what is offered does. Which of two answers comes first is nothing.
 */
export function kindOf(was: Shown, is: Shown): FaqGateChange['kind'] | null {
  if (RANK[is.band] > RANK[was.band]) return 'gained';
  if (RANK[is.band] < RANK[was.band]) return 'lost';
  const said = kindOfIds(was.said, is.said);
  if (said !== null) return said;
  if (is.band === 'offer') {
    if (was.offered[0] !== is.offered[0]) return 'changed';
  } else if ((was.offered.length === 0) !== (is.offered.length === 0)) {
    return is.offered.length === 0 ? 'lost' : 'gained';
  }
  return kindOfIds(was.offered, is.offered) === null ? null : 'choice';
}

function kindOfIds(was: readonly string[], is: readonly string[]): 'changed' | 'lost' | 'gained' | null {
  const isLost = was.some((id) => !is.includes(id));
  const isGained = is.some((id) => !was.includes(id));
  if (isLost && isGained) return 'changed';
  if (isLost) return 'lost';
  return isGained ? 'gained' : null;
}

/**
 * Where a change may come from: what stands first on either side if that is another now, else what came or went; then all the rest, for
 * a draft that only joins the choice has still changed it.
 */
function idsIn({ was, is }: Both): string[] {
  const [before, after] = [
    [...was.said, ...was.offered],
    [...is.said, ...is.offered],
  ];
  const first = [...after.slice(0, 1), ...before.slice(0, 1)];
  if (was.band !== is.band || before[0] !== after[0]) return [...first, ...after, ...before];
  const came = after.filter((id) => !before.includes(id) || was.said.includes(id) !== is.said.includes(id));
  return [...came, ...before.filter((id) => !after.includes(id)), ...first, ...after, ...before];
}

const RANK = { miss: 0, offer: 1, answer: 2 } as const;
/** The worst first. */
const KINDS: readonly FaqGateChange['kind'][] = ['lost', 'changed', 'gained', 'choice'];

function sumUp(
  found: readonly Found[],
  drafted: readonly string[],
): Omit<ReplayResult, 'questions' | 'asked'> {
  const counts = { changed: 0, lost: 0, gained: 0, choice: 0, ownChanged: 0 };
  const times = { changed: 0, lost: 0 };
  const byEntry = new Map(
    drafted.map((id) => [id, { id, changed: 0, lost: 0, gained: 0, choice: 0, own: 0 }]),
  );
  for (const { change, ids } of found) {
    const { kind, own, times: asked } = change;
    if (own) counts.ownChanged += 1;
    else counts[kind] += 1;
    if (!own && (kind === 'changed' || kind === 'lost')) times[kind] += asked;
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

function isRight({ said }: Shown, owner: FaqEntry): boolean {
  return said[0] === owner.id;
}

function wordingsOf(entry: FaqEntry): string[] {
  return [entry.question, ...entry.phrasings].map((text) => wording(entry, text));
}

function wording({ id, locale }: FaqEntry, text: string): string {
  return `${id} ${locale} ${text}`;
}
