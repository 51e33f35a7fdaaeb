/** What shop.yaml says of the edit gate: how much a change of the answers may upset before somebody who looks after the desk has to agree. */
import { z } from 'zod';

/** Different questions, or a share (0…1) of all times that questions were asked. */
export type GateBound = { count: number } | { share: number };

const allowed = 'write a whole number of questions, or a share such as "1%"';

const bound = z
  .union([z.int().min(0, allowed), z.string()], allowed)
  .transform((given, context): GateBound => {
    if (typeof given === 'number') return { count: given };
    const percent = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*%$/u.exec(given.trim())?.[1];
    const share = Number(percent?.replace(',', '.')) / 100;
    if (share <= 1) return { share };
    context.addIssue({ code: 'custom', message: allowed });
    return z.NEVER;
  });

/** `maxExamples`: of the answers' own phrasings that may stop leading to them. */
export const faqGateSchema = z
  .strictObject(
    {
      maxLost: bound.default({ share: 0.01 }),
      maxChanged: bound.default({ share: 0.02 }),
      maxExamples: z
        .int('write a whole number of phrasings')
        .min(0, 'write a whole number of phrasings')
        .default(0),
    },
    'write { maxLost: 1%, maxChanged: 2%, maxExamples: 0 }',
  )
  .prefault({});
export type FaqGateSettings = z.infer<typeof faqGateSchema>;
