/**
 * The catalogue of texts as turns use it: key, language and slots in, a sentence out. Everything is compiled when the
 * catalogue is swapped in; saying a text only joins strings.
 */
import { assert } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { Texts } from '../core/ports/words.ts';
import type { ShopSlots } from './shop-slots.ts';
import { compileTemplate, type Template } from './text-template.ts';
import type { TextsCatalogue } from './texts.ts';

export interface TextsOptions {
  /** Order of fallback when a language lacks a key. */
  languages: readonly Locale[];
  slots: ShopSlots;
}

const NO_SLOTS = {};

export function createTexts(catalogue: TextsCatalogue, options: TextsOptions): Texts {
  const byLocale = new Map<Locale, ReadonlyMap<string, readonly Template[]>>();
  for (const locale of LOCALES) byLocale.set(locale, compileLocale(catalogue, locale, options));
  return {
    text(locale, key, slots = NO_SLOTS, variant = 0) {
      const variants = byLocale.get(locale)?.get(key);
      assert(variants !== undefined, `there is no text "${key}"`);
      const chosen =
        variants.length === 1 ? 0 : Math.min(variants.length - 1, Math.floor(variant * variants.length));
      const template = variants[chosen];
      assert(template !== undefined, `text "${key}" has no variant ${variant}`);
      return template(slots);
    },
    has: (key) => catalogue.has(key),
  };
}

function compileLocale(
  catalogue: TextsCatalogue,
  locale: Locale,
  { languages, slots }: TextsOptions,
): ReadonlyMap<string, readonly Template[]> {
  const compiled = new Map<string, readonly Template[]>();
  const other = (key: string): string => {
    const [template] = compiled.get(key) ?? [];
    assert(template !== undefined, `there is no text "${key}" for a slot`);
    return template(NO_SLOTS);
  };
  for (const [key, translations] of catalogue) {
    const order = [locale, ...languages, ...LOCALES];
    const found = order.find((one) => translations.has(one)) ?? locale;
    const variants = translations.get(found) ?? [];
    const shop = (name: string): string => slots.get(name)?.[found] ?? '';
    compiled.set(
      key,
      variants.map((pieces) => compileTemplate(pieces, found, shop, other)),
    );
  }
  return compiled;
}
