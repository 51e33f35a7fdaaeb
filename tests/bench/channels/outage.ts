/** WhatsApp answers 500, or nothing at all, for a while: what becomes of its customers, of the backlog, and of Viber's customers meanwhile. */
import type { Random } from '../../../src/core/clock.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { sleep } from '../load.ts';
import {
  createStream,
  doubledOf,
  lostOf,
  percentileOf,
  viberTalker,
  whatsappTalker,
} from './channel-talkers.ts';
import { openBenchProduct } from './product.ts';

export interface OutageOptions {
  how: '500' | 'hang';
  seconds: number;
  /** Messages a second on each channel. */
  perSecond: number;
  random: Random;
}

export interface OutageResult {
  how: string;
  asked: number;
  lost: number;
  doubled: number;
  /** From the end of the outage to the first answer. */
  firstMs: number;
  /** From the end of the outage to the last answer. */
  lastMs: number;
  /** Messages a second while the first nineteen twentieths of the backlog leave. */
  drainPerSecond: number;
  backlog: number;
  /** p99 on the other channel: before, and during the outage. */
  calmP99Ms: number;
  duringP99Ms: number;
  otherLost: number;
}

/** As on the platform: calls a second of one number. */
export const ALLOWED_PER_SECOND = 80;
const FAULTS: Record<OutageOptions['how'], Omit<Fault, 'method'>> = {
  '500': { status: 500 },
  hang: { drop: 'hang' },
};
const WARM_UP_MS = 4_000;
const CALM_MS = 20_000;
const MOST = 0.95;
const LONGEST_REST_MS = 180_000;

export async function measureOutage({
  how,
  seconds,
  perSecond,
  random,
}: OutageOptions): Promise<OutageResult> {
  const [sick, well] = [await whatsappTalker(random), await viberTalker(random)];
  const product = await openBenchProduct();
  try {
    await product.start({ ...sick.env, ...well.env });
    await sick.ready(product.baseUrl);
    const streams = {
      sick: createStream(sick, product.questions),
      well: createStream(well, product.questions),
    };
    const both = (ms: number) =>
      Promise.all([streams.sick.run(perSecond, ms), streams.well.run(perSecond, ms)]);
    await both(WARM_UP_MS);
    const [, calm] = await both(CALM_MS);
    sick.fault({ ...FAULTS[how], times: Number.MAX_SAFE_INTEGER });
    const [asked, others] = await both(seconds * 1_000);
    const backlog = lostOf(asked);
    sick.clearFaults();
    const backAt = performance.now();
    while (lostOf(asked) > 0 && performance.now() - backAt < LONGEST_REST_MS) await sleep(100);
    await sleep(2_000);
    const answers = asked
      .flatMap(({ answeredAt }) => answeredAt.filter((at) => at >= backAt))
      .toSorted((a, b) => a - b);
    // Parts that had been tried in vain wait a little longer, by rule: they are counted, but the pace is that of the others.
    const most = Math.floor(answers.length * MOST);
    const [first = Infinity, last = Infinity] = [answers[0], answers[most]];
    return {
      how,
      asked: asked.length,
      lost: lostOf(asked),
      doubled: doubledOf(asked),
      firstMs: first - backAt,
      drainPerSecond: (most * 1_000) / (last - first),
      lastMs: (answers.at(-1) ?? Infinity) - backAt,
      backlog,
      calmP99Ms: percentileOf(calm, 0.99),
      duringP99Ms: percentileOf(others, 0.99),
      otherLost: lostOf(others),
    };
  } finally {
    await product.stop();
    await sick.close();
    await well.close();
  }
}
