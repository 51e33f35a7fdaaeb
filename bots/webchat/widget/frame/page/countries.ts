/** Calling codes of the countries whose customers are likely to write; names come from the browser in the right language. */
import type { ChatLocale } from '../locale.ts';

export interface Country {
  /** ISO 3166, two letters. */
  region: string;
  /** Digits, no plus. */
  code: string;
  name: string;
}

const CODES =
  'RU7 UA380 BY375 KZ7 KG996 UZ998 TJ992 AM374 AZ994 GE995 MD373 PL48 DE49 CZ420 SK421 HU36 RO40 BG359 LT370 LV371 EE372 ' +
  'FI358 SE46 NO47 DK45 AT43 CH41 NL31 BE32 FR33 ES34 PT351 IT39 GR30 CY357 RS381 ME382 HR385 SI386 GB44 IE353 TR90 IL972 ' +
  'AE971 CN86 IN91 US1 CA1';
const HOME: Record<ChatLocale, string> = { ru: 'RU', uk: 'UA', en: 'GB' };

/** By name, the likeliest first. */
export function countries(locale: ChatLocale): Country[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const all = CODES.split(' ').map((one) => {
    const region = one.slice(0, 2);
    return { region, code: one.slice(2), name: names.of(region) ?? region };
  });
  const home = homeRegion(locale);
  const rank = ({ region }: Country): number => (region === home ? 0 : 1);
  return all.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, locale));
}

/** What the browser says, else where the language is at home. */
function homeRegion(locale: ChatLocale): string {
  const region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1];
  return region !== undefined && CODES.includes(region) && navigator.language.startsWith(locale)
    ? region
    : HOME[locale];
}
