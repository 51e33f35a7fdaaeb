/**
 * The shape of shop.yaml. Each message says what is allowed, because it is shown to the person who edits the file.
 * Amounts are written in whole units (390 or 690.50) and become integer money here; nothing later sees a fraction.
 */
import { z } from 'zod';
import { LOCALES } from '../core/locale.ts';
import type { Money } from '../core/money.ts';
import { readRange, type TimeRange } from './time-range.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const line = z
  .string('write a text of one line')
  .trim()
  .min(1, 'write a text, not nothing')
  .max(300, 'write at most 300 characters');

/** One text for all languages, or one per language. */
const localText = z.union(
  [
    line,
    z
      .strictObject({ ru: line.optional(), uk: line.optional(), en: line.optional() })
      .refine((texts) => Object.keys(texts).length > 0, 'give at least one language'),
  ],
  'write a text, or one per language: { ru: …, uk: …, en: … }',
);
export type LocalText = z.infer<typeof localText>;

const count = (from: number, to: number, what: string): z.ZodNumber => {
  const allowed = `write a whole number of ${what}, ${from}…${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
};

const percent = (() => {
  const allowed = 'write a percentage, 0…100';
  return z.number(allowed).min(0, allowed).max(100, allowed);
})();

const days = z
  .union([z.int(), z.string()], 'write days such as 3 or "1–3"')
  .transform(String)
  .pipe(z.string().regex(/^\d{1,3}([–-]\d{1,3})?$/u, 'write days such as 3 or "1–3"'));

const ranges = z
  .array(
    z.string('write a range such as "10:00-18:00"').transform((text, context): TimeRange => {
      const range = readRange(text);
      if (range !== null) return range;
      context.addIssue({ code: 'custom', message: 'write "10:00-18:00"; over midnight "20:00-02:00"' });
      return z.NEVER;
    }),
    'write a list of ranges: ["10:00-18:00"]; [] means closed',
  )
  .max(6, 'at most 6 ranges a day');

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
          date: z
            .string('write a date in quotes: "2026-12-31", or "12-31" for every year')
            .refine(isDate, 'write a real date in quotes: "2026-12-31", or "12-31" for every year'),
          open: ranges,
          name: localText.optional(),
        }),
        'write a list of { date, open, name }',
      )
      .max(400, 'at most 400 exceptions')
      .default([]),
  },
  'write opening hours for mon … sun',
);

const contacts = z.strictObject(
  {
    phone: line.regex(/^[+\d][\d\s()-]{5,24}$/u, 'write a phone such as "+7 800 000-10-20"').optional(),
    email: z.email('write an e-mail address such as hello@example.com').optional(),
    site: z.url({ protocol: /^https?$/u, error: 'write an address that begins with https://' }).optional(),
    address: localText.optional(),
    showroomHours: localText.optional(),
  },
  'write contacts: phone, email, site, address',
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
      cashOnDelivery: z.boolean('write true or false').optional(),
      fitting: z.strictObject({ minutes: count(1, 120, 'minutes'), price: amount }).optional(),
    })
    .optional(),
  payment: z
    .strictObject({
      cashLimit: amount.optional(),
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
      birthdayPoints: count(0, 1_000_000, 'points').optional(),
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
    country: z
      .string('write a country code such as RU')
      .regex(/^[A-Z]{2}$/u, 'write a country code such as RU'),
    currency: z
      .string('write a currency code such as RUB')
      .refine(isCurrency, 'write an ISO 4217 code such as RUB'),
    timeZone: z
      .string('write a time zone such as Europe/Moscow')
      .refine(isTimeZone, 'write a name such as Europe/Moscow'),
    languages: z
      .array(z.enum(LOCALES, `choose among ${LOCALES.join(', ')}`), 'write a list: [ru, uk, en]')
      .min(1, 'name at least one language')
      .refine((list) => new Set(list).size === list.length, 'name each language once'),
    hours,
    contacts,
    ...offers(amountOf(currency, fractionDigits)),
    returns,
    facts: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/u, 'name it in Latin letters'), localText)
      .optional(),
    resend: z
      .strictObject(
        { operator: z.boolean(), facts: z.boolean(), prompts: z.boolean() },
        'write true or false for each',
      )
      .default({ operator: true, facts: true, prompts: true }),
    connector: z.strictObject({ shop: z.enum(['embedded'], 'choose: embedded') }, 'write { shop: embedded }'),
  });
}

export type ShopFile = z.output<ReturnType<typeof shopSchema>>;

function amountOf(currency: string, fractionDigits: number): z.ZodType<Money> {
  const sample = fractionDigits > 0 ? '390 or 690.50' : '390';
  return z
    .union([z.number(), z.string()], `write an amount such as ${sample}`)
    .transform((given, context): Money => {
      const parts = /^(\d{1,9})(?:\.(\d+))?$/u.exec(String(given));
      const cents = parts?.[2] ?? '';
      if (parts === null || cents.length > fractionDigits) {
        context.addIssue({ code: 'custom', message: `write an amount such as ${sample}` });
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
