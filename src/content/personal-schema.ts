/**
 * The group `personal` of shop.yaml: what the shop says unasked to one customer and what it goes by when it recommends. Each
 * message says what is allowed, because it is shown to the person who edits the file.
 */
import { z } from 'zod';
import { hint, type CountedUnit } from './schema-hint.ts';

const count = (from: number, to: number, what: CountedUnit): z.ZodNumber => {
  const allowed = hint(`fix.count-${what}`, { from, to });
  return z.int(allowed).min(from, allowed).max(to, allowed);
};

const category = z.string(hint('fix.category')).trim().min(1, hint('fix.category')).max(100);

const off = z.literal(false);

/** Names of categories that are nobody's business, in the words that shops use for them. */
const INTIMATE = [
  'medicine',
  'health',
  'pharmacy',
  'intimate',
  'intimacy',
  'adult',
  'contraception',
  'hygiene',
];

export const personalSchema = z
  .strictObject(
    {
      atMost: z
        .strictObject({ messages: count(1, 30, 'messages'), days: count(1, 365, 'days') })
        .default({ messages: 2, days: 30 }),
      birthday: z
        .union([off, z.strictObject({ points: count(0, 100_000, 'points') })], hint('fix.birthday'))
        .default(false),
      winBack: z
        .union(
          [
            off,
            z.strictObject({
              afterDays: count(30, 3_650, 'days'),
              everyDays: count(30, 3_650, 'days'),
              points: count(0, 100_000, 'points'),
            }),
          ],
          hint('fix.win-back'),
        )
        .default(false),
      goesWith: z.record(category, z.array(category, hint('fix.categories')).max(20)).default({}),
      neverRecommend: z.array(category, hint('fix.categories')).max(100).default([]),
    },
    hint('fix.personal'),
  )
  .transform((given) => ({ ...given, neverRecommend: [...new Set([...INTIMATE, ...given.neverRecommend])] }))
  .prefault({});

export type PersonalSettings = z.output<typeof personalSchema>;
