/** A stretch of a day in local minutes, as opening hours are written: "10:00-18:00". */

/** Minutes from local midnight; `toMin` above 1440 ends on the next day. `fromMin < toMin` always. */
export interface TimeRange {
  fromMin: number;
  toMin: number;
}

const DAY_MIN = 24 * 60;

/** `10:00-18:00`, `20:00–02:00` (ends next day), `00:00-24:00`; null when it is none of these. */
export function readRange(text: string): TimeRange | null {
  const parts = /^\s*(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})\s*$/u.exec(text);
  if (parts === null) return null;
  const fromMin = minutes(parts[1], parts[2]);
  const toMin = minutes(parts[3], parts[4]);
  if (fromMin === null || toMin === null || fromMin === DAY_MIN || fromMin === toMin) return null;
  return { fromMin, toMin: toMin > fromMin ? toMin : toMin + DAY_MIN };
}

/** `10:00`; 24:00 and later wrap to the next day's clock, except for a day's own end. */
export function clockText(minute: number): string {
  const shown = minute === DAY_MIN ? minute : minute % DAY_MIN;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

function minutes(hour: string | undefined, minute: string | undefined): number | null {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= DAY_MIN ? total : null;
}
