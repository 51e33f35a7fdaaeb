/** What the tasks about messages to one customer answer and what their flows understand: plain JSON. */
import type { Birthday } from './ports/personal-store.ts';

/** Answer of `personal.read` and `personal.birthday {day, month}` or `{forget: true}`. */
export type PersonalAnswer = {
  /** They want to hear of offers. */
  agreed: boolean;
  birthday: Pick<Birthday, keyof Birthday> | null;
  /** A number is vouched for: points can go to its account. */
  hasPhone: boolean;
  /** What the shop gives on a birthday; 0: only words. */
  birthdayPoints: number;
  /** Unasked messages are at most so many in so many days. */
  atMost: { messages: number; days: number };
};

/** Answer of `personal.reason {reason, words}`. */
export type ReasonAnswer = { result: 'kept' };
