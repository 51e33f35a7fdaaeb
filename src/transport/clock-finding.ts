/** Whether our clock agrees with a platform's, by the `Date` header of any answer of its. */
import type { Finding } from '../core/ports/channel.ts';

/** One-time codes, sessions and signatures are judged by the clock; a minute off is nobody's jitter. */
const OFF_MS = 60_000;

/** `date` as it came; nothing to say without one. */
export function clockFinding(date: unknown, nowMs: number, platform: string): Finding[] {
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (!Number.isFinite(theirs)) return [];
  const off = nowMs - theirs;
  if (Math.abs(off) < OFF_MS)
    return [{ level: 'ok', subject: 'clock', message: `agrees with ${platform}'s` }];
  const much =
    Math.abs(off) >= 3_600_000
      ? `${Math.round(Math.abs(off) / 3_600_000)} h`
      : `${Math.round(Math.abs(off) / 1_000)} s`;
  const message = `is ${much} ${off > 0 ? 'ahead of' : 'behind'} ${platform}'s: let this machine keep its time by NTP`;
  return [{ level: 'warn', subject: 'clock', message }];
}
