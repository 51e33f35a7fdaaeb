/** How a variant is called where nothing stands beside it: the product with its size and colour, in every language. */
import { localText, type LocalText } from '../../core/local-text.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';

export function variantName({ title, options }: Pick<Variant, 'title' | 'options'>): LocalText {
  const say = (locale: Locale) =>
    [localText(title, locale), ...options.map(({ value }) => localText(value, locale))].join(', ');
  const name: LocalText = {
    default: [title.default, ...options.map(({ value }) => value.default)].join(', '),
  };
  for (const locale of LOCALES) name[locale] = say(locale);
  return name;
}

/** Size and colour alone; "" for a product that comes in one kind only. */
export function optionsName({ options }: Pick<Variant, 'options'>, locale: Locale): string {
  return options.map(({ value }) => localText(value, locale)).join(', ');
}
