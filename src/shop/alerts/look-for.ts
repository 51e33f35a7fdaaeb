/**
 * What a customer waits for: a variant of a link or an order, a product of a card, or words. Says whether it can be had at this
 * moment, by the shop's own word, and which sizes and colours there are to choose from.
 */
import { z } from 'zod';
import type { AlertLookAnswer } from '../../core/alert-answer.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ClaimedTask } from '../../core/ports/engine-store.ts';
import type { ShopCatalog, Variant } from '../../core/ports/shop-catalog.ts';
import type { StockAlertStore } from '../../core/ports/stock-alerts.ts';
import type { Products } from '../products.ts';
import { askedWords } from '../search/product-words.ts';
import { toAlertVariant, toLine, toProduct } from './alert-cards.ts';
import type { AlertSettings } from './alert-settings.ts';
import { isHere } from './next-watch.ts';

interface Looking {
  store: Pick<StockAlertStore, 'listAlerts'>;
  products: Pick<Products, 'index'>;
  catalog: Pick<ShopCatalog, 'variants'>;
  settings(): AlertSettings;
}

const WORDS = z.string().max(LIMITS.incomingTextChars);
const INPUT = z.object({
  variant: WORDS.optional(),
  product: WORDS.optional(),
  text: WORDS.optional(),
});

/** Null: the shop does not answer. */
export async function lookFor(
  looking: Looking,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<AlertLookAnswer | null> {
  if (!looking.settings().on) return { result: 'off' };
  const { variant, product, text } = INPUT.parse(task.input);
  if (variant !== undefined) return byVariant(looking, task, variant, signal);
  const index = looking.products.index();
  const hits = text === undefined ? [] : index.find(text);
  if (product !== undefined) {
    const named = hits.find(({ productId }) => productId === product);
    return meant(looking, task, named ?? { productId: product, variantIds: [] }, signal);
  }
  const [first] = hits;
  if (!first) {
    const isNamed = text !== undefined && askedWords(text).length > 0;
    return isNamed ? { result: 'none', named: true } : unnamed(looking, task);
  }
  if (hits.length === 1) return meant(looking, task, first, signal);
  const { locale } = task.identity;
  const products = hits.slice(0, LIMITS.alertChoices).flatMap(({ productId }) => {
    const [one] = index.variantsOf(productId);
    return one ? [toProduct(one, locale)] : [];
  });
  return { result: 'several', products };
}

/** By its id, or by the SKU as people and links write it. */
async function byVariant(
  looking: Looking,
  task: ClaimedTask,
  given: string,
  signal: AbortSignal,
): Promise<AlertLookAnswer | null> {
  const found = await looking.catalog.variants([{ id: given }], signal);
  if (!found.ok) return null;
  const [exact] = found.value;
  if (exact) return told(looking, task, [exact]);
  const [hit, second] = looking.products.index().find(given);
  return hit && !second ? meant(looking, task, hit, signal) : { result: 'gone' };
}

interface Meant {
  productId: string;
  /** Empty: any. */
  variantIds: readonly string[];
}

async function meant(
  looking: Looking,
  task: ClaimedTask,
  { productId, variantIds }: Meant,
  signal: AbortSignal,
): Promise<AlertLookAnswer | null> {
  const known = looking.products.index().variantsOf(productId);
  const ids = variantIds.length > 0 ? variantIds : known.map(({ id }) => id);
  const refs = ids.slice(0, LIMITS.variantsAsked).map((id) => ({ id }));
  if (refs.length === 0) return { result: 'gone' };
  const found = await looking.catalog.variants(refs, signal);
  if (!found.ok) return null;
  return found.value.length === 0 ? { result: 'gone' } : told(looking, task, found.value);
}

/** Variants of one product, at least one. */
async function told(
  { store }: Looking,
  task: ClaimedTask,
  variants: readonly Variant[],
): Promise<AlertLookAnswer> {
  const { locale } = task.identity;
  const out = variants.filter(({ stock }) => !isHere(stock));
  const [first] = out.length > 0 ? out : variants;
  if (!first) return { result: 'gone' };
  const product = toProduct(first, locale);
  if (out.length === 0) {
    const here = variants.slice(0, LIMITS.variantsShown).map((one) => toAlertVariant(one, locale));
    return { result: 'here', product, variants: here };
  }
  if (out.length > 1) {
    const choices = out.slice(0, LIMITS.alertVariants).map((one) => toAlertVariant(one, locale));
    return { result: 'choose', product, variants: choices };
  }
  const mine = await store.listAlerts(task.conversationId, LIMITS.alertsPerCustomer);
  const waiting = mine.some(({ variantId }) => variantId === first.id);
  return { result: 'one', product, variant: toAlertVariant(first, locale), waiting };
}

/** No product was named: whoever waits for something means their list. */
async function unnamed({ store }: Looking, task: ClaimedTask): Promise<AlertLookAnswer> {
  const mine = await store.listAlerts(task.conversationId, LIMITS.alertsPerCustomer);
  if (mine.length === 0) return { result: 'none', named: false };
  return { result: 'list', alerts: mine.map((alert) => toLine(alert, task.identity.locale)) };
}
