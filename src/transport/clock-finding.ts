/** Whether our clock agrees with a platform's, by the `Date` header of any answer of its. */
import { channelFinding } from '../core/channel-finding.ts';
import type { ChannelFinding } from '../core/ports/channel.ts';

/** One-time codes, sessions and signatures are judged by the clock; a minute off is nobody's jitter. */
const OFF_MS = 60_000;

/** `date` as it came; nothing to say without one. */
export function clockFinding(date: unknown, nowMs: number, platform: string): ChannelFinding[] {
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (!Number.isFinite(theirs)) return [];
  const off = nowMs - theirs;
  if (Math.abs(off) < OFF_MS) return [channelFinding('ok', 'clock.agrees', { platform })];
  const hours = Math.round(Math.abs(off) / 3_600_000);
  if (Math.abs(off) >= 3_600_000) {
    return [
      channelFinding('warn', off > 0 ? 'clock.hours-ahead' : 'clock.hours-behind', { platform, hours }),
    ];
  }
  const seconds = Math.round(Math.abs(off) / 1_000);
  return [channelFinding('warn', off > 0 ? 'clock.ahead' : 'clock.behind', { platform, seconds })];
}
