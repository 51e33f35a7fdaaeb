/**
 * `npm run bench:products`: the product search over a catalogue of 50,000 variants, beside fuse.js: how long a question
 * takes, how often the right product comes first, and how long the index keeps the process from anything else.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import Fuse from 'fuse.js';
import { silentLog } from '../../src/core/ports/log.ts';
import { createProducts } from '../../src/shop/products.ts';
import { systemClock } from '../../src/core/clock.ts';
import { heldCatalog, manyVariants, questionsOf } from './many-variants.ts';

const VARIANTS = Number(process.env['VARIANTS'] ?? 50_000);
const QUESTIONS = 2_000;
/** fuse.js takes long enough for each. */
const FUSE_QUESTIONS = 60;

const variants = manyVariants(VARIANTS);
const asked = questionsOf(variants, QUESTIONS);

const before = memory();
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();
const startedMs = performance.now();
const products = createProducts({ catalog: heldCatalog(variants), clock: systemClock, log: silentLog });
await products.refresh();
const builtMs = performance.now() - startedMs;
await new Promise((next) => {
  setTimeout(next, 50);
});
loop.disable();
console.log(
  `index of ${VARIANTS} variants: ${Math.round(builtMs)} ms, event loop blocked ${Math.round(loop.max / 1e6)} ms at most, ` +
    `${memory() - before} MB`,
);

const index = products.index();
const ours = measure(asked, (text) => index.find(text)[0]?.productId);
report('prilavok', ours);
products.close();

const titles = [...new Map(variants.map((variant) => [variant.productId, variant])).values()];
const fuse = new Fuse(
  titles.map(({ productId, title }) => ({ productId, ru: title.ru, uk: title.uk, en: title.en })),
  { keys: ['ru', 'uk', 'en'], ignoreLocation: true, threshold: 0.4 },
);
report(
  'fuse.js',
  measure(asked.slice(0, FUSE_QUESTIONS), (text) => fuse.search(text, { limit: 1 })[0]?.item.productId),
);

interface Measured {
  times: number[];
  right: number;
  asked: number;
}

function measure(
  questions: { text: string; productIds: ReadonlySet<string> }[],
  answer: (text: string) => string | undefined,
): Measured {
  const times: number[] = [];
  let right = 0;
  for (const { text, productIds } of questions) {
    const fromMs = performance.now();
    const found = answer(text);
    times.push(performance.now() - fromMs);
    if (found !== undefined && productIds.has(found)) right += 1;
  }
  return { times: times.toSorted((a, b) => a - b), right, asked: questions.length };
}

function report(name: string, { times, right, asked: count }: Measured): void {
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2);
  console.log(
    `${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; right product first in ${Math.round((100 * right) / count)} % of ${count}`,
  );
}

function memory(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
}
