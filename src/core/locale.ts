/** The languages that customers and operators are served in. */

export const LOCALES = ['ru', 'uk', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value);
}

/** `ru-RU`, `uk_UA`, `EN` → a locale of ours, or null when the tag names another language. */
export function localeOfTag(tag: string | undefined): Locale | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return isLocale(primary) ? primary : null;
}
