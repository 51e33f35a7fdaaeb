/** The shapes of a pack file and of the shop's own `returns.yaml`; each message is shown to the person who edits the file. */
import { z } from 'zod';
import { HAND_OVERS, RETURN_OUTCOMES } from '../core/return-policy.ts';

const days = z
  .int('write a whole number of days')
  .min(0, 'write 0 or more days')
  .max(3_650, 'write at most 3650 days');
const months = z
  .int('write a whole number of months')
  .min(0, 'write 0 or more')
  .max(120, 'write at most 120');
const flag = z.boolean('write true or false');
const name = z
  .string('write a name such as underwear')
  .regex(/^[a-z][a-z0-9-]{0,39}$/u, 'write small Latin letters, digits and dashes');
const line = z.string('write one sentence').trim().min(1, 'write a sentence').max(600, 'write less');
const date = z
  .string('write a date in quotes: "2026-11-22"')
  .regex(/^\d{4}-\d{2}-\d{2}$/u, 'write a date in quotes: "2026-11-22"');
const outcomes = z
  .array(z.enum(RETURN_OUTCOMES, `choose among ${RETURN_OUTCOMES.join(', ')}`), 'write a list')
  .min(1, 'name at least one');
const payer = z.enum(['buyer', 'seller'], 'choose buyer or seller');

const changeOfMind = z.strictObject({
  beforeHandover: flag,
  days,
  countFrom: z.enum(['piece', 'last-piece'], 'choose piece or last-piece'),
  notInformedMonths: months,
  notInformedFrom: z.enum(['handover', 'deadline'], 'choose handover or deadline'),
  ifUsed: z.enum(['refuse', 'person'], 'choose refuse or person'),
  madeToMeasure: z.enum(['refuse', 'allow'], 'choose refuse or allow'),
  excludedGroups: z.array(name).max(50, 'name at most 50 groups'),
  returnCost: payer,
});

/** One file of `src/returns/packs/`. */
export const packSchema = z.strictObject({
  id: name,
  version: line,
  validFrom: date.nullable(),
  validTo: date.nullable(),
  rule: z.strictObject({ ru: line, uk: line, en: line }),
  changeOfMind: changeOfMind.nullable(),
  defect: z.strictObject({ sellerProvesDays: days, outcomes }).nullable(),
  refundDays: days.nullable(),
  withdrawal: z.enum(['simple', 'two-step'], 'choose simple or two-step'),
  acknowledge: z.enum(['message', 'email'], 'choose message or email'),
});

/** `SHOP_DIR/returns.yaml`: which pack the shop sells by, and where it is kinder. */
export const ownSchema = z.strictObject({
  pack: name,
  /** Of the shop's own terms; kept with each decision. */
  version: line.default('1'),
  days: days.optional(),
  notInformedMonths: months.optional(),
  ifUsed: z.enum(['refuse', 'person'], 'choose refuse or person').optional(),
  madeToMeasure: z.enum(['refuse', 'allow'], 'choose refuse or allow').optional(),
  excludedGroups: z.array(name).max(50, 'name at most 50 groups').optional(),
  returnCost: payer.optional(),
  sellerProvesDays: days.optional(),
  defectOutcomes: outcomes.optional(),
  refundDays: days.optional(),
  rule: z.strictObject({ ru: line, uk: line, en: line }).optional(),
  handOver: z
    .array(z.enum(HAND_OVERS, `choose among ${HAND_OVERS.join(', ')}`), 'write a list')
    .min(1, 'name at least one way')
    .default([...HAND_OVERS]),
  /** Whole units of the shop's currency; above it a person decides. */
  personAbove: z.int('write a whole amount').min(1, 'write 1 or more').optional(),
  /** The shop's category → the law's group; `none`: on no list. */
  groups: z.record(name, name).default({}),
});

export type OwnTerms = z.output<typeof ownSchema>;
