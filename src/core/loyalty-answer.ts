/**
 * What the tasks about loyalty, promotions and recommendations answer and what their flows understand: plain JSON in the
 * customer's language, without anything that names them. `locale` and `timeZone` say how to write amounts and dates.
 */
import type { OutgoingMedia } from './content.ts';
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { ProductCard } from './product-answer.ts';

/** Answer of `loyalty.account {number, proof, card}`. Only for a number that the channel vouches for, or an order's code. */
export type LoyaltyAnswer =
  | { result: 'account'; account: LoyaltyView }
  /** They have shown who they are, but there is no account. */
  | { result: 'none' }
  /** The proof fits more than one person: somebody has to look. */
  | { result: 'several' }
  | { result: 'proof-needed'; mail: boolean }
  | { result: 'not-found'; mail: boolean }
  | { result: 'blocked' };

/** Times are UTC ms. */
export type LoyaltyView = {
  points: number;
  level: string | null;
  toNextLevel: JsonMoney | null;
  burns: { points: number; atMs: number } | null;
  /** As printed. */
  card: string | null;
  /** The card to be held under a scanner; null: not asked for, or not to be had. */
  picture: Pick<OutgoingMedia, keyof OutgoingMedia> | null;
  locale: Locale;
  timeZone: string;
};

/** Answer of `promotions.current`. */
export type PromotionsAnswer = { promotions: PromotionView[]; locale: Locale; timeZone: string };

export type PromotionView = {
  title: string;
  conditions: string;
  code: string | null;
  untilMs: number | null;
  /** https. */
  url: string | null;
};

/** Answer of `recommendations.find`. */
export type RecommendationsAnswer =
  /** The customer has not agreed that we look at what they bought. */
  | { result: 'consent-needed' }
  | { result: 'proof-needed' }
  /** Two people share the number: what one of them bought is nobody else's business. */
  | { result: 'several' }
  /** Nothing bought that we could go by, or nothing that goes with it. */
  | { result: 'nothing' }
  | { result: 'found'; products: ProductCard[]; because: string[] };

/** Money as a JSON value (an interface is not assignable to one). */
type JsonMoney = Pick<Money, keyof Money>;
