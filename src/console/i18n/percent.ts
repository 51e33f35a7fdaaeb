/** A share as people of the language write it: "95 %" with a space that never breaks in Russian and Ukrainian, "95%" in English. */
import type { ApiLocale } from '../../api/words.ts';

/** What browsers know of Ukrainian leaves the space out, which its spelling wants; Russian is written alike. */
const WRITTEN_AS: Readonly<Record<ApiLocale, string>> = { ru: 'ru', uk: 'ru', en: 'en' };
const formats = new Map<ApiLocale, Intl.NumberFormat>();

/** `share`: 0…1. */
export function percentOf(share: number, locale: ApiLocale): string {
  const format = formats.get(locale) ?? new Intl.NumberFormat(WRITTEN_AS[locale], { style: 'percent' });
  formats.set(locale, format);
  return format.format(share);
}
