/**
 * The product as a program of its own for `alerts.ts`: it tells its parent how long its event loop was blocked, and its clock
 * can be set forward, so that the pause between two waves need not be waited for.
 */
import { enableCompileCache } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { startProduct } from '../../src/product/start-product.ts';
import { ROOT } from '../crash/product-process.ts';

enableCompileCache(join(ROOT, 'node_modules/.cache/prilavok'));

let aheadMs = 0;
const loop = monitorEventLoopDelay({ resolution: 2 });
const product = await startProduct(readConfig(process.env), {
  root: ROOT,
  release: 'bench',
  clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
});
loop.enable();

process.on('message', (wish: { do: 'forward'; ms: number } | { do: 'begin' } | { do: 'end' }) => {
  if (wish.do === 'forward') aheadMs += wish.ms;
  if (wish.do === 'begin') loop.reset();
  process.send?.({ blockedMs: loop.max / 1e6, rssMb: process.memoryUsage().rss / 1e6 });
});
process.once('SIGTERM', () => void product.stop().then(() => process.exit(0)));
process.send?.({ blockedMs: 0, rssMb: 0 });
