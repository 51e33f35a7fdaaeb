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
  const plain = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  const digits = plain.resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10 ** digits;
  const whole = money.minor % unit === 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: whole ? 0 : digits,
  }).format(money.minor / unit);
}
