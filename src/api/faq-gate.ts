/** What a change of the answers does to questions that were asked, side by side. */
import { z } from 'zod';
import { ApiLocale } from './words.ts';

export const FaqBand = z.enum(['answer', 'offer', 'miss']);
const Count = z.number().int().nonnegative();

const Named = z.object({ id: z.string(), question: z.string() });
const Side = z.object({
  band: FaqBand,
  id: z.string().nullable(),
  question: z.string(),
  score: z.number(),
  /** Further answers in the same message. Neither this nor what follows stands in reports that were kept by an older version. */
  also: z.array(Named).readonly().exactOptional(),
  /** What is to be chosen from, below the answer or besides the first of a choice. */
  offered: z.array(Named).readonly().exactOptional(),
});
export const FaqGateChange = z.object({
  /** `choice`: the same is said, or comes first, and something else is offered besides. */
  kind: z.enum(['changed', 'lost', 'gained', 'choice']),
  /** An example of the FAQ itself (a phrasing), not a customer's words. */
  own: z.boolean(),
  /** The entry whose example it is; null: a customer's words. */
  owner: z.string().nullable(),
  ownerQuestion: z.string().exactOptional(),
  text: z.string(),
  locale: ApiLocale,
  times: Count,
  before: Side,
  after: Side,
});
export type FaqGateChange = z.infer<typeof FaqGateChange>;

export const FaqGateReport = z.object({
  /** Different questions, and how often they were asked in all. */
  questions: Count,
  asked: Count,
  counts: z.object({
    changed: Count,
    lost: Count,
    gained: Count,
    choice: Count.exactOptional(),
    ownChanged: Count,
  }),
  /** Worst first, bounded. */
  changes: z.array(FaqGateChange),
  /** `own`: phrasings of answers that lead elsewhere. */
  byEntry: z.array(
    z.object({
      id: z.string(),
      changed: Count,
      lost: Count,
      gained: Count,
      choice: Count.exactOptional(),
      own: Count,
    }),
  ),
  overThreshold: z.boolean(),
  ms: z.number(),
});
export type FaqGateReport = z.infer<typeof FaqGateReport>;
