/** What can be had instead, for somebody who has to wait: alike, of the same category, there at this moment. */
import type { AlertCard } from '../../core/alert-answer.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { ShopCatalog } from '../../core/ports/shop-catalog.ts';
import type { Products } from '../products.ts';
import { toProduct } from './alert-cards.ts';
import { isHere } from './next-watch.ts';

interface Asking {
  products: Pick<Products, 'index'>;
  catalog: Pick<ShopCatalog, 'variants'>;
}

/** At most `LIMITS.alertOthers`; none when the shop does not answer: it is only an offer. */
export async function othersLike(
  { products, catalog }: Asking,
  productId: string,
  locale: Locale,
  signal: AbortSignal,
): Promise<AlertCard[]> {
  const index = products.index();
  const ids = index.alternatives(productId, LIMITS.alertOthers);
  const refs = ids.flatMap((id) => index.variantsOf(id).map((variant) => ({ id: variant.id })));
  if (refs.length === 0) return [];
  const found = await catalog.variants(refs.slice(0, LIMITS.variantsAsked), signal);
  if (!found.ok) return [];
  return ids.flatMap((id): AlertCard[] => {
    const here = found.value.filter((variant) => variant.productId === id && isHere(variant.stock));
    const [first, ...rest] = here.toSorted((a, b) => a.price.minor - b.price.minor);
    if (!first) return [];
    const imageUrl = first.imageUrl ?? rest.find((variant) => variant.imageUrl !== null)?.imageUrl ?? null;
    const { minor, currency } = first.price;
    return [{ ...toProduct(first, locale), price: { minor, currency }, imageUrl }];
  });
}
