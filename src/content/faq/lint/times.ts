/** Files that somebody should read again, and entries that nobody gets any more, or not for long. */
import { sinkFor } from '../../finding.ts';
import { localTimeAt } from '../../../core/zoned-time.ts';
import type { LintContext } from './lint-context.ts';

const DAY = 24 * 60 * 60_000;
/** An answer prepared so long before its time is more likely a slip in the year. */
const FAR_OFF_MS = 300 * DAY;

export function lintTimes({ files, nowMs, shop, findings }: LintContext): void {
  if (nowMs === undefined) return;
  const today = dayOf(nowMs, shop.timeZone);
  for (const { file, front, entries } of files) {
    const say = sinkFor(file, findings);
    if (front.reviewBy !== null && front.reviewBy < today) {
      const who = front.owner === null ? '' : ` (${front.owner})`;
      say.warn(front.reviewLine, 'faq.review', { date: front.reviewBy, who });
    }
    for (const { id, line, validFromMs, validToMs } of entries) {
      if (validToMs !== undefined && validToMs < nowMs) {
        say.warn(line, 'faq.expired', { id, date: dayOf(validToMs + 1, shop.timeZone) });
      } else if (validFromMs !== undefined && validFromMs > nowMs + FAR_OFF_MS) {
        say.warn(line, 'faq.far-off', { id, date: dayOf(validFromMs, shop.timeZone) });
      }
    }
  }
}

/** YYYY-MM-DD on the shop's calendar. */
function dayOf(ms: number, timeZone: string): string {
  const { year, month, day } = localTimeAt(ms, timeZone);
  return [String(year), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}
