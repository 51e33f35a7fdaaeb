/**
 * The values that answers may show from shop.yaml: `{{shop.phone}}`, `{{shop.delivery.courier.price}}`. Plain look-ups,
 * formatted once per language when content is loaded; no logic, no expressions.
 */
import { LOCALES, type Locale } from '../core/locale.ts';
import { formatMoney, type Money } from '../core/money.ts';
import { hoursSummary } from './hours-summary.ts';
import { localized, type ShopSettings } from './shop-settings.ts';

/** Slot name (`shop.phone`) → its value as a customer of each language reads it. */
export type ShopSlots = ReadonlyMap<string, Record<Locale, string>>;

/** What steers us and is nothing to tell a customer. */
const NO_SLOTS = ['hours', 'quietHours', 'feedback', 'stockAlerts', 'personal', 'resend', 'connector'];

/** Every slot that the settings fill. Contacts may be named without their group: `shop.phone` is `shop.contacts.phone`. */
export function shopSlots(settings: ShopSettings): ShopSlots {
  const slots = new Map<string, Record<Locale, string>>();
  const put = (name: string, show: (locale: Locale) => string): void => {
    slots.set(`shop.${name}`, { ru: show('ru'), uk: show('uk'), en: show('en') });
  };
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') put(name, () => String(value));
    else if (isMoney(value)) put(name, (locale) => formatMoney(value, locale));
    else if (isLocalText(value)) put(name, (locale) => localized(value, locale, settings.languages));
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(`${name}.${key}`, inner);
    }
  };
  for (const [key, value] of Object.entries(settings)) {
    if (!NO_SLOTS.includes(key)) walk(key, value);
  }
  for (const [key, value] of Object.entries(settings.contacts)) walk(key, value);
  for (const [key, value] of Object.entries(settings.facts ?? {})) walk(key, value);
  // One number for what is given and what answers say of it.
  const { loyalty, personal } = settings;
  if (loyalty && personal.birthday) walk('loyalty.birthdayPoints', personal.birthday.points);
  put('hours', (locale) => hoursSummary(settings, locale));
  return slots;
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

function isLocalText(value: unknown): value is Partial<Record<Locale, string>> {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => (LOCALES as readonly string[]).includes(key));
}
