/** What a shop decides about its stock alerts, and what the round needs of the house, as the parts here see it. */
import type { Clock } from '../../core/clock.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { Door } from '../../core/ports/accept.ts';
import type { Hours } from '../../core/ports/hours.ts';
import type { Log } from '../../core/ports/log.ts';
import type { QuietHours } from '../../core/ports/quiet-hours.ts';
import type { ShopCatalog } from '../../core/ports/shop-catalog.ts';
import type { StockAlertStore } from '../../core/ports/stock-alerts.ts';

export interface AlertSettings {
  on: boolean;
  /** People told for each piece that is there. */
  waveFactor: number;
  /** People of a wave where the shop does not count its pieces. */
  waveSize: number;
  wavePauseMs: number;
  /** Wishes older than this are ended. */
  keepMonths: number;
}

/** The words approved by a platform for "it is back": its name and what fills it; null: there are none. */
export type BackTemplate = (account: AccountId, locale: Locale) => { name: string; slots: string[] } | null;

export interface AlertRoundDeps {
  store: StockAlertStore;
  catalog: Pick<ShopCatalog, 'variants'>;
  notice: Door['notice'];
  settings(): AlertSettings;
  quiet(): QuietHours;
  /** How a moment is said: "сегодня в 14:30". */
  speak: Hours['speak'];
  template: BackTemplate;
  /** False: customers wait for answers. */
  isCalm(): boolean;
  clock: Clock;
  log: Log;
}
