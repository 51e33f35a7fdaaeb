/** `stockAlerts` of shop.yaml: whether customers are told that something is back, and to how many at a time. */
import { z } from 'zod';
import { hint, type CountedUnit } from './schema-hint.ts';

const whole = (from: number, to: number, what: CountedUnit): z.ZodNumber => {
  const allowed = hint(`fix.count-${what}`, { from, to });
  return z.int(allowed).min(from, allowed).max(to, allowed);
};
const factor = hint('fix.people-per-piece');

export const stockAlertsSchema = z
  .strictObject(
    {
      on: z.boolean(hint('fix.true-false')).default(true),
      /** Of the pieces that are there. */
      peoplePerPiece: z.number(factor).min(1, factor).max(10, factor).default(1.5),
      /** Where the shop's system does not count its pieces. */
      peopleAtOnce: whole(1, 500, 'people').default(20),
      pauseMinutes: whole(5, 1_440, 'minutes').default(60),
      keepMonths: whole(1, 36, 'months').default(6),
    },
    hint('fix.stock-alerts'),
  )
  .prefault({});
