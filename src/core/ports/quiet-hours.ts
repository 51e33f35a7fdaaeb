/** The hours in which nothing is said unasked, by the shop's settings and time zone. */
export interface QuietHours {
  isQuiet(atMs: number): boolean;
  /** The next moment, from `atMs` on, at which something may be said; `atMs` itself when it is not quiet. UTC ms. */
  endOf(atMs: number): number;
}
