/** Money is an integer count of the currency's smallest unit; no amount ever passes through a fraction. */
import type { Locale } from './locale.ts';

export interface Money {
  /** Smallest units: kopecks, cents, tenge. */
  minor: number;
  /** ISO 4217, such as `RUB`. */
  currency: string;
}

/** "4 760 ₽", "4 760,50 ₴": as a reader of `locale` expects; cents are shown only when there are any. */
export function formatMoney(money: Money, locale: Locale): string {
  const { unit, whole, exact } = formatsOf(money.currency, locale);
  return (money.minor % unit === 0 ? whole : exact).format(money.minor / unit);
}

/** Whole units and their fraction as a number: for comparing with what people type, never for reckoning. */
export function inUnits({ minor, currency }: Money): number {
  return minor / formatsOf(currency, 'en').unit;
}

interface MoneyFormats {
  /** Smallest units in one. */
  unit: number;
  whole: Intl.NumberFormat;
  exact: Intl.NumberFormat;
}

// Making a format costs far more than using it; there are as many as languages times currencies.
const formats = new Map<string, MoneyFormats>();

function formatsOf(currency: string, locale: Locale): MoneyFormats {
  const key = `${locale}${currency}`;
  let found = formats.get(key);
  if (!found) {
    const plain = new Intl.NumberFormat(locale, { style: 'currency', currency });
    const digits = plain.resolvedOptions().maximumFractionDigits ?? 2;
    const withDigits = (count: number) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: count,
        maximumFractionDigits: count,
      });
    found = { unit: 10 ** digits, whole: withDigits(0), exact: withDigits(digits) };
    formats.set(key, found);
  }
  return found;
}
