/** What the flow about gifts and offers remembers. Stored as JSON: a change of its shape needs a new version and a migration. */
import type { Locale } from '../../src/core/locale.ts';
import type { PersonalAnswer } from '../../src/core/personal-answer.ts';

export type GiftsContext = {
  locale: Locale;
  stop: boolean;
  /** What the shop knows; null before it has answered. */
  stands: PersonalAnswer | null;
  /** What is done next, and what trying again repeats. */
  step: { read: true } | { day: number; month: number } | { forget: true };
  /** A text to be said before the next question; "" for none. */
  notice: string;
};
