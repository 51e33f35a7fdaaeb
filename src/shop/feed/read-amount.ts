/**
 * A price as shops write it → an exact amount in the smallest unit. Digits are moved, never divided. What can be read in two
 * ways is refused: a product without a price does less harm than one with a wrong price.
 */
import type { Money } from '../../core/money.ts';

export type ReadAmount =
  { money: Money; mended: boolean } | { fault: 'no-price' | 'unclear-price' | 'unknown-currency' };

/** Names and signs that stand for a code. */
const NAMES: Record<string, string> = {
  RUR: 'RUB',
  РУБ: 'RUB',
  Р: 'RUB',
  '₽': 'RUB',
  ГРН: 'UAH',
  '₴': 'UAH',
  ТГ: 'KZT',
  ТЕНГЕ: 'KZT',
  '₸': 'KZT',
  '€': 'EUR',
  BYB: 'BYN',
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Past this an amount is no price. */
const DIGITS = 12;

/** `currency`: of an amount that names none; an empty one stands for a currency that nobody knows. */
export function readAmount(text: string, currency: string): ReadAmount {
  const named = (/[\p{L}\p{Sc}]+/u.exec(text)?.[0] ?? '').trim();
  const code = named === '' ? currency : currencyOf(named);
  // "1 299 руб." has a dot behind the word; blanks of every width part thousands.
  const number = text
    .replace(/[\p{L}\p{Sc}]+\.?/gu, '')
    .replace(/[\s\u00A0\u2009\u202F'’]/gu, '')
    .replace(/^\+/u, '');
  if (!/^[\d.,]*\d[\d.,]*$/u.test(number)) return { fault: 'no-price' };
  if (code === null || code === '') return { fault: 'unknown-currency' };
  const parts = partsOf(number);
  if (parts === null) return { fault: 'unclear-price' };
  const minor = toMinor(parts, decimalsOf(code));
  if (minor === null || minor === 0) return { fault: 'no-price' };
  return { money: { minor, currency: code }, mended: !/^\s*\d+(?:\.\d{1,2})?(?: [A-Z]{3})?\s*$/u.test(text) };
}

/** The ISO 4217 code that a name means; null when nobody knows it. */
export function currencyOf(name: string): string | null {
  const upper = name.trim().toUpperCase();
  const code = NAMES[upper] ?? upper;
  return CURRENCIES.has(code) ? code : null;
}

/** Whole and fraction; null when the separators can mean two things. */
function partsOf(number: string): { whole: string; fraction: string } | null {
  const separators = number.replace(/\d/gu, '');
  if (separators === '') return { whole: number, fraction: '' };
  const last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const fraction = number.slice(last + 1);
  const before = number.slice(0, last);
  if (separators.length === 1) {
    // "1.299" is a thousand in one country and one and a bit in another.
    if (fraction.length === 3 && before.length <= 3 && before !== '0') return null;
    return { whole: before, fraction };
  }
  const thousands = separators.charAt(0);
  const groups = (text: string) => /^\d{1,3}(?:\D\d{3})+$/u.test(text);
  const allSame = separators === thousands.repeat(separators.length);
  if (allSame) return groups(number) ? { whole: number.replace(/\D/gu, ''), fraction: '' } : null;
  const isSplit = separators.slice(0, -1) === thousands.repeat(separators.length - 1);
  return isSplit && groups(before) ? { whole: before.replace(/\D/gu, ''), fraction } : null;
}

/** Digits behind the last that the currency has are rounded, half up: generators write "199.9900". */
function toMinor({ whole, fraction }: { whole: string; fraction: string }, decimals: number): number | null {
  const digits = `${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`.replace(/^0+(?=\d)/u, '');
  if (digits.length > DIGITS) return null;
  const up = Number(fraction.charAt(decimals) || '0') >= 5 ? 1 : 0;
  return Number(digits === '' ? '0' : digits) + up;
}

const decimals = new Map<string, number>();

function decimalsOf(code: string): number {
  let found = decimals.get(code);
  if (found === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
    found = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimals.set(code, found);
  }
  return found;
}
