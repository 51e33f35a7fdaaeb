/** What the feed bench measures, a process of its own so that its memory is nobody else's: catalogue, snapshot, search index. */
import { mkdirSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import { openFeedCatalog } from '../../src/shop/feed/feed-catalog.ts';
import { createProducts } from '../../src/shop/products.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';

const [port = '', dir = ''] = process.argv.slice(2);
const origin = `http://127.0.0.1:${port}`;
mkdirSync(dir, { recursive: true });
const http = createHttpClient({ clock: systemClock, trustedOrigin: origin });
const common = {
  dir,
  currency: 'RUB',
  unavailable: 'out',
  everyMs: 3_600_000,
  http,
  clock: systemClock,
} as const;
const options = { ...common, log: silentLog, metrics: silentMetrics };

// What the code itself takes before it has anything to do.
globalThis.gc?.();
await wait(300);
const baseMb = rssMb();

// A feed's address may change while its goods do not; here it stands for the next version at the same one.
const source = { kind: 'url' as const, url: `${origin}/0`, trusted: true };
const catalog = await openFeedCatalog({ ...options, source });
const products = createProducts({ catalog, clock: systemClock, log: silentLog });
await round('fetch, read, keep', () => catalog.refresh());
await round('index', () => products.refresh());
source.url = `${origin}/1`;
await round('the next feed', () => catalog.refresh());
await round('the next index', () => products.refresh());
globalThis.gc?.();
await wait(500);
if (process.env['DETAILS']) console.error(process.memoryUsage());
send('at rest', 0, rssMb(), { wall: 0, cpu: 0 });
products.close();
await http.close();
await catalog.close();
process.disconnect();

async function round(name: string, run: () => Promise<void>): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  let peakMb = 0;
  const sampler = setInterval(() => (peakMb = Math.max(peakMb, rssMb())), 20);
  const cpu = watchCpu();
  loop.enable();
  const startedMs = performance.now();
  await run();
  const ms = performance.now() - startedMs;
  await wait(50);
  loop.disable();
  clearInterval(sampler);
  send(name, ms, Math.max(peakMb, rssMb()), { wall: loop.max / 1e6, cpu: cpu.stop() });
}

/**
 * The most that this thread worked between two turns of the event loop. On a machine that does other things besides, this
 * tells what was ours of a block.
 */
function watchCpu() {
  let most = 0;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    most = Math.max(most, (user + system) / 1_000);
  }, 1);
  return {
    stop(): number {
      clearInterval(timer);
      return most;
    },
  };
}

function send(name: string, ms: number, memoryMb: number, blocked: { wall: number; cpu: number }): void {
  process.send?.({
    name,
    ms,
    memoryMb: Math.round(memoryMb - baseMb),
    blockedMs: Math.round(blocked.wall),
    workedMs: Math.round(blocked.cpu),
    variants: products.index().size,
  });
}

function rssMb(): number {
  return process.memoryUsage.rss() / 1e6;
}
