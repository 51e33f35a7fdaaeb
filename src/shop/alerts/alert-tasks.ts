/**
 * The tasks of stock alerts: what a customer means and whether it can be had, the wish itself, their list. They run after the
 * turn that asked and answer through the inbox. A shop that does not answer is a failure: nobody is told that a thing is out
 * on the word of yesterday.
 */
import { z } from 'zod';
import type { AlertListAnswer, AlertSubscribeAnswer } from '../../core/alert-answer.ts';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ClaimedTask } from '../../core/ports/engine-store.ts';
import type { ShopCatalog } from '../../core/ports/shop-catalog.ts';
import type { StockAlertStore } from '../../core/ports/stock-alerts.ts';
import type { TaskHandler, TaskHandlers } from '../../core/ports/task.ts';
import type { Products } from '../products.ts';
import { toAlertVariant, toLine, toProduct } from './alert-cards.ts';
import type { AlertSettings } from './alert-settings.ts';
import { lookFor } from './look-for.ts';
import { isHere } from './next-watch.ts';
import { othersLike } from './others-like.ts';
import { variantName } from './variant-name.ts';

export interface AlertTasksOptions {
  store: Pick<StockAlertStore, 'addAlert' | 'listAlerts' | 'cancelAlerts'>;
  products: Pick<Products, 'index'>;
  catalog: Pick<ShopCatalog, 'variants'>;
  settings(): AlertSettings;
  clock: Clock;
}

const ID = z.string().min(1).max(LIMITS.incomingTextChars);
const SUBSCRIBE = z.object({ variant: ID });
const CANCEL = z.union([z.object({ key: ID }), z.object({ all: z.literal(true) })]);

/** The handlers of `alert.look`, `alert.subscribe`, `alert.list` and `alert.cancel`; see core/alert-answer.ts. */
export function createAlertTasks(options: AlertTasksOptions): TaskHandlers {
  return {
    'alert.look': async (task, signal) => {
      const value = await lookFor(options, task, signal);
      return value ? { ok: true, value } : { ok: false, reason: 'shop' };
    },
    'alert.subscribe': subscribing(options),
    'alert.list': async (task) => ({ ok: true, value: await listed(options, task, 0) }),
    'alert.cancel': async (task) => {
      const wish = CANCEL.parse(task.input);
      const key = 'all' in wish ? null : wish.key;
      const cancelled = await options.store.cancelAlerts(task.conversationId, key, options.clock.now());
      return { ok: true, value: await listed(options, task, cancelled) };
    },
  };
}

function subscribing(options: AlertTasksOptions): TaskHandler {
  return async (task, signal) => {
    const { variant: id } = SUBSCRIBE.parse(task.input);
    if (!options.settings().on) return { ok: true, value: { result: 'off' } };
    // Between the question and the answer days may have gone by.
    const found = await options.catalog.variants([{ id }], signal);
    if (!found.ok) return { ok: false, reason: found.failure.kind };
    const [variant] = found.value;
    const { locale } = task.identity;
    if (!variant) return { ok: true, value: { result: 'gone' } };
    if (isHere(variant.stock)) {
      const product = toProduct(variant, locale);
      return { ok: true, value: { result: 'here', product, variants: [toAlertVariant(variant, locale)] } };
    }
    const wish = {
      key: task.key,
      conversationId: task.conversationId,
      variantId: variant.id,
      productId: variant.productId,
      title: variantName(variant),
      atMs: options.clock.now(),
    };
    const added = await options.store.addAlert(wish, LIMITS.alertsPerCustomer);
    if (added === 'full') return { ok: true, value: { result: 'full', most: LIMITS.alertsPerCustomer } };
    const mine = await options.store.listAlerts(task.conversationId, LIMITS.alertsPerCustomer);
    const alert = mine.find(({ variantId }) => variantId === variant.id);
    const value: AlertSubscribeAnswer = {
      result: added === 'added' ? 'done' : 'already',
      others: await othersLike(options, variant.productId, locale, signal),
      keepMonths: options.settings().keepMonths,
      alert: alert ? toLine(alert, locale) : null,
    };
    return { ok: true, value };
  };
}

async function listed(
  { store }: AlertTasksOptions,
  task: ClaimedTask,
  cancelled: number,
): Promise<AlertListAnswer> {
  const mine = await store.listAlerts(task.conversationId, LIMITS.alertsPerCustomer);
  return { alerts: mine.map((alert) => toLine(alert, task.identity.locale)), cancelled };
}
