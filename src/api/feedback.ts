/**
 * What customers say of the service. Operators see what was said of their own cases, leads see everything.
 *
 *     GET /api/feedback?days=30&kind=csat&level=low&operator=…&before=…   → FeedbackPage, newest first
 *     GET /api/feedback.csv with the same filters                         → the same as a table, bounded
 */
import { z } from 'zod';
import { FEEDBACK_DAYS, SCORE_LEVELS, STAY_REASONS, SURVEYS } from './bounds.ts';
import { ApiId, ApiMs } from './words.ts';

export const ApiSurvey = z.enum(SURVEYS);
export type ApiSurvey = z.infer<typeof ApiSurvey>;
export const ApiScoreLevel = z.enum(SCORE_LEVELS);
export type ApiScoreLevel = z.infer<typeof ApiScoreLevel>;

export const FeedbackQuery = z.strictObject({
  days: z.enum(FEEDBACK_DAYS).default('30'),
  kind: ApiSurvey.optional(),
  level: ApiScoreLevel.optional(),
  /** Who handled the case; for leads. */
  operator: ApiId.optional(),
  /** `next` of the page before. */
  before: z
    .string()
    .regex(/^\d{1,16}\.\d{1,12}$/)
    .optional(),
});
export type FeedbackQuery = z.infer<typeof FeedbackQuery>;

export const FeedbackCount = z.object({
  kind: ApiSurvey,
  /** Null: all together. */
  operator: z.string().nullable(),
  asked: z.number().int(),
  scored: z.number().int(),
  /** Null without a score. */
  average: z.number().nullable(),
  low: z.number().int(),
  middle: z.number().int(),
  high: z.number().int(),
});
export type FeedbackCount = z.infer<typeof FeedbackCount>;

export const FeedbackRow = z.object({
  id: z.number().int(),
  kind: ApiSurvey,
  conversation: ApiId,
  platform: z.string(),
  customer: z.string(),
  operator: z.string().nullable(),
  flow: z.string().nullable(),
  score: z.number().int(),
  level: ApiScoreLevel,
  comment: z.string().nullable(),
  atMs: ApiMs,
});
export type FeedbackRow = z.infer<typeof FeedbackRow>;

export const FeedbackPage = z.object({
  /** One for each kind that was asked. */
  kinds: z.array(FeedbackCount),
  /** CSAT by operator; empty for operators. */
  operators: z.array(FeedbackCount),
  /** Why people have not bought for long, most often first; empty for operators and on further pages. */
  reasons: z.array(z.object({ reason: z.enum(STAY_REASONS), count: z.number().int() })),
  rows: z.array(FeedbackRow),
  next: z.string().nullable(),
});
export type FeedbackPage = z.infer<typeof FeedbackPage>;
