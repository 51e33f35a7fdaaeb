/** The task that says whether people are at the desk, as a script may want to know before it promises anything. */
import type { HoursAnswer } from '../core/hours-answer.ts';
import type { Clock } from '../core/clock.ts';
import type { Hours } from '../core/ports/hours.ts';
import type { TaskHandlers } from '../core/ports/task.ts';

/** The handler of `shop.hours`. `hours` are those that are live at that moment. */
export function createHoursTask({ hours, clock }: { hours: () => Hours; clock: Clock }): TaskHandlers {
  return {
    'shop.hours'({ identity }) {
      const nowMs = clock.now();
      const live = hours();
      const open = live.isOpen(nowMs);
      const next = open ? null : live.nextOpening(nowMs);
      const opens = next === null ? '' : live.speak(next, nowMs, identity.locale);
      return Promise.resolve({ ok: true, value: { open, opens } satisfies HoursAnswer });
    },
  };
}
