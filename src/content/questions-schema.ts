/** What shop.yaml says of the log of questions. */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';

const allowed = `write a whole number of days, 0…${LIMITS.questionKeepDays}; 0 keeps nothing`;

/** For how many days what customers asked of the FAQ is kept, without their contacts; 0: nothing is written down at all. */
export const questionsSchema = z
  .strictObject(
    { keepDays: z.int(allowed).min(0, allowed).max(LIMITS.questionKeepDays, allowed).default(180) },
    'write { keepDays: 180 }',
  )
  .prefault({});
