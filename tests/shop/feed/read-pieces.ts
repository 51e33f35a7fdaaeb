/** Reads a feed out of memory, in pieces of any size. */
import type { FeedVariant } from '../../../src/shop/feed/feed-offer.ts';
import { readFeed, type FeedReading, type ReadFeedOptions } from '../../../src/shop/feed/read-feed.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { google, yml } from './feed-files.ts';
import { NOON } from './feed-house.ts';

export interface Read {
  reading: FeedReading;
  variants: FeedVariant[];
}

export async function read(
  bytes: Buffer | string,
  options: Partial<ReadFeedOptions> & { piece?: number } = {},
): Promise<Read> {
  const variants = new Map<string, FeedVariant>();
  const buffer = Buffer.from(bytes);
  const { piece = 65_536, ...rest } = options;
  async function* pieces() {
    for (let at = 0; at < buffer.length; at += piece) yield buffer.subarray(at, at + piece);
  }
  const reading = await readFeed(pieces(), {
    currency: 'RUB',
    unavailable: 'out',
    charset: null,
    take(variant) {
      if (variants.has(variant.id)) return false;
      variants.set(variant.id, variant);
      return true;
    },
    clock: createManualClock(NOON),
    signal: new AbortController().signal,
    ...rest,
  });
  return { reading, variants: [...variants.values()] };
}

export async function one(offer: string, options: Parameters<typeof read>[1] = {}): Promise<FeedVariant> {
  const { variants, reading } = await read(offer.startsWith('<item') ? google(offer) : yml(offer), options);
  const [variant] = variants;
  if (!variant || variants.length > 1) throw new Error(JSON.stringify(reading));
  return variant;
}

export const troubleOf = ({ reading }: Read) => (reading.ok ? 'none' : reading.trouble);
