/**
 * The shape of shop.yaml. Each message says what is allowed, because it is shown to the person who edits the file.
 * Amounts are written in whole units (390 or 690.50) and become integer money here; nothing later sees a fraction.
 */
import { z } from 'zod';
import { LOCALES } from '../core/locale.ts';
import type { Money } from '../core/money.ts';
import { personalSchema } from './personal-schema.ts';
import { stockAlertsSchema } from './stock-alerts-schema.ts';
import { faqGateSchema } from './faq-gate-schema.ts';
import { questionsSchema } from './questions-schema.ts';
import { vocabularySchema } from './vocabulary-schema.ts';
import { readRange, type TimeRange } from './time-range.ts';
import { hint, type CountedUnit } from './schema-hint.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const line = z.string(hint('fix.one-line')).trim().min(1, hint('fix.not-nothing')).max(300);

/** One text for all languages, or one per language. */
const localText = z.union(
  [
    line,
    z
      .strictObject({ ru: line.optional(), uk: line.optional(), en: line.optional() })
      .refine((texts) => Object.keys(texts).length > 0, hint('fix.one-language')),
  ],
  hint('fix.text-or-languages'),
);
export type LocalText = z.infer<typeof localText>;

const count = (from: number, to: number, what: CountedUnit): z.ZodNumber => {
  const allowed = hint(`fix.count-${what}`, { from, to });
  return z.int(allowed).min(from, allowed).max(to, allowed);
};

const percent = (() => {
  const allowed = hint('fix.percent');
  return z.number(allowed).min(0, allowed).max(100, allowed);
})();

const days = z
  .union([z.int(), z.string()], hint('fix.days'))
  .transform(String)
  .pipe(z.string().regex(/^\d{1,3}([–-]\d{1,3})?$/u, hint('fix.days')));

const ranges = z
  .array(
    z.string(hint('fix.range')).transform((text, context): TimeRange => {
      const range = readRange(text);
      if (range !== null) return range;
      context.addIssue({ code: 'custom', message: hint('fix.range-midnight') });
      return z.NEVER;
    }),
    hint('fix.ranges'),
  )
  .max(6);

/** When nothing is said unasked: customers sleep. */
const quietHours = z
  .union([z.string(), z.literal(false)], hint('fix.quiet'))
  .transform((given, context): TimeRange | null => {
    const range = given === false ? null : readRange(given);
    if (range !== null || given === false) return range;
    context.addIssue({ code: 'custom', message: hint('fix.quiet') });
    return z.NEVER;
  })
  .default({ fromMin: 21 * 60, toMin: 33 * 60 });

/** What customers are asked, and how often. */
const off = z.literal(false);
const feedback = z
  .strictObject(
    {
      csat: z
        .union([off, z.strictObject({ afterMinutes: count(1, 1_440, 'minutes') })], hint('fix.csat'))
        .default({ afterMinutes: 10 }),
      ces: z
        .union(
          [
            off,
            z.strictObject({
              afterMinutes: count(1, 1_440, 'minutes'),
              everyDays: count(1, 365, 'days'),
              flows: z.array(z.string(), hint('fix.flows')).max(50),
            }),
          ],
          hint('fix.ces'),
        )
        .default({ afterMinutes: 5, everyDays: 30, flows: ['return', 'order-status'] }),
      nps: z
        .union(
          [off, z.strictObject({ afterDays: count(1, 365, 'days'), everyDays: count(30, 730, 'days') })],
          hint('fix.nps'),
        )
        .default(false),
    },
    hint('fix.feedback'),
  )
  .prefault({});

const hours = z.strictObject(
  {
    mon: ranges,
    tue: ranges,
    wed: ranges,
    thu: ranges,
    fri: ranges,
    sat: ranges,
    sun: ranges,
    exceptions: z
      .array(
        z.strictObject({
          date: z.string(hint('fix.date')).refine(isDate, hint('fix.real-date')),
          open: ranges,
          name: localText.optional(),
        }),
        hint('fix.exceptions'),
      )
      .max(400)
      .default([]),
  },
  hint('fix.week'),
);

const contacts = z.strictObject(
  {
    phone: line.regex(/^[+\d][\d\s()-]{5,24}$/u, hint('fix.phone')).optional(),
    email: z.email(hint('fix.email')).optional(),
    site: z.url({ protocol: /^https?$/u, error: hint('fix.https') }).optional(),
    address: localText.optional(),
    showroomHours: localText.optional(),
  },
  hint('fix.contacts'),
);

