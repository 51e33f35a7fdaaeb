/** Days and weeks of UTC, for what is counted by them. */

export const DAY_MS = 86_400_000;
/** 1970 began on a Thursday. */
const FIRST_MONDAY = 4;
const DAYS = 7;

/** The beginning of the Monday of a moment's week, UTC ms. */
export function weekOf(ms: number): number {
  const day = Math.floor(ms / DAY_MS);
  return (day - ((((day - FIRST_MONDAY) % DAYS) + DAYS) % DAYS)) * DAY_MS;
}
