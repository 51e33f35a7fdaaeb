/**
 * How much of what Meta allows is used up, as it tells in a header of its answers: the highest of its percentages, and how long nothing
 * will be carried out if it is used up. A hint: what cannot be read is as if it were not there. Never throws.
 */
import { z } from 'zod';
import { channelFinding } from '../../src/core/channel-finding.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { ChannelFinding } from '../../src/core/ports/channel.ts';

export interface Usage {
  /** 0 to 100, and beyond. */
  percent: number;
  /** Until calls are carried out again; 0: they are. */
  regainMs: number;
}

export interface UsageWatch {
  /** The header as it came. */
  saw(header: unknown): void;
  /** What was told within the last hour; null: nothing. */
  now(): Usage | null;
}

export const USAGE_HEADER = 'x-business-use-case-usage';
/** From here on somebody should know. */
export const HIGH_USAGE_PERCENT = 95;
/** Meta counts over an hour that slides. */
const TOLD_MS = 3_600_000;
const MINUTE_MS = 60_000;

const share = z.number().min(0).catch(0);
const entry = z.object({
  call_count: share,
  total_cputime: share,
  total_time: share,
  /** Minutes. */
  estimated_time_to_regain_access: share,
});
const usageSchema = z.record(z.string(), z.array(entry));

/** What the desk should know of it: nothing as long as there is room. */
export function usageNotes(usage: Usage | null): ChannelFinding[] {
  if (usage === null || usage.percent < HIGH_USAGE_PERCENT) return [];
  const percent = Math.round(usage.percent);
  const minutes = Math.ceil(usage.regainMs / MINUTE_MS);
  return minutes > 0
    ? [channelFinding('error', 'usage.spent', { percent, minutes })]
    : [channelFinding('warn', 'usage.high', { percent })];
}

/** `high` is called when the mark is passed upwards. */
export function createUsageWatch(clock: Clock, high: (usage: Usage) => void): UsageWatch {
  let told: { usage: Usage; atMs: number } | null = null;
  const now = (): Usage | null => {
    if (told === null) return null;
    const age = clock.monotonic() - told.atMs;
    if (age >= TOLD_MS) return null;
    return { ...told.usage, regainMs: Math.max(0, told.usage.regainMs - age) };
  };
  return {
    now,
    saw(header) {
      const usage = readUsage(header);
      if (usage === null) return;
      const before = now()?.percent ?? 0;
      told = { usage, atMs: clock.monotonic() };
      if (before < HIGH_USAGE_PERCENT && usage.percent >= HIGH_USAGE_PERCENT) high(usage);
    },
  };
}

function readUsage(header: unknown): Usage | null {
  const read = usageSchema.safeParse(parseJson(header));
  if (!read.success) return null;
  const entries = Object.values(read.data).flat();
  if (entries.length === 0) return null;
  const percents = entries.flatMap((one) => [one.call_count, one.total_cputime, one.total_time]);
  const minutes = entries.map((one) => one.estimated_time_to_regain_access);
  return { percent: Math.max(...percents), regainMs: Math.max(...minutes) * MINUTE_MS };
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
