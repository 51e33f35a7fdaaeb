/** The variants of a product → what is told of it, in the customer's language. Pure; keeps to what the shop says. */
import { LIMITS } from '../core/limits.ts';
import { localText } from '../core/local-text.ts';
import type { Locale } from '../core/locale.ts';
import type { Variant } from '../core/ports/shop-catalog.ts';
import type { CardFacts, ProductCard, ProductVariant } from '../core/product-answer.ts';

export interface ProductView {
  locale: Locale;
  timeZone: string;
  /** Ids of the variants that were meant; empty: any. */
  meant: readonly string[];
  alternatives: boolean;
  /** UTC ms; null: just now. */
  asOfMs: number | null;
}

/** `variants`: of one product, at least one. */
export function productCard(variants: readonly Variant[], view: ProductView): ProductCard {
  const meant = variants.filter(({ id }) => view.meant.includes(id));
  const shown = meant.length > 0 ? meant : variants;
  const [first] = shown;
  if (!first) throw new Error('a product has variants');
  const cheapest = shown.reduce((least, one) => (one.price.minor < least.price.minor ? one : least), first);
  return {
    id: first.productId,
    title: localText(first.title, view.locale),
    locale: view.locale,
    timeZone: view.timeZone,
    price: cheapest.price,
    isFrom: shown.some(({ price }) => price.minor !== cheapest.price.minor),
    was: cheapest.was,
    url: first.url,
    imageUrl: first.imageUrl,
    variants: shown.slice(0, LIMITS.variantsShown).map((variant) => toVariant(variant, view.locale)),
    moreVariants: Math.max(0, shown.length - LIMITS.variantsShown),
    canBeHad: shown.some(({ stock }) => stock.state !== 'out'),
    alternatives: view.alternatives,
    facts: factsOf(first, view.locale),
    asOfMs: view.asOfMs,
  };
}

function factsOf({ facts, category }: Variant, locale: Locale): CardFacts {
  const { rating, bought, certificates, warrantyMonths } = facts;
  return {
    category,
    rating: rating === null ? null : { stars: rating.stars, count: rating.count },
    bought,
    certificates: certificates === null ? null : localText(certificates, locale),
    warrantyMonths,
  };
}

function toVariant({ id, options, stock }: Variant, locale: Locale): ProductVariant {
  return {
    id,
    name: options.map(({ value }) => localText(value, locale)).join(', '),
    state: stock.state,
    saleable: stock.saleable,
  };
}
