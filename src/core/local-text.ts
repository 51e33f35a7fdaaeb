/** Words of a shop in the languages that it gives them in, with one that stands in for the others. */
import type { Locale } from './locale.ts';

export type LocalText = Partial<Record<Locale, string>> & { default: string };

export function localText(text: LocalText, locale: Locale): string {
  return text[locale] ?? text.default;
}
