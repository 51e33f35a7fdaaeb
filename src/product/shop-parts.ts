/** What the parts of the shop are opened with. */
import type { ShopSettings } from '../content/shop-settings.ts';
import type { Clock, Random } from '../core/clock.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { OrderMirror, OrderWatches } from '../core/ports/order-mirror.ts';
import type { PersonalStore } from '../core/ports/personal-store.ts';
import type { StockAlertStore } from '../core/ports/stock-alerts.ts';
import type { MetricsRegistry } from '../observe/metrics.ts';
import type { OpenContent } from './open-content.ts';

export interface ShopParts {
  settings: ShopSettings;
  store: Pick<EngineStore, 'countTry'> &
    OrderMirror &
    OrderWatches &
    PersonalStore &
    Pick<StockAlertStore, 'wakeStockWatches'>;
  content: OpenContent;
  media: Pick<MediaStore, 'save' | 'read'>;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: MetricsRegistry;
}
