/** The shapes of a pack file and of the shop's own `returns.yaml`; each message is shown to the person who edits the file. */
import { z } from 'zod';
import { HAND_OVERS, RETURN_OUTCOMES } from '../core/return-policy.ts';
import { hint } from '../content/schema-hint.ts';

const days = z.int(hint('fix.whole-days')).min(0).max(3_650);
const months = z.int(hint('fix.whole-months')).min(0).max(120);
const flag = z.boolean(hint('fix.true-false'));
const name = z.string(hint('fix.group-name')).regex(/^[a-z][a-z0-9-]{0,39}$/u, hint('fix.small-latin'));
const line = z.string(hint('fix.sentence')).trim().min(1, hint('fix.a-sentence')).max(600, hint('fix.less'));
const date = z.string(hint('fix.day')).regex(/^\d{4}-\d{2}-\d{2}$/u, hint('fix.day'));
const outcomes = z.array(z.enum(RETURN_OUTCOMES), hint('fix.list')).min(1, hint('fix.one'));
const payer = z.enum(['buyer', 'seller']);

const changeOfMind = z.strictObject({
  beforeHandover: flag,
  days,
  countFrom: z.enum(['piece', 'last-piece']),
  notInformedMonths: months,
  notInformedFrom: z.enum(['handover', 'deadline']),
  ifUsed: z.enum(['refuse', 'person']),
  madeToMeasure: z.enum(['refuse', 'allow']),
  excludedGroups: z.array(name).max(50),
  returnCost: payer,
});

/** One file of `src/returns/packs/`. */
export const packSchema = z.strictObject({
  id: name,
  /** Where this is the law for whoever sells at a distance: what shop.yaml promises is held against it. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/u, hint('fix.country'))).default([]),
  version: line,
  validFrom: date.nullable(),
  validTo: date.nullable(),
  rule: z.strictObject({ ru: line, uk: line, en: line }),
  changeOfMind: changeOfMind.nullable(),
  defect: z.strictObject({ sellerProvesDays: days, outcomes }).nullable(),
  refundDays: days.nullable(),
  withdrawal: z.enum(['simple', 'two-step']),
  acknowledge: z.enum(['message', 'email']),
});

/** `SHOP_DIR/returns.yaml`: which pack the shop sells by, and where it is kinder. */
export const ownSchema = z.strictObject({
  pack: name,
  /** Of the shop's own terms; kept with each decision. */
  version: line.default('1'),
  days: days.optional(),
  notInformedMonths: months.optional(),
  ifUsed: z.enum(['refuse', 'person']).optional(),
  madeToMeasure: z.enum(['refuse', 'allow']).optional(),
  excludedGroups: z.array(name).max(50).optional(),
  returnCost: payer.optional(),
  sellerProvesDays: days.optional(),
  defectOutcomes: outcomes.optional(),
  refundDays: days.optional(),
  rule: z.strictObject({ ru: line, uk: line, en: line }).optional(),
  handOver: z
    .array(z.enum(HAND_OVERS), hint('fix.list'))
    .min(1, hint('fix.one-way'))
    .default([...HAND_OVERS]),
  /** Whole units of the shop's currency; above it a person decides. */
  personAbove: z.int(hint('fix.whole-amount')).min(1).optional(),
  /** The shop's category → the law's group; `none`: on no list. */
  groups: z.record(name, name).default({}),
});

export type OwnTerms = z.output<typeof ownSchema>;
