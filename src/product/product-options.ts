/** What a product is started with besides its settings; the clock, the dice and the messengers may be a test's. */
import type { Clock, Random } from '../core/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Platform } from '../core/ports/platform.ts';

export interface ProductOptions {
  /** The folder of package.json. */
  root: string;
  release: string;
  clock?: Clock;
  random?: Random;
  log?: Log;
  /** Other messengers than ours; for tests. */
  platforms?: Record<string, Platform>;
}
