/**
 * A whole feed, read once from beginning to end in small slices: every good offer goes to `take`, every bad one is counted, and
 * at the end stands whether this was a feed at all. Whether it may go live is decided elsewhere. Keeps one offer at a time, and
 * lets everybody else have a turn after each slice.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FeedVariant, OfferFault, OfferMend, OfferView, RawOffer } from './feed-offer.ts';
import { CutPacking, feedText, type Bytes } from './feed-text.ts';
import { createOfferParser, type FeedFormat, type OfferParser } from './offer-parser.ts';
import { readGoogleOffer } from './read-google-offer.ts';
import { readYmlOffer } from './read-yml-offer.ts';

export interface ReadFeedOptions {
  /** ISO 4217, where neither the price nor the feed names one. */
  currency: string;
  unavailable: 'out' | 'backorder';
  /** What the server says of the encoding. */
  charset: string | null;
  /** False: this id was there before. */
  take(variant: FeedVariant): boolean;
  clock: Clock;
  signal: AbortSignal;
}

/** What can be told of a reading, whatever came of it. */
export interface FeedReport {
  format: FeedFormat | null;
  encoding: string | null;
  /** Offers that are kept. */
  kept: number;
  leftOut: Partial<Record<OfferFault, number>>;
  mended: Partial<Record<OfferMend, number>>;
  /** The first of those that were left out. */
  named: { id: string; fault: OfferFault; detail: string }[];
}

export type FeedTrouble = 'not-a-feed' | 'too-deep' | 'too-large' | 'too-slow' | 'cut' | 'empty' | 'aborted';

export type FeedReading =
  { ok: true; report: FeedReport } | { ok: false; trouble: FeedTrouble; detail: string; report: FeedReport };

/** Never rejects because of what the bytes hold; what their source throws goes through. */
export async function readFeed(bytes: Bytes, options: ReadFeedOptions): Promise<FeedReading> {
  const report: FeedReport = { format: null, encoding: null, kept: 0, leftOut: {}, mended: {}, named: [] };
  const read = offerReader(options, report);
  const parser = createOfferParser((offer) => read(offer, parser));
  const stopped = await readThrough(bytes, parser, options, report);
  report.format = parser.format();
  const no = (trouble: FeedTrouble, detail = ''): FeedReading => ({ ok: false, trouble, detail, report });
  const fault = parser.fault();
  if (fault) return no(fault.kind, fault.detail);
  if (stopped) return no(stopped);
  if (!parser.isWhole()) return no('cut');
  return report.kept === 0 ? no('empty') : { ok: true, report };
}

async function readThrough(
  bytes: Bytes,
  parser: OfferParser,
  { charset, clock, signal }: ReadFeedOptions,
  report: FeedReport,
): Promise<FeedTrouble | null> {
  const startedMs = clock.monotonic();
  let sliceMs = startedMs;
  let chars = 0;
  try {
    for await (const text of feedText(bytes, charset, (encoding) => (report.encoding = encoding))) {
      if (signal.aborted) return 'aborted';
      chars += text.length;
      if (chars > LIMITS.feedBytes) return 'too-large';
      parser.write(text);
      if (parser.fault()) return null;
      const nowMs = clock.monotonic();
      if (nowMs - startedMs > LIMITS.feedReadMs) return 'too-slow';
      if (nowMs - sliceMs < LIMITS.feedSliceMs) continue;
      await setImmediate();
      sliceMs = clock.monotonic();
    }
  } catch (thrown) {
    if (thrown instanceof CutPacking) return 'cut';
    throw thrown;
  }
  parser.end();
  return null;
}

/** Reads one offer and books what came of it. */
function offerReader(options: ReadFeedOptions, report: FeedReport) {
  let view: OfferView | null = null;
  const leaveOut = (fault: OfferFault, id: string, detail: string) => {
    report.leftOut[fault] = (report.leftOut[fault] ?? 0) + 1;
    if (fault !== 'hidden' && report.named.length < LIMITS.feedFaultsNamed)
      report.named.push({ id, fault, detail });
  };
  return (offer: RawOffer, parser: OfferParser): void => {
    if (report.kept >= LIMITS.productVariants) return leaveOut('too-many', '', '');
    view ??= {
      currency: parser.currency() ?? options.currency,
      unavailable: options.unavailable,
      category: (id) => parser.categories.words(id),
      nowMs: options.clock.now(),
    };
    const read = (parser.format() === 'yml' ? readYmlOffer : readGoogleOffer)(offer, view);
    if ('fault' in read) return leaveOut(read.fault, read.id, read.detail);
    if (!options.take(read.variant)) return leaveOut('duplicate', read.variant.id, '');
    report.kept += 1;
    const mended =
      offer.params.length >= LIMITS.feedParams ? [...read.mended, 'params-cut' as const] : read.mended;
    for (const mend of mended) report.mended[mend] = (report.mended[mend] ?? 0) + 1;
  };
}
