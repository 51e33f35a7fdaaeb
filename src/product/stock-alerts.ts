/** Stock alerts put together: their tasks, and the round that reads the stock and tells who waits. */
import type { ShopSettings } from '../content/shop-settings.ts';
import type { Clock } from '../core/clock.ts';
import { platformOf } from '../core/ids.ts';
import type { Log } from '../core/ports/log.ts';
import type { StockAlertStore } from '../core/ports/stock-alerts.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import type { Engine } from '../engine/engine.ts';
import { LIMITS } from '../core/limits.ts';
import { createAlertRound } from '../shop/alerts/alert-round.ts';
import type { AlertSettings, BackTemplate } from '../shop/alerts/alert-settings.ts';
import { createAlertTasks } from '../shop/alerts/alert-tasks.ts';
import type { OpenContent } from './open-content.ts';
import type { Rounds } from './rounds.ts';
import type { OpenShop } from './shop.ts';

/** The name under which a platform has approved the words for "it is back". */
const TEMPLATE = 'back_in_stock';
const TEMPLATE_SLOTS = new Set(['product', 'price', 'link']);

export interface StockAlertParts {
  store: StockAlertStore;
  shop: Pick<OpenShop, 'catalog' | 'searched'>;
  content: OpenContent;
  clock: Clock;
  log: Log;
}

export interface OpenStockAlerts {
  tasks: TaskHandlers;
  /** Begins the round, once there is an engine to speak through. */
  watch(engine: Pick<Engine, 'door' | 'load'>, rounds: Rounds): void;
}

export function openStockAlerts({ store, shop, content, clock, log }: StockAlertParts): OpenStockAlerts {
  const settings = () => alertSettings(content.current().shop.stockAlerts);
  const { catalog, searched } = shop;
  return {
    tasks: createAlertTasks({ store, products: searched, catalog, settings, clock }),
    watch(engine, rounds) {
      const round = createAlertRound({
        store,
        catalog,
        notice: engine.door.notice,
        settings,
        quiet: () => content.current().quiet,
        speak: (momentMs, nowMs, locale) => content.current().live.hours.speak(momentMs, nowMs, locale),
        template: backTemplate(content),
        isCalm: () => isCalm(engine),
        clock,
        log,
      });
      rounds.add('stock-alerts', LIMITS.alertRoundMs, round);
    },
  };
}

/** The group of shop.yaml in the words of the round. */
export function alertSettings(given: ShopSettings['stockAlerts']): AlertSettings {
  return {
    on: given.on,
    waveFactor: given.peoplePerPiece,
    waveSize: given.peopleAtOnce,
    wavePauseMs: given.pauseMinutes * 60_000,
    keepMonths: given.keepMonths,
  };
}

/** Only one whose every slot can be filled, and that speaks the customer's language. */
function backTemplate(content: OpenContent): BackTemplate {
  return (account, locale) => {
    const all = content.current().templates[platformOf(account)] ?? [];
    const found = all.find(({ name, use }) => name === TEMPLATE && use === 'notice');
    const fits = found?.languages[locale] && found.slots.every((slot) => TEMPLATE_SLOTS.has(slot));
    return found && fits ? { name: found.name, slots: found.slots } : null;
  };
}

function isCalm({ load }: Pick<Engine, 'load'>): boolean {
  const now = load();
  return now === null || now.inboxPending + now.deliveriesOpen < LIMITS.alertCalm;
}
