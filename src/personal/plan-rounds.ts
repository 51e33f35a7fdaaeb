/**
 * Who is to hear from the shop: those whose birthday it is, and those who have not bought for long. Only puts messages down, under
 * keys that make each of them one; the round next door gives and says.
 */
import { createHash } from 'node:crypto';
import { localTimeAt, localToUtc } from '../core/zoned-time.ts';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { Birthday, NewPersonal, Person, PersonalStore } from '../core/ports/personal-store.ts';
import type { QuietHours } from '../core/ports/quiet-hours.ts';
import type { Log } from '../core/ports/log.ts';
import type { OrderSource } from '../shop/mirror/order-source.ts';
import type { PersonalSettings } from '../content/personal-schema.ts';

export interface PlanOptions {
  store: PersonalStore;
  source: OrderSource;
  settings: () => PersonalSettings;
  quiet: () => QuietHours;
  /** IANA zone in which days are counted. */
  timeZone: string;
  clock: Clock;
  log: Log;
}

const DAY_MS = 24 * 60 * 60_000;
/** Nobody has two birthdays a year, whatever they type. */
const BIRTHDAY_EVERY_MS = 300 * DAY_MS;

/** Plans what is to be said; both kinds in slices. */
export function createPlanRound(options: PlanOptions): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    const { birthday, winBack } = options.settings();
    if (birthday !== false) await planBirthdays(options, birthday.points, signal);
    if (winBack !== false) await planWinBacks(options, winBack, signal);
  };
}

async function planBirthdays(options: PlanOptions, points: number, signal: AbortSignal): Promise<void> {
  const { store, clock, timeZone } = options;
  const nowMs = clock.now();
  const today = localTimeAt(nowMs, timeZone);
  const untilMs = localToUtc({ ...today, day: today.day + 1, minute: 0 }, timeZone);
  const dueAtMs = options.quiet().endOf(nowMs);
  if (dueAtMs >= untilMs) return;
  for (const day of birthdaysOf(today)) {
    let after = 0;
    for (;;) {
      const people = await store.birthdaysOn(day, after, LIMITS.personalSlice);
      for (const person of people) {
        if (signal.aborted) return;
        const key = `birthday:${nameOf(person)}:${today.year}`;
        await plan(options, { kind: 'birthday', key, person, points, dueAtMs, untilMs }, BIRTHDAY_EVERY_MS);
        after = person.conversationId;
      }
      if (people.length < LIMITS.personalSlice) break;
    }
  }
}

/** Whoever was born on a leap day is congratulated on the first of March: never before the day. */
function birthdaysOf({ year, month, day }: { year: number; month: number; day: number }): Birthday[] {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const today = { month, day };
  return month === 3 && day === 1 && !isLeap ? [today, { month: 2, day: 29 }] : [today];
}

async function planWinBacks(
  options: PlanOptions,
  settings: Exclude<PersonalSettings['winBack'], false>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const people = await options.store.dueLooks(options.clock.now(), LIMITS.personalSlice);
    for (const person of people) {
      if (signal.aborted) return;
      await options.store.lookAgain(person.conversationId, await look(options, settings, person, signal));
    }
    if (people.length < LIMITS.personalSlice) return;
  }
}

/** Looks at one person and returns when to look again, always later than now. */
async function look(
  options: PlanOptions,
  { afterDays, everyDays, points }: Exclude<PersonalSettings['winBack'], false>,
  person: Person,
  signal: AbortSignal,
): Promise<number> {
  const nowMs = options.clock.now();
  if (person.verifiedPhone === null) return nowMs + LIMITS.lookWithoutPhoneMs;
  const { orders, failure } = await options.source.find({ phone: person.verifiedPhone }, 1, signal);
  const [last] = orders;
  if (!last) return nowMs + (failure ? LIMITS.lookAfterFailureMs : afterDays * DAY_MS);
  const missedAtMs = last.placedAtMs + afterDays * DAY_MS;
  if (missedAtMs > nowMs) return missedAtMs;
  const key = `win-back:${nameOf(person)}:${last.id}:${Math.floor((nowMs - missedAtMs) / (everyDays * DAY_MS))}`;
  const dueAtMs = options.quiet().endOf(nowMs);
  const message = {
    kind: 'win-back',
    key,
    person,
    points,
    dueAtMs,
    untilMs: nowMs + LIMITS.winBackLifeMs,
  } as const;
  const became = await plan(options, message, everyDays * DAY_MS);
  return nowMs + (became === 'capped' ? options.settings().atMost.days : everyDays) * DAY_MS;
}

type Planned = Pick<NewPersonal, 'kind' | 'key' | 'points' | 'dueAtMs' | 'untilMs'> & { person: Person };

async function plan(
  { store, settings, clock, log }: PlanOptions,
  { person, ...message }: Planned,
  everyMs: number,
): Promise<'planned' | 'known' | 'capped'> {
  const { messages, days } = settings().atMost;
  const nowMs = clock.now();
  const became = await store.planPersonal(
    { ...message, conversationId: person.conversationId, nowMs },
    { messages, sinceMs: nowMs - days * DAY_MS, sameSinceMs: nowMs - everyMs },
  );
  if (became === 'planned')
    log.info(
      { step: 'personal', kind: message.kind, conversation: person.conversationId },
      'A message is planned',
    );
  return became;
}

/** The same on all channels where the same number was proved; the number itself stays out of keys. */
function nameOf({ verifiedPhone, conversationId }: Person): string {
  if (verifiedPhone === null) return `c${conversationId}`;
  return createHash('sha256').update(verifiedPhone).digest('base64url').slice(0, 22);
}
