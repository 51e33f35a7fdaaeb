/**
 * How people talk beside the point: courtesy, hard words, names, scores. Lists of words in content files, read by pure functions;
 * what is done about it is the turn's business.
 */
import type { TopScore } from '../feedback.ts';
import type { Locale } from '../locale.ts';

/** A text that is nothing but courtesy, the weightiest first: of several kinds in one text the first counts. */
export const COURTESIES = [
  'forget', // wants their data erased
  'bot', // is this a bot?
  'who', // who are you, what can you do?
  'how', // how are you?
  'compliment',
  'sorry',
  'bye',
  'thanks',
  'nudge', // is anybody there?
  'sad',
  'laugh',
  'greeting',
  'ack', // all right, I see
] as const;
export type Courtesy = (typeof COURTESIES)[number];

/** Words that want a person, the gravest first. */
export const DISTRESSES = [
  'danger', // means to hurt themselves, or somebody
  'despair',
  'legal', // court, authorities
  'rude', // swearing
  'upset', // a plain complaint
] as const;
export type Distress = (typeof DISTRESSES)[number];

export interface Manners {
  /** Null: there is something else in it. */
  courtesy(text: string): Courtesy | null;
  /** Anywhere in the text. */
  distress(text: string): Distress | null;
  /** "Меня зовут Анна Сергеевна": the name, and what else was said; "" when that was all. */
  calledName(text: string): { name: string; rest: string } | null;
  /** How somebody of this name is spoken to: "Олена" → "Олено" in Ukrainian. A name that is not known stays as it is. */
  spokenTo(name: string, locale: Locale): string;
  /** A score as a number, a word, an emoji or stars; `comment`: what stands behind a number. */
  score(text: string, top: TopScore): { score: number; comment: string } | null;
  /** Of the shop's day. */
  partOfDay(atMs: number): PartOfDay;
}

export const PARTS_OF_DAY = ['morning', 'day', 'evening', 'night'] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** For shops and tests without such words. */
export const plainManners: Manners = {
  courtesy: () => null,
  distress: () => null,
  calledName: () => null,
  spokenTo: (name) => name,
  score: () => null,
  partOfDay: () => 'day',
};
