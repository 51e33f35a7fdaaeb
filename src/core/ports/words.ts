/** The customers' words and the shop's answers, as turns see them: checked, swapped whole, read by pure functions. */
import type { Json } from '../content.ts';
import type { Locale } from '../locale.ts';
import type { ContentFlows } from '../script.ts';
import type { Hours } from './hours.ts';
import type { Manners } from './manners.ts';

/** Text by key, in the nearest language that has it, with its slots filled. */
export interface Texts {
  /**
   * Slot values are escaped: they show as themselves; `{text: key}` says another text there. `variant` picks among several
   * wordings of one key (0…1).
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
  /** Markup. Slots are filled but for those of `LiveSlots`, which stand there as `{{name}}` until it is said. */
  answer: string;
  /** What the answer offers: start a flow, see another entry, call a person. */
  links: FaqLink[];
  /** UTC ms; outside of these the entry is not answered. */
  validFromMs?: number;
  validToMs?: number;
  /** Platforms on which it is answered; without it all. */
  channels?: string[];
  /** Of its file, for people who look for it. */
  tags?: string[];
  /** The name of its file without the ending, the same in every language. */
  topic?: string;
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
  /** What they are about, by the names of the lexicon. */
  concepts: string[];
  runnerUp: Match | null;
}

/** The FAQ that is live now. */
export interface Faq {
  /** In the nearest language that has it. With `at` null, too, while it is not valid or where its channels leave this one out. */
  entry(id: string, locale: Locale, at?: AnswerPlace): FaqEntry | null;
  /**
   * `answer`: sure enough to say; `offer`: two or three to choose from; `miss`: nothing. Without `platform` the channels of entries do
   * not count.
   */
  find(text: string, locale: Locale, nowMs: number, platform?: string): FaqFinding;
  /** The entries that come nearest, best first, however unsure: for people who look for the place of a question. */
  nearest?(text: string, locale: Locale, limit: number): Match[];
}

/** The slots of answers whose values change while the answer is live: hours of today, whether somebody is there. */
export interface LiveSlots {
  /** The answer of an entry with these slots filled, in the entry's language. `minutes`: until a person answers; null: nobody is there. */
  fill(entry: Pick<FaqEntry, 'answer' | 'locale'>, at: { nowMs: number; minutes: number | null }): string;
}

/** When and where something is to be answered. */
export interface AnswerPlace {
  nowMs: number;
  platform?: string;
}

export type FaqFinding =
  /** `also`: further questions asked in the same breath, each as plain; `maybe`: what may have been asked besides, to choose from. */
  | { band: 'answer'; id: string; score: number; also?: string[]; maybe?: string[] }
  | { band: 'offer'; ids: string[]; score?: number }
  | { band: 'miss' };

/** Words that work in any state and any language. */
export type WordCommand = 'menu' | 'operator' | 'stop' | 'language' | 'channels' | 'greeting' | 'thanks';

/** The command words of all languages, from content files. */
export interface CommandWords {
  /** The command that this text is, as a whole; null for everything else. */
  command(text: string): WordCommand | null;
  yesNo(text: string): boolean | null;
  /** The language this text is surely written in; null when it could be several. */
  language(text: string): Locale | null;
}

/** What content is live at this moment; every reload makes a new one, and a turn uses one throughout. */
export interface LiveContent {
  texts: Texts;
  faq: Faq;
  words: CommandWords;
  hours: Hours;
  /** Without it no answer has such slots. */
  liveSlots?: LiveSlots;
  /** Courtesy, hard words, scores; without it none are understood. */
  manners?: Manners;
  /** The short menu, in order. */
  menu: MenuItem[];
  /** False: the shop keeps nothing of what is asked. */
  keepsQuestions?: boolean;
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
