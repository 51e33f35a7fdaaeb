/**
 * What the shop has for one customer alone: points, promotions, places near them, recommendations, links to pay, and what it says
 * unasked. Opened with the shop, closed with it.
 */
import { join } from 'node:path';
import type { AccountId } from '../core/ids.ts';
import { platformOf } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { Loyalty } from '../core/ports/loyalty.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { PersonalKind } from '../core/ports/personal-store.ts';
import type { ShopOrders } from '../core/ports/shop.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import type { Engine } from '../engine/engine.ts';
import { createLoyaltyTasks } from '../personal/loyalty-tasks.ts';
import { createPaymentTasks } from '../personal/payment-tasks.ts';
import { createPersonalRound } from '../personal/personal-round.ts';
import { createPersonalTasks } from '../personal/personal-tasks.ts';
import { createPickupTasks } from '../personal/pickup-tasks.ts';
import { createPlanRound } from '../personal/plan-rounds.ts';
import { createRecommendationTasks } from '../personal/recommendation-tasks.ts';
import { createEmbeddedLoyalty } from '../shop/embedded/embedded-loyalty.ts';
import { createEmbeddedPaymentLinks } from '../shop/embedded/embedded-payment-links.ts';
import { createEmbeddedPickupPoints } from '../shop/embedded/embedded-pickup-points.ts';
import { createEmbeddedPromotions } from '../shop/embedded/embedded-promotions.ts';
import { openLoyaltyDatabase } from '../shop/embedded/loyalty-database.ts';
import type { OrderTasksOptions } from '../shop/order-access.ts';
import type { Products } from '../shop/products.ts';
import type { OpenContent } from './open-content.ts';
import type { Rounds } from './rounds.ts';
import type { ShopParts } from './shop-parts.ts';

export interface OpenPersonal {
  tasks: TaskHandlers;
  loyalty: Loyalty;
  /** Reads the shop's files anew. Throws SAMPLE_INVALID; what was read before stays. */
  reload(): Promise<void>;
  /** Begins the rounds, once there is an engine to speak through. */
  watch(
    engine: Pick<Engine, 'door'>,
    adapters: ReadonlyMap<AccountId, Pick<ChannelAdapter, 'facts'>>,
    rounds: Rounds,
  ): void;
  close(): void;
}

export interface PersonalParts extends ShopParts {
  asking: OrderTasksOptions;
  orders: ShopOrders;
  media: Pick<MediaStore, 'save' | 'read'>;
  products: Products;
  catalog: ShopCatalog;
}

/** `dir`: the shop's files; `dataDir`: where ours go. Throws SAMPLE_INVALID, DATA_DIR_UNUSABLE. */
export async function openPersonal(
  { dir, dataDir }: { dir: string; dataDir: string },
  parts: PersonalParts,
): Promise<OpenPersonal> {
  const db = openLoyaltyDatabase(join(dataDir, 'loyalty.sqlite'));
  try {
    return { ...(await openOn(db, dir, parts)), close: () => void db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

async function openOn(
  db: ReturnType<typeof openLoyaltyDatabase>,
  dir: string,
  parts: PersonalParts,
): Promise<Omit<OpenPersonal, 'close'>> {
  const { settings, content, clock, random, log, metrics, store, asking } = parts;
  const { timeZone, currency } = settings;
  const { source } = asking;
  const loyalty = await createEmbeddedLoyalty({ db, dir, timeZone, currency, clock });
  const promotions = await createEmbeddedPromotions({ dir, timeZone, clock });
  const points = await createEmbeddedPickupPoints(dir, timeZone);
  const shop = () => content.current().shop;
  const personal = () => shop().personal;
  const quiet = () => content.current().quiet;
  const links = createEmbeddedPaymentLinks({ db, page: () => shop().payment?.page ?? null, clock, random });
  return {
    loyalty,
    tasks: {
      ...createLoyaltyTasks({ ...asking, loyalty, promotions, media: parts.media }),
      ...createPickupTasks({ points, clock, log }),
      ...createPersonalTasks({ store, settings: personal, clock }),
      ...createRecommendationTasks({ ...parts, source, settings: personal, timeZone }),
      ...createPaymentTasks({
        ...asking,
        orders: parts.orders,
        links,
        ttlMs: () => (shop().payment?.linkHours ?? DEFAULT_LINK_HOURS) * 60 * 60_000,
        country: () => shop().country,
      }),
    },
    async reload() {
      await loyalty.reload();
      await promotions.reload();
      await points.reload();
    },
    watch({ door }, adapters, rounds) {
      const plan = createPlanRound({ store, source, settings: personal, quiet, timeZone, clock, log });
      rounds.add('personal-plan', LIMITS.personalPlanMs, plan);
      const say = createPersonalRound({
        store,
        loyalty,
        notice: door.notice,
        quiet,
        template: personalTemplate(content),
        windowMs: (account) => adapters.get(account)?.facts.replyWindowMs ?? null,
        clock,
        log,
        metrics,
      });
      rounds.add('personal', LIMITS.personalRoundMs, say);
      rounds.add('receipts', LIMITS.paymentReceiptsEveryMs, async () => links.forgetReceipts());
    },
  };
}

const DEFAULT_LINK_HOURS = 24;

/** The names under which a platform has approved our words about points. */
const TEMPLATES: Record<PersonalKind, string> = { birthday: 'birthday_gift', 'win-back': 'we_miss_you' };

/** Only one whose every slot can be filled, and that speaks the customer's language. */
function personalTemplate(content: OpenContent) {
  return (account: AccountId, locale: Locale, kind: PersonalKind): string | null => {
    const all = content.current().templates[platformOf(account)] ?? [];
    const found = all.find(({ name, use }) => name === TEMPLATES[kind] && use === 'notice');
    const fits = found?.languages[locale] && found.slots.every((slot) => slot === 'points');
    return fits ? found.name : null;
  };
}
