/** The languages of the chat, and which of them a language tag means. */

export const CHAT_LOCALES = ['ru', 'uk', 'en'] as const;
export type ChatLocale = (typeof CHAT_LOCALES)[number];

/** `uk`, `uk-UA` → a locale of ours; null: another language, or none. */
export function localeOf(tag: string | null | undefined): ChatLocale | null {
  const short = tag?.slice(0, 2).toLowerCase();
  return CHAT_LOCALES.find((locale) => locale === short) ?? null;
}
