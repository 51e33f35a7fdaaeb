/** When people are at the desk, by the shop's settings and time zone. */
import type { Locale } from '../locale.ts';

export interface Hours {
  isOpen(atMs: number): boolean;
  /** UTC ms of the next opening after `atMs`; null when none is planned within a month. */
  nextOpening(atMs: number): number | null;
  /** A moment as the shop's customers read it: "сегодня в 10:00", "tomorrow at 10:00", "пн, 24 ноября, в 10:00". */
  speak(momentMs: number, nowMs: number, locale: Locale): string;
}
