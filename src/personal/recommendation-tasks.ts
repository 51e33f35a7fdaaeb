/**
 * The task that recommends: from what the customer bought themselves, only with their consent and under a number that the channel
 * vouches for. What is nobody's business is neither recommended nor named as the reason.
 */
import type { PersonalSettings } from '../content/personal-schema.ts';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { localText } from '../core/local-text.ts';
import type { Locale } from '../core/locale.ts';
import type { RecommendationsAnswer } from '../core/loyalty-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { PersonalStore } from '../core/ports/personal-store.ts';
import type { Order, ShopFailure } from '../core/ports/shop.ts';
import type { ShopCatalog, Variant } from '../core/ports/shop-catalog.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import type { OrderSource } from '../shop/mirror/order-source.ts';
import { productCard } from '../shop/product-card.ts';
import type { Products } from '../shop/products.ts';

export interface RecommendationTasksOptions {
  store: Pick<PersonalStore, 'readPerson'>;
  source: OrderSource;
  products: Products;
  catalog: Pick<ShopCatalog, 'variants'>;
  settings: () => PersonalSettings;
  timeZone: string;
  clock: Clock;
}

type Outcome = Awaited<ReturnType<TaskHandler>>;

/** The handler of `recommendations.find`; see core/loyalty-answer.ts for what it answers. */
export function createRecommendationTasks(options: RecommendationTasksOptions): TaskHandlers {
  return { 'recommendations.find': (task, signal) => find(options, task, signal) };
}

async function find(
  options: RecommendationTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  const person = await options.store.readPerson(task.conversationId);
  if (person?.consents.recommendations?.given !== true) return answer({ result: 'consent-needed' });
  const phone = task.identity.verifiedPhone;
  if (phone === null) return answer({ result: 'proof-needed' });
  const { orders, failure } = await options.source.find({ phone }, LIMITS.ordersRecommendedFrom, signal);
  if (orders.length === 0 && failure) return failed(failure);
  if (buyersOf(orders) > 1) return answer({ result: 'several' });
  const refs = skusOf(orders).map((sku) => ({ sku }));
  if (refs.length === 0) return answer({ result: 'nothing' });
  const bought = await options.catalog.variants(refs, signal);
  if (!bought.ok) return failed(bought.failure);
  return answer(recommend(options, inOrder(bought.value, refs), task.identity.locale));
}

function failed({ kind }: ShopFailure): Outcome {
  return kind === 'unavailable' || kind === 'throttled' ? { retry: kind } : { ok: false, reason: kind };
}

/** `owned`: what was bought and kept, the latest first, each product once. */
function recommend(
  options: RecommendationTasksOptions,
  owned: Variant[],
  locale: Locale,
): RecommendationsAnswer {
  const { products, settings } = options;
  const index = products.index();
  const { goesWith, neverRecommend } = settings();
  const isPrivate = (category: string | null) => category === null || neverRecommend.includes(category);
  const ownIds = new Set(owned.map(({ productId }) => productId));
  const wanted = new Set<string>();
  const because: string[] = [];
  for (const one of owned.filter(({ category }) => !isPrivate(category))) {
    const beside = (goesWith[one.category ?? ''] ?? []).flatMap((category) => index.inCategory(category, 2));
    const fresh = [...beside, ...index.alternatives(one.productId, LIMITS.recommended)].filter((id) => {
      const [first] = index.variantsOf(id);
      return first && !ownIds.has(id) && !wanted.has(id) && !isPrivate(first.category);
    });
    if (fresh.length === 0) continue;
    because.push(localText(one.title, locale));
    // Two for each thing bought, so that the last purchase does not fill the list alone.
    for (const id of fresh.slice(0, 2)) wanted.add(id);
    if (wanted.size >= LIMITS.recommended) break;
  }
  const shown = [...wanted].slice(0, LIMITS.recommended);
  if (shown.length === 0) return { result: 'nothing' };
  const view = { locale, timeZone: options.timeZone, meant: [], alternatives: false, asOfMs: null };
  const cards = shown.map((id) => productCard(index.variantsOf(id), view));
  return { result: 'found', products: cards, because: [...new Set(because)].slice(0, 2) };
}

/** What was bought and kept, the latest first. */
function skusOf(orders: Order[]): string[] {
  const kept = orders.filter(
    ({ state }) => state !== 'cancelled' && state !== 'returned' && state !== 'failed',
  );
  const skus = kept.flatMap(({ lines }) => lines.flatMap(({ sku }) => (sku === null ? [] : [sku])));
  return [...new Set(skus)].slice(0, LIMITS.variantsAsked);
}

/** As they were asked for, each product once. */
function inOrder(variants: Variant[], refs: { sku: string }[]): Variant[] {
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  const found = new Map<string, Variant>();
  for (const { sku } of refs) {
    const variant = bySku.get(sku);
    if (variant && !found.has(variant.productId)) found.set(variant.productId, variant);
  }
  return [...found.values()];
}

/** How many people these orders belong to, as far as their contacts tell. */
function buyersOf(orders: Order[]): number {
  return new Set(orders.map(({ buyer }) => buyer.externalId ?? buyer.emails[0] ?? buyer.name ?? '')).size;
}

function answer(value: RecommendationsAnswer): Outcome {
  return { ok: true, value };
}
