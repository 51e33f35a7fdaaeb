/** The page of flows and scripts: what there is, how it goes, what is wrong with it, and a try of it. */
import type { Locale } from '../locale.ts';
import type { LaidOutChart } from '../flow-chart.ts';
import type { Phrase } from '../phrase.ts';

export interface ScriptDesk {
  /** Scripts and flows by name, those that are not live yet too. */
  list(locale: Locale): ScriptOverview;
  /** Null: there is no such flow or script among those that are live. */
  chart(name: string, locale: Locale): LaidOutChart | null;
  /** Plays a script from its beginning; null: there is no such script among those that are live. */
  play(name: string, play: ScriptPlay): PlayedScript | null;
}

export interface ScriptOverview {
  rows: ScriptRow[];
  /** What is wrong elsewhere, such as in shop.yaml, and keeps an edit from going live. */
  problems: ContentProblem[];
  /** False: what was saved last cannot be used; the last good set is live. */
  isCurrent: boolean;
}

export interface ScriptRow {
  name: string;
  kind: 'script' | 'flow';
  title: string;
  /** Steps of a script, states of a flow. */
  steps: number;
  isLive: boolean;
  problems: ContentProblem[];
}

/** `line` 0: the file as a whole. */
export interface ContentProblem {
  level: 'error' | 'warning';
  file: string;
  line: number;
  /** In English. */
  message: string;
  hint: string;
  /** Message and hint by their codes, for the operator's language; none where there is English only. */
  what?: Phrase;
  fix?: Phrase;
  /** Another question that it is about besides. */
  other?: { id: string; question: string; place?: string };
}

/** What the shop behind a played script is like. */
export interface PlayedWorld {
  order: 'found' | 'late' | 'notFound' | 'down';
  product: 'found' | 'notFound' | 'down';
  /** People are at the desk. */
  open: boolean;
  /** The messenger vouches for the customer's phone. */
  phoneKnown: boolean;
}

export interface ScriptPlay {
  language: Locale;
  world: PlayedWorld;
  /** What the customer has written so far; a number presses the button with that number. */
  said: string[];
  /** Another one picks other wordings. */
  seed: number;
}

export interface PlayedScript {
  lines: PlayedLine[];
  /** The step that waits; null: it is over. */
  step: string | null;
}

/** `note`: what happens besides words, by its code. */
export type PlayedLine =
  | { who: 'bot'; text: string; buttons: string[] }
  | { who: 'customer'; text: string }
  | { who: 'note'; code: PlayedNote; values: Record<string, string | boolean> };

export const PLAYED_NOTES = [
  'person', // {open}: handed over to a person
  'summary', // {text}: what the operator reads
  'flow', // {flow}: goes on with another flow
  'look-up', // {what, result}
  'left', // {label}: the customer leaves by a button or a word that works everywhere
  'ended',
] as const;
export type PlayedNote = (typeof PLAYED_NOTES)[number];