/** Groups that only answers refer to: a shop leaves out what it does not offer. */
const offers = (amount: z.ZodType<Money>) => ({
  delivery: z
    .strictObject({
      freeFrom: amount.optional(),
      assemblyDays: count(0, 60, 'days').optional(),
      courier: z.strictObject({ price: amount, days }).optional(),
      pickup: z
        .strictObject({ price: amount, days, storageDays: count(1, 60, 'days').optional() })
        .optional(),
      post: z.strictObject({ price: amount, days }).optional(),
      express: z.strictObject({ price: amount, days }).optional(),
      abroad: z.strictObject({ countries: localText, price: amount, days }).optional(),
      cashOnDelivery: z.boolean(hint('fix.true-false')).optional(),
      fitting: z.strictObject({ minutes: count(1, 120, 'minutes'), price: amount }).optional(),
    })
    .optional(),
  payment: z
    .strictObject({
      cashLimit: amount.optional(),
      page: z
        .string(hint('fix.pay-page'))
        .regex(/^https:\/\/\S*\{link\}\S*$/u, hint('fix.pay-https'))
        .optional(),
      linkHours: count(1, 720, 'hours').optional(),
      instalments: z
        .strictObject({
          parts: count(2, 36, 'parts'),
          weeks: count(1, 160, 'weeks'),
          from: amount,
          to: amount,
        })
        .optional(),
    })
    .optional(),
  loyalty: z
    .strictObject({
      percent,
      maxSharePercent: percent,
      pointValue: amount,
      lifeMonths: count(1, 120, 'months'),
      // Said by answers, given by `personal.birthday`: it stands there, once.
      birthdayPoints: z.never(hint('fix.moved', { place: 'personal.birthday: { points: 300 }' })).optional(),
    })
    .optional(),
  giftCard: z.strictObject({ months: count(1, 120, 'months'), from: amount, to: amount }).optional(),
  warranty: z
    .strictObject({ days: count(1, 3_650, 'days'), seamsMonths: count(1, 120, 'months').optional() })
    .optional(),
  promo: z.strictObject({ firstOrderPercent: percent }).optional(),
});

const returns = z
  .strictObject({
    days: count(0, 3_650, 'days'),
    ifNotInformedMonths: count(0, 120, 'months'),
    refundDays: count(1, 60, 'days'),
    exchangeReserveDays: count(0, 60, 'days').optional(),
  })
  .optional();

/** The whole file, for a currency with `fractionDigits` (2 for roubles, 0 for yen). */
export function shopSchema(currency: string, fractionDigits: number) {
  return z.strictObject({
    name: localText,
    country: z.string(hint('fix.country')).regex(/^[A-Z]{2}$/u, hint('fix.country')),
    currency: z.string(hint('fix.currency')).refine(isCurrency, hint('fix.currency-code')),
    timeZone: z.string(hint('fix.time-zone')).refine(isTimeZone, hint('fix.time-zone-name')),
    languages: z
      .array(z.enum(LOCALES), hint('fix.language-list'))
      .min(1, hint('fix.name-language'))
      .refine((list) => new Set(list).size === list.length, hint('fix.language-once')),
    hours,
    quietHours,
    feedback,
    questions: questionsSchema,
    vocabulary: vocabularySchema,
    faqGate: faqGateSchema,
    stockAlerts: stockAlertsSchema,
    personal: personalSchema,
    contacts,
    ...offers(amountOf(currency, fractionDigits)),
    returns,
    facts: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/u, hint('fix.latin')), localText).optional(),
    resend: z
      .strictObject(
        { operator: z.boolean(), facts: z.boolean(), prompts: z.boolean() },
        hint('fix.each-true-false'),
      )
      .default({ operator: true, facts: true, prompts: true }),
    connector: z.strictObject({ shop: z.enum(['embedded']) }, hint('fix.connector')),
  });
}

export type ShopFile = z.output<ReturnType<typeof shopSchema>>;

function amountOf(currency: string, fractionDigits: number): z.ZodType<Money> {
  const allowed = hint(fractionDigits > 0 ? 'fix.amount-cents' : 'fix.amount');
  return z.union([z.number(), z.string()], allowed).transform((given, context): Money => {
    const parts = /^(\d{1,9})(?:\.(\d+))?$/u.exec(String(given));
    const cents = parts?.[2] ?? '';
    if (parts === null || cents.length > fractionDigits) {
      context.addIssue({ code: 'custom', message: allowed });
      return z.NEVER;
    }
    return { minor: Number(`${parts[1]}${cents.padEnd(fractionDigits, '0')}`), currency };
  });
}

/** `2026-12-31` or `12-31`, on the calendar. */
function isDate(text: string): boolean {
  const parts = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/u.exec(text);
  if (parts === null) return false;
  const date = new Date(Date.UTC(Number(parts[1] ?? 2024), Number(parts[2]) - 1, Number(parts[3])));
  return date.getUTCMonth() === Number(parts[2]) - 1 && date.getUTCDate() === Number(parts[3]);
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone !== '' && (name.includes('/') || name === 'UTC');
  } catch {
    return false;
  }
}
