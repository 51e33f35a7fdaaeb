/**
 * Surveys as rows: planned, asked once, scored, commented; and what the desk reads of them. A score and a comment are written by the
 * turn that heard them; nothing here speaks to a customer.
 */
import type { AccountId, ConversationId, OperatorId, PublicId } from '../ids.ts';
import type { ScoreLevel, SurveyKind } from '../feedback.ts';
import type { Locale } from '../locale.ts';

export interface FeedbackStore {
  /**
   * A CSAT survey for each case that a person answered and that ended between the moments, unless it was spam, given up by the
   * customer or without an answer from them. A case is planned once, however often this is asked. Returns the number of new ones.
   */
  planCaseSurveys(fromMs: number, nowMs: number): Promise<number>;
  /** NPS surveys for the next customers whose turn it is. Returns where to look on; 0: all have been looked at. */
  planShopSurveys(look: ShopSurveys): Promise<number>;
  /** Any survey; false if the same was planned before. */
  planSurvey(wish: NewSurvey): Promise<boolean>;
  /** Planned ones of a kind, the oldest first. */
  dueSurveys(
    kind: SurveyKind,
    due: { plannedUntilMs: number; nowMs: number; limit: number },
  ): Promise<DueSurvey[]>;
  settleSurvey(id: number, became: SurveyFate): Promise<void>;

  /** Scores, the newest first. */
  listFeedback(query: FeedbackQuery & { before?: FeedbackPlace; limit: number }): Promise<FeedbackRow[]>;
  /** Of the surveys that were asked: how many, how they were answered; by kind and, for CSAT, by operator. */
  countFeedback(query: Pick<FeedbackQuery, 'fromMs' | 'operatorId'>): Promise<FeedbackCount[]>;
}

export interface ShopSurveys {
  /** Conversations up to this number were looked at. */
  after: number;
  limit: number;
  /** Whoever came first before this moment ... */
  knownUntilMs: number;
  /** ... has written since this one ... */
  heardSinceMs: number;
  /** ... and was not asked since this one. */
  askedBeforeMs: number;
  /** One survey a customer and period, whatever happens. */
  period: string;
  nowMs: number;
}

export interface NewSurvey {
  conversationId: ConversationId;
  kind: SurveyKind;
  about: string;
  flow?: string;
  operatorId?: OperatorId;
  atMs: number;
}

export interface DueSurvey {
  id: number;
  kind: SurveyKind;
  conversationId: ConversationId;
  account: AccountId;
  contactId: number;
  locale: Locale;
  flow: string | null;
  /** Who handled the case. */
  operator: string | null;
  plannedMs: number;
  /** Vouched for by the channel; null: unknown. */
  phone: string | null;
  /** How often somebody was busy. */
  attempts: number;
  /** When this customer was asked anything, and the like of this, on whatever channel; 0: never. */
  lastAskedMs: number;
  lastOfKindMs: number;
}

export type SurveyFate =
  | { is: 'asked'; atMs: number }
  | { is: 'skipped'; reason: string }
  /** Not now: not before `atMs`. */
  | { is: 'put-off'; atMs: number };

export interface FeedbackQuery {
  kind?: SurveyKind;
  level?: ScoreLevel;
  /** Of the case that it is about. */
  operatorId?: OperatorId;
  fromMs: number;
}

/** Where a page ended. */
export interface FeedbackPlace {
  atMs: number;
  id: number;
}

export interface FeedbackRow {
  id: number;
  kind: SurveyKind;
  conversation: PublicId;
  account: AccountId;
  customer: string;
  operator: string | null;
  flow: string | null;
  score: number;
  comment: string | null;
  scoredMs: number;
}

export interface FeedbackCount {
  kind: SurveyKind;
  /** Null for everything that nobody in particular answers for. */
  operatorId: OperatorId | null;
  operator: string | null;
  asked: number;
  scored: number;
  /** Sum of the scores; how many were low, middle, high. */
  sum: number;
  low: number;
  middle: number;
  high: number;
}
