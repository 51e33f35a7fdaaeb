/**
 * The product task: what a customer's words mean, with price and stock asked anew from the shop. Runs after the turn that
 * asked, answers through the inbox. When the shop does not answer, tells what was read last, and of when that is.
 */
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { inUnits } from '../core/money.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { ShopCatalog, Variant } from '../core/ports/shop-catalog.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import type { ProductCard, ProductFindAnswer } from '../core/product-answer.ts';
import { orCutOff } from './equal-time.ts';
import { productCard } from './product-card.ts';
import type { Products } from './products.ts';

export interface ProductTasksOptions {
  products: Products;
  catalog: ShopCatalog;
  clock: Clock;
  log: Log;
  /** IANA zone in which times are told. */
  timeZone: string;
}

const ID = z.string().min(1).max(LIMITS.incomingTextChars);
const LEAST = z.object({ below: z.int().min(0).optional(), atMost: z.number().min(0).optional() });
const INPUT = z.union([z.object({ text: ID }), z.object({ product: ID }), LEAST.extend({ instead: ID })]);

/** What is to be shown: a product with the variants that were meant, empty for all. */
interface Wanted {
  productId: string;
  variantIds: readonly string[];
}

/** The handler of `catalog.find`; see core/product-answer.ts for what it answers. */
export function createProductTasks(options: ProductTasksOptions): TaskHandlers {
  return {
    'catalog.find': async (task, signal) => ({ ok: true, value: await find(options, task, signal) }),
  };
}

async function find(
  options: ProductTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<ProductFindAnswer> {
  const wanted = wantedBy(options.products, INPUT.parse(task.input)).slice(0, LIMITS.productsShown);
  const fresh = await askAnew(options, wanted, signal);
  const cards = wanted.flatMap((one): ProductCard[] => {
    const known = options.products.index().variantsOf(one.productId);
    const variants = fresh ? known.flatMap(({ id }) => fresh.get(id) ?? []) : known;
    return variants.length === 0 ? [] : [toCard(options, task, one, { variants, isFresh: fresh !== null })];
  });
  const [first] = cards;
  if (!first) return { result: 'none' };
  return cards.length === 1 ? { result: 'product', product: first } : { result: 'several', products: cards };
}

function wantedBy(products: Products, input: z.output<typeof INPUT>): Wanted[] {
  const index = products.index();
  if ('text' in input) return index.find(input.text);
  if ('product' in input) return [{ productId: input.product, variantIds: [] }];
  const limit = LIMITS.productsShown;
  const isUnbounded = input.below === undefined && input.atMost === undefined;
  // The price is asked anew before it is told; here it only keeps what is plainly too dear out.
  const all = isUnbounded ? limit : LIMITS.alternativesCompared;
  return index
    .alternatives(input.instead, all)
    .map((productId) => ({ productId, variantIds: cheapEnough(index.variantsOf(productId), input) }))
    .filter(({ variantIds }) => isUnbounded || variantIds.length > 0)
    .slice(0, limit);
}

/** What can be had for less than `below` (smallest units) and for `atMost` (whole units); empty: no bound was given. */
function cheapEnough(
  variants: readonly Variant[],
  { below, atMost }: z.output<typeof LEAST>,
): readonly string[] {
  if (below === undefined && atMost === undefined) return [];
  return variants
    .filter(({ price, stock }) => {
      const isLess = below === undefined || price.minor < below;
      return isLess && (atMost === undefined || inUnits(price) <= atMost) && stock.state !== 'out';
    })
    .map(({ id }) => id);
}

/** The variants of all that is shown, as the shop has them now; null when it does not answer. */
async function askAnew(
  { products, catalog, log }: ProductTasksOptions,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Map<string, Variant> | null> {
  const refs = wanted
    .flatMap(({ productId }) =>
      products
        .index()
        .variantsOf(productId)
        .map(({ id }) => ({ id })),
    )
    .slice(0, LIMITS.variantsAsked);
  if (refs.length === 0) return new Map();
  const late = { ok: false, failure: { kind: 'unavailable', detail: 'timeout' } } as const;
  const found = await orCutOff(catalog.variants(refs, signal), late, signal);
  if (!found.ok) {
    log.warn({ step: 'shop', kind: found.failure.kind }, 'the shop did not answer about a product');
    return null;
  }
  return new Map(found.value.map((variant) => [variant.id, variant]));
}

function toCard(
  { products, timeZone }: ProductTasksOptions,
  task: ClaimedTask,
  wanted: Wanted,
  { variants, isFresh }: { variants: readonly Variant[]; isFresh: boolean },
): ProductCard {
  return productCard(variants, {
    locale: task.identity.locale,
    timeZone,
    meant: wanted.variantIds,
    alternatives: products.index().alternatives(wanted.productId, 1).length > 0,
    asOfMs: isFresh ? null : products.readAtMs(),
  });
}
