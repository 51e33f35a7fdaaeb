/** Resident memory of the idle process: without any channel, then with one more each time. */
import { openChannels } from '../../crash/channels/chatters.ts';
import type { Random } from '../../../src/core/clock.ts';
import { sleep } from '../load.ts';
import { openBenchProduct } from './product.ts';

export interface MemoryRow {
  channels: string;
  /** Median of the rounds. */
  rssMb: number;
}

const IDLE_MS = 6_000;

export async function measureMemory({
  rounds,
  random,
}: {
  rounds: number;
  random: Random;
}): Promise<MemoryRow[]> {
  const figures = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    const channels = await openChannels({ baseUrl: 'http://127.0.0.1:9', customers: 0, random });
    for (let count = 0; count <= channels.length; count += 1) {
      const chosen = channels.slice(0, count);
      const name = count === 0 ? 'none' : `+ ${chosen.at(-1)?.name}`;
      const product = await openBenchProduct();
      await product.start(Object.assign({}, ...chosen.map(({ env }) => env)));
      await sleep(IDLE_MS);
      figures.set(name, [...(figures.get(name) ?? []), product.rssMb()]);
      await product.stop();
    }
    for (const channel of channels) await channel.close();
  }
  return [...figures].map(([channels, all]) => ({ channels, rssMb: median(all) }));
}

function median(figures: number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
}
