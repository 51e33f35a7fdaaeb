/** What the return tasks answer and what the return flow understands: plain JSON without anything that names the buyer. */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { HandOver, ReturnDecision } from './return-policy.ts';

/** Answer of `return.open {number, proof}`; the proof is the same as for `order.find`, only four digits are not enough. */
export type ReturnOpenAnswer =
  | { result: 'found'; order: ReturnableOrder }
  /** It is theirs, but there is nothing in it that could come back. */
  | { result: 'nothing' }
  | { result: 'not-found'; mail: boolean }
  | { result: 'proof-needed'; mail: boolean }
  | { result: 'blocked' };

export type ReturnableOrder = {
  /** Stands for the proven order in the tasks that follow. */
  ticket: string;
  number: string;
  items: ReturnableItem[];
  /** The law wants a withdrawal without reasons, confirmed in a second step. */
  twoStep: boolean;
  timeZone: string;
};

/** `line`: its place in the order, from 0. `quantity`: pieces that are not on their way back yet. */
export type ReturnableItem = {
  line: number;
  title: string;
  quantity: number;
  unit: Pick<Money, keyof Money>;
};

/** Answer of `return.terms {number, proof}`: until when the order may be given back because the buyer thinks otherwise. */
export type ReturnTermsAnswer =
  { result: 'found'; terms: ReturnTerms } | Exclude<ReturnOpenAnswer, { result: 'found' | 'nothing' }>;

export type ReturnTerms = {
  number: string;
  /** Of everything in it; `unsure`: the facts or the rules are not certain, or not the same for all of it: people decide. */
  inTime: 'yes' | 'no' | 'unsure';
  /** The earliest last moment, UTC ms. */
  untilMs: number | null;
  /** The rule in a sentence, in the customer's language. */
  law: string;
  locale: Locale;
  timeZone: string;
};

/** Answer of `return.decide {ticket, line, quantity, reason, used, shown}`. */
export type ReturnDecideAnswer =
  /** The ticket is too old or the item is gone: begin afresh. */
  { result: 'stale' } | { result: 'decided'; decided: ReturnDecided };

export type ReturnDecided = ReturnDecision & {
  /** The rule in a sentence, in the customer's language. */
  law: string;
  exchanges: { sku: string; label: string }[];
  handOver: HandOver[];
  locale: Locale;
};

/** Answer of `return.request`, the input of `return.decide` with `outcome` and `variant`. */
export type ReturnRequestAnswer =
  | { result: 'stale' }
  /** It is decided otherwise by now. */
  | { result: 'changed'; decided: ReturnDecided }
  | { result: 'done'; number: string; requestedAtMs: number; mailed: boolean };
