/** Quiet hours by shop.yaml: one range of the local day, over midnight or not, with daylight saving. Implements `QuietHours`. */
import type { QuietHours } from '../core/ports/quiet-hours.ts';
import type { ShopSettings } from './shop-settings.ts';
import { localTimeAt, localToUtc } from '../core/zoned-time.ts';

const DAY_MIN = 24 * 60;

export function createQuietHours({
  quietHours,
  timeZone,
}: Pick<ShopSettings, 'quietHours' | 'timeZone'>): QuietHours {
  /** Minutes of the local day at which the quiet that holds at `atMs` ends; null: it is not quiet. */
  const endMinute = (minute: number): number | null => {
    if (quietHours === null) return null;
    const { fromMin, toMin } = quietHours;
    if (minute >= fromMin && minute < toMin) return toMin;
    const next = minute + DAY_MIN;
    return next >= fromMin && next < toMin ? toMin - DAY_MIN : null;
  };
  const endOf = (atMs: number): number => {
    const local = localTimeAt(atMs, timeZone);
    const end = endMinute(local.minute);
    if (end === null) return atMs;
    // The clock may be set back in between: then the same minute comes twice, and the later one counts.
    return Math.max(atMs, localToUtc({ ...local, minute: end }, timeZone));
  };
  return {
    isQuiet: (atMs) => endMinute(localTimeAt(atMs, timeZone).minute) !== null,
    endOf,
  };
}
