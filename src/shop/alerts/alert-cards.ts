/** Variants as the stock-alert flow tells them, in the customer's language. Pure. */
import type { AlertLine, AlertProduct, AlertVariant } from '../../core/alert-answer.ts';
import { localText } from '../../core/local-text.ts';
import type { Locale } from '../../core/locale.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { StockAlert } from '../../core/ports/stock-alerts.ts';
import { optionsName } from './variant-name.ts';

export function toProduct({ productId, title }: Variant, locale: Locale): AlertProduct {
  return { id: productId, title: localText(title, locale), locale };
}

export function toAlertVariant(variant: Variant, locale: Locale): AlertVariant {
  const { id, stock, price, url } = variant;
  return {
    id,
    name: optionsName(variant, locale),
    state: stock.state,
    saleable: stock.saleable,
    price: { minor: price.minor, currency: price.currency },
    url,
  };
}

/** A wish as its customer reads it. */
export function toLine({ key, title }: StockAlert, locale: Locale): AlertLine {
  return { key, title: localText(title, locale) };
}
