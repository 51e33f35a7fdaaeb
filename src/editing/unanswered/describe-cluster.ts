/** One heap of questions as people see it: what stands for it, when, where and why it was asked, what operators answered. Pure. */
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { UnansweredQuestion } from '../../core/ports/question-store.ts';
import type { UnansweredCluster } from '../../core/ports/unanswered.ts';
import { dayAt, mondayOf, stampOf } from '../../core/week.ts';
import { STOP_WORDS } from '../../matcher/stop-words.ts';
import { foldForLikeness } from './likeness.ts';

/** A heap with its questions, newest first; never empty. */
export interface Gathered {
  id: string;
  /** The question that stands for the others, as long as it is among them. */
  titleId: number;
  questions: UnansweredQuestion[];
  nearest: UnansweredCluster['nearest'];
}

/** Words of a reply that count: longer ones do not tell more. */
const TELLING_WORDS = 40;

/** As one of many: its questions and replies are left out. */
export function describeCluster(
  { id, titleId, questions, nearest }: Gathered,
  timeZone: string,
): UnansweredCluster {
  const title = questions.find((one) => one.id === titleId) ?? questions[0];
  const times = questions.map(({ atMs }) => atMs);
  return {
    id,
    title: title?.text ?? '',
    locale: mostly(questions.map(({ locale }) => locale)) ?? 'ru',
    count: questions.length,
    people: new Set(questions.map(({ contactId }) => contactId)).size,
    firstMs: times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER),
    lastMs: times.reduce((a, b) => Math.max(a, b), 0),
    byWeek: [...tally(times.map((ms) => stampOf(mondayOf(dayAt(ms, timeZone)))))]
      .toSorted(([a], [b]) => a - b)
      .map(([weekMs, count]) => ({ weekMs, count })),
    byPlatform: Object.fromEntries(
      [...tally(questions.map(({ platform }) => platform))].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    reasons: {
      missed: questions.filter(({ band, fate }) => band === 'miss' && fate !== 'not-helped').length,
      offered: questions.filter(({ band, fate }) => band === 'offer' && fate !== 'not-helped').length,
      notHelped: questions.filter(({ fate }) => fate === 'not-helped').length,
    },
    questions: [],
    replies: [],
    nearest,
  };
}

/** The same with its questions and replies. */
export function describeWhole(gathered: Gathered, timeZone: string): UnansweredCluster {
  const { questions } = gathered;
  return {
    ...describeCluster(gathered, timeZone),
    questions: questions.slice(0, LIMITS.unansweredShown),
    replies: tellingReplies(questions),
  };
}

/** The last four weeks first, then all of it, then what was asked first. */
export function byUrgency(nowMs: number): (a: UnansweredCluster, b: UnansweredCluster) => number {
  const sinceMs = nowMs - RECENT_MS;
  const recent = ({ byWeek }: UnansweredCluster): number =>
    byWeek.reduce((sum, { weekMs, count }) => sum + (weekMs >= sinceMs ? count : 0), 0);
  return (a, b) =>
    recent(b) - recent(a) || b.count - a.count || a.firstMs - b.firstMs || (a.id < b.id ? -1 : 1);
}

/** Four weeks, and the days of the one that they begin in. */
const RECENT_MS = 35 * 86_400_000;

/** Those with the most to say, each once; a greeting says nothing. */
function tellingReplies(questions: readonly UnansweredQuestion[]): string[] {
  const byWords = new Map<string, { text: string; words: number }>();
  for (const { reply } of questions) {
    if (reply === null) continue;
    const folded = foldForLikeness(reply);
    const words = folded.split(' ').filter((word) => !STOP_WORDS.has(word)).length;
    if (!byWords.has(folded)) byWords.set(folded, { text: reply, words: Math.min(words, TELLING_WORDS) });
  }
  const sorted = [...byWords.values()].toSorted((a, b) => b.words - a.words || (a.text < b.text ? -1 : 1));
  return sorted.slice(0, LIMITS.unansweredReplies).map(({ text }) => text);
}

function mostly(locales: readonly Locale[]): Locale | undefined {
  return [...tally(locales)].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
