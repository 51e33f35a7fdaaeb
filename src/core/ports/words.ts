/** The customers' words and the shop's answers, as turns see them: checked, swapped whole, read by pure functions. */
import type { Json } from '../content.ts';
import type { Locale } from '../locale.ts';
import type { ContentFlows } from '../script.ts';
import type { Hours } from './hours.ts';

/** Text by key, in the nearest language that has it, with its slots filled. */
export interface Texts {
  /**
   * Slot values are escaped: they show as themselves. `variant` picks among several wordings of one key (0…1).
   * An unknown key is a bug and throws; a test walks all keys that flows use.
   */
  text(locale: Locale, key: string, slots?: Record<string, Json>, variant?: number): string;
  has(key: string): boolean;
}

/** One question with its answer, in one language. The same id in another language is its translation. */
export interface FaqEntry {
  id: string;
  locale: Locale;
  question: string;
  phrasings: string[];
  /** Markup, slots already filled. */
  answer: string;
  /** What the answer offers: start a flow, see another entry, call a person. */
  links: FaqLink[];
  /** UTC ms; outside of these the entry is not answered. */
  validFromMs?: number;
  validToMs?: number;
}

export type FaqLink =
  | { to: 'flow'; flow: string; label: string }
  | { to: 'faq'; id: string; label: string }
  | { to: 'operator'; label: string };

export interface Match {
  id: string;
  /** Calibrated: of answers with score s, a share of about s is right. */
  score: number;
}

/** `match` is synchronous, pure and takes any text. */
export interface Matcher {
  match(text: string, options?: { locale?: Locale; limit?: number }): Match[];
  explain(text: string, id: string): MatchExplanation;
}

export interface MatchExplanation {
  id: string;
  score: number;
  /** The phrasing that fits best and the words that met. */
  phrasing: string;
  words: string[];
  runnerUp: Match | null;
}

/** The FAQ that is live now. */
export interface Faq {
  entry(id: string, locale: Locale): FaqEntry | null;
  /** `answer`: sure enough to say; `offer`: two or three to choose from; `miss`: nothing. */
  find(text: string, locale: Locale, nowMs: number): FaqFinding;
}

export type FaqFinding =
  { band: 'answer'; id: string; score: number } | { band: 'offer'; ids: string[] } | { band: 'miss' };

/** Words that work in any state and any language. */
export type WordCommand = 'menu' | 'operator' | 'stop' | 'language' | 'channels' | 'greeting' | 'thanks';

/** The command words of all languages, from content files. */
export interface CommandWords {
  /** The command that this text is, as a whole; null for everything else. */
  command(text: string): WordCommand | null;
  yesNo(text: string): boolean | null;
  /** Hard words or despair anywhere in the text. */
  isUpset(text: string): boolean;
  /** The language this text is surely written in; null when it could be several. */
  language(text: string): Locale | null;
}

/** What content is live at this moment; every reload makes a new one, and a turn uses one throughout. */
export interface LiveContent {
  texts: Texts;
  faq: Faq;
  words: CommandWords;
  hours: Hours;
  /** The short menu, in order. */
  menu: MenuItem[];
  /** Scripts; without it there are none. */
  scripts?: ContentFlows;
  /** May words whose fate is unknown be sent once more? Operators' words, facts, questions. */
  resend: { operator: boolean; facts: boolean; prompts: boolean };
}

/** `label` is a key of the texts files. */
export type MenuItem = {
  label: string;
  to: { flow: string } | { faq: string } | { command: 'operator' | 'language' | 'channels' };
};
