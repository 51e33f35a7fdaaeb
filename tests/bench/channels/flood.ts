/** A flood of one channel: what ten times the usual load of Telegram does to the answers of Viber and WhatsApp. */
import type { Random } from '../../../src/core/clock.ts';
import { startApiStub } from '../api-stub.ts';
import { SECRET, TOKEN } from '../bots.ts';
import { applyLoad, type Measure } from '../load.ts';
import {
  createStream,
  doubledOf,
  lostOf,
  percentileOf,
  viberTalker,
  whatsappTalker,
  type Asked,
} from './channel-talkers.ts';
import { openBenchProduct } from './product.ts';
import { sleep } from '../load.ts';

export interface FloodOptions {
  seconds: number;
  /** Messages a second on the flooded channel as a rule. */
  usual: number;
  /** Times that in the flood. */
  times: number;
  /** Messages a second on each of the other channels. */
  others: number;
  random: Random;
}

export interface FloodRow {
  phase: string;
  flooded: Measure;
  channels: { name: string; p50Ms: number; p99Ms: number; lost: number; doubled: number; asked: number }[];
}

const REST_MS = 3_000;
const WARM_UP_MS = 5_000;

/** Calm, flood, calm again: so that a machine that slows down meanwhile is seen. */
export async function measureFlood(options: FloodOptions): Promise<FloodRow[]> {
  const { random } = options;
  const stub = await startApiStub();
  const talkers = [await viberTalker(random), await whatsappTalker(random)];
  const product = await openBenchProduct();
  try {
    const telegram = {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: stub.url,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_MODE: 'webhook',
    };
    await product.start(Object.assign({}, telegram, ...talkers.map(({ env }) => env)));
    for (const talker of talkers) await talker.ready(product.baseUrl);
    const streams = talkers.map((talker) => createStream(talker, product.questions));
    const phase = async (name: string, perSecond: number, ms: number): Promise<FloodRow> => {
      const bot = {
        port: product.port,
        path: '/webhooks/telegram',
        cpuMs: () => 0,
        rssMb: product.rssMb,
        dataDir: '',
        stop: async () => {},
      };
      const load = {
        job: 'faq' as const,
        bot,
        stub,
        fraction: random.fraction,
        load: { perSecond },
        warmMs: 0,
        measureMs: ms,
      };
      const [flooded, ...asked] = await Promise.all([
        applyLoad(load),
        ...streams.map((stream) => stream.run(options.others, ms)),
      ]);
      await sleep(REST_MS);
      return {
        phase: name,
        flooded,
        channels: asked.map((all, index) => rowOf(talkers[index]?.name ?? '', all)),
      };
    };
    await phase('warm-up', options.usual * options.times, WARM_UP_MS);
    const ms = options.seconds * 1_000;
    return [
      await phase('calm', options.usual, ms),
      await phase(`${options.times}×`, options.usual * options.times, ms),
      await phase('calm again', options.usual, ms),
    ];
  } finally {
    await product.stop();
    for (const talker of talkers) await talker.close();
    stub.close();
  }
}

function rowOf(name: string, asked: Asked[]): FloodRow['channels'][number] {
  return {
    name,
    p50Ms: percentileOf(asked, 0.5),
    p99Ms: percentileOf(asked, 0.99),
    lost: lostOf(asked),
    doubled: doubledOf(asked),
    asked: asked.length,
  };
}
