/**
 * What is known of one customer alone: what they agreed to, in which words; points, as the shop tells them; their birthday; what they
 * were sent unasked and why they stayed away. Seen from one of their conversations.
 *
 *     GET /api/conversations/:id/personal   → PersonalView   (everybody who talks to customers)
 */
import { z } from 'zod';
import { CONSENTS, PERSONAL_KINDS, STAY_REASONS } from './bounds.ts';
import { ApiLocale, ApiMs } from './words.ts';

/** A line of the ledger. `wording`: what was agreed to, or the customer's own word of stop, in `locale`. */
export const ConsentView = z.object({
  kind: z.enum(CONSENTS),
  given: z.boolean(),
  wording: z.string(),
  locale: ApiLocale,
  atMs: ApiMs,
});
export type ConsentView = z.infer<typeof ConsentView>;

/** `card`: only its end. Null: the shop does not say. */
export const PointsView = z.object({
  points: z.number(),
  level: z.string().nullable(),
  burns: z.object({ points: z.number(), atMs: ApiMs }).nullable(),
  card: z.string().nullable(),
});
export type PointsView = z.infer<typeof PointsView>;

/**
 * `points`: null without a number that the channel vouches for, or without an account; `down`: the shop did not answer; `several`:
 * two people share the number.
 */
export const PersonalView = z.object({
  /** Newest first. */
  consents: z.array(ConsentView),
  points: z.union([PointsView, z.enum(['down', 'several'])]).nullable(),
  birthday: z.object({ day: z.number().int(), month: z.number().int() }).nullable(),
  messages: z.array(
    z.object({
      kind: z.enum(PERSONAL_KINDS),
      told: z.boolean(),
      points: z.number().nullable(),
      atMs: ApiMs,
    }),
  ),
  reasons: z.array(z.object({ reason: z.enum(STAY_REASONS), words: z.string(), atMs: ApiMs })),
});
export type PersonalView = z.infer<typeof PersonalView>;
