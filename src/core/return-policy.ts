/**
 * The words of the return policy: what a pack of rules says, what a decision is made from, and what it is. Plain JSON,
 * because every decision is kept with its pack and its inputs. Nothing here decides.
 */
import type { Locale } from './locale.ts';

export const RETURN_REASONS = ['not-fit', 'not-liked', 'defect', 'wrong-item'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const RETURN_OUTCOMES = ['refund', 'exchange', 'repair', 'discount'] as const;
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number];

/** How goods come back to the shop. */
export const HAND_OVERS = ['pickup', 'courier', 'post'] as const;
export type HandOver = (typeof HAND_OVERS)[number];

/** The rules of one place and one way of selling, as the law has them or as a shop has made them kinder. */
export type ReturnPack = {
  id: string;
  /** ISO codes of the countries whose law for sales at a distance this is. */
  countries: string[];
  /** Raised with every change of its rules; kept with each decision. */
  version: string;
  /** Calendar days (`2026-11-22`) of the sales it is for; null: open. */
  validFrom: string | null;
  validTo: string | null;
  /** The rule in one sentence, for customers, with its source. */
  rule: Record<Locale, string>;
  /** Goods of proper quality; null: nothing is known, people decide. */
  changeOfMind: ChangeOfMind | null;
  /** Null: nothing is known, people decide. */
  defect: DefectRule | null;
  /** Days from the demand until the money is paid back. */
  refundDays: number | null;
  /** `two-step`: a withdrawal function with a confirmation of its own and no question why. */
  withdrawal: 'simple' | 'two-step';
  /** `email`: the receipt also goes out by letter. */
  acknowledge: 'message' | 'email';
};

export type ChangeOfMind = {
  /** The buyer may refuse before the goods are handed over. */
  beforeHandover: boolean;
  /** Days after the day of handing over. */
  days: number;
  /** The handing over of the goods themselves, or of the last piece of the order. */
  countFrom: 'piece' | 'last-piece';
  /** The longer term when the buyer was not told of the rules in writing; 0: there is none. */
  notInformedMonths: number;
  /** Where those months count from: the handing over, or the end of the ordinary term. */
  notInformedFrom: 'handover' | 'deadline';
  /** Goods that were used. */
  ifUsed: 'refuse' | 'person';
  /** Goods made for this buyer alone. */
  madeToMeasure: 'refuse' | 'allow';
  /** Groups of goods that cannot be returned when nothing is wrong with them. */
  excludedGroups: string[];
  returnCost: 'buyer' | 'seller';
};

export type DefectRule = {
  /** Days in which the seller has to prove that the buyer did it, unless the warranty is longer; then people look at it. */
  sellerProvesDays: number;
  outcomes: ReturnOutcome[];
};

/** What a decision is made from. Null always means "not known", never "no". */
export type ReturnInputs = {
  reason: ReturnReason;
  nowMs: number;
  /** IANA zone in which days are counted. */
  timeZone: string;
  /** False: the goods are still on their way; null: nobody knows. */
  handedOver: boolean | null;
  handedOverMs: number | null;
  /** The rules came with the goods in writing. */
  informed: boolean | null;
  used: boolean | null;
  madeToMeasure: boolean | null;
  /** The law's name for this kind of goods; `none`: it is on no list. */
  group: string | null;
  /** The shop's own warranty. */
  warrantyDays: number | null;
  /** The defect is seen on a photo or a video. */
  shown: boolean;
  /** Other than the money back, what the shop has in stock for an exchange. */
  exchangeable: boolean;
  /** Worth more than the shop lets the bot decide. */
  aboveLimit: boolean;
};

/** Why a decision is what it is; each has its words in the flow's texts. */
export const RETURN_RULES = [
  'before-handover',
  'in-time',
  'not-informed',
  'too-late',
  'used',
  'made-to-measure',
  'excluded-group',
  'defect',
  'wrong-item',
  'defect-too-old',
  'not-shown',
  'unknown-delivery',
  'unknown-informed',
  'unknown-condition',
  'unknown-group',
  'no-rules',
  'above-limit',
] as const;
export type ReturnRule = (typeof RETURN_RULES)[number];

export type ReturnDecision = {
  /** `person`: the facts or the rule are not certain; never shown as a refusal. */
  verdict: 'allowed' | 'refused' | 'person';
  rule: ReturnRule;
  /** The last moment for a change of mind, UTC ms. */
  deadlineMs: number | null;
  /** The money is back by then, if it is asked for now. */
  refundByMs: number | null;
  whoPays: 'buyer' | 'seller' | null;
  outcomes: ReturnOutcome[];
  pack: { id: string; version: string };
};
