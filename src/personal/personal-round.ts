/**
 * Goes on with messages to one customer: points first, under a key that was stored before, then the words, which say what was
 * really given. Whatever is cut off in between is found again in its row and done once. Says nothing itself: the turn decides
 * whether it may be said at all.
 */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import type { AccountId } from '../core/ids.ts';
import type { Locale } from '../core/locale.ts';
import type { Notice } from '../core/notice.ts';
import type { CommandAnswer, Door } from '../core/ports/accept.ts';
import type { Log } from '../core/ports/log.ts';
import type { Loyalty } from '../core/ports/loyalty.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Person, Personal, PersonalKind, PersonalStore } from '../core/ports/personal-store.ts';
import type { QuietHours } from '../core/ports/quiet-hours.ts';
import { personalWords } from './personal-words.ts';

export interface PersonalRoundOptions {
  store: PersonalStore;
  loyalty: Loyalty;
  notice: Door['notice'];
  quiet: () => QuietHours;
  /** Name and slots of the approved words for a closed window; null: there are none in that language. */
  template(account: AccountId, locale: Locale, kind: PersonalKind): string | null;
  /** How long the customer's channel lets us write after their last word; null: always. */
  windowMs(account: AccountId): number | null;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

/** One round: everything that is due, in slices. */
export function createPersonalRound(options: PersonalRoundOptions): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    for (;;) {
      const due = await options.store.duePersonal(options.clock.now(), LIMITS.personalSlice);
      const thrown: unknown[] = [];
      for (const message of due) {
        if (signal.aborted) return;
        // One that throws keeps nobody waiting behind it: it comes again later, and the round tells of it at the end.
        await goOn(options, message, signal).catch(async (error: unknown) => {
          thrown.push(error);
          await wait(options, message);
        });
      }
      if (thrown.length > 0) throw toError(thrown[0]);
      if (due.length < LIMITS.personalSlice || signal.aborted) return;
    }
  };
}

/** Every way out leaves the row ended or due later: a slice never meets the same one twice. */
async function goOn(options: PersonalRoundOptions, message: Personal, signal: AbortSignal): Promise<void> {
  const { store, clock } = options;
  const nowMs = clock.now();
  const freeAtMs = options.quiet().endOf(nowMs);
  if (freeAtMs > nowMs) return store.stepPersonal(message.id, { to: 'wait', dueAtMs: freeAtMs });
  const person = await store.readPerson(message.conversationId);
  // What has been given already is worth a try to tell; the turn has the last word.
  const why = message.state === 'granted' ? null : whyNot(options, message, person, nowMs);
  if (why !== null || !person) return end(options, message, why ?? 'gone');
  const granted = message.granted ?? (await give(options, message, person, signal));
  if (granted === null) return wait(options, message);
  await tell(options, message, person, granted);
}

/** Seen before anything is given: what will not be said is not given either. */
function whyNot(
  options: PersonalRoundOptions,
  message: Personal,
  person: Person | null,
  nowMs: number,
): string | null {
  if (nowMs >= message.untilMs) return 'late';
  if (!person?.reachable) return 'unreachable';
  if (person.consents.promotion?.given !== true) return 'opted-out';
  const windowMs = options.windowMs(person.account);
  const isClosed = windowMs !== null && nowMs >= person.heardAtMs + windowMs;
  const hasWords =
    message.points > 0 &&
    person.verifiedPhone !== null &&
    options.template(person.account, person.locale, message.kind) !== null;
  return isClosed && !hasWords ? 'window-closed' : null;
}

/** How many points went to the account; null: nobody knows yet, and the same key asks again later. */
async function give(
  { store, loyalty, clock, log, metrics }: PersonalRoundOptions,
  { id, key, kind, points }: Personal,
  { verifiedPhone }: Person,
  signal: AbortSignal,
): Promise<number | null> {
  const known = (granted: number) =>
    store.stepPersonal(id, { to: 'granted', granted, nowMs: clock.now() }).then(() => granted);
  if (points === 0 || verifiedPhone === null || loyalty.capabilities().grant === 'none') return known(0);
  await store.stepPersonal(id, { to: 'granting', nowMs: clock.now() });
  const buyer = { phones: [verifiedPhone], emails: [] };
  const given = await loyalty.grant({ buyer, points, why: kind }, key, signal);
  metrics.count('points_granted', { result: given.ok ? 'granted' : given.failure.kind });
  if (given.ok) return known(given.value.points);
  const { kind: failure, detail, uncertain } = given.failure;
  log.warn(
    { step: 'personal', message: id, failure, detail: maskDetail(detail) },
    'The points of a message were not given',
  );
  const isFinal =
    uncertain !== true && (failure === 'not_found' || failure === 'rejected' || failure === 'unsupported');
  return isFinal ? known(0) : null;
}

async function tell(
  options: PersonalRoundOptions,
  message: Personal,
  person: Person,
  granted: number,
): Promise<void> {
  const name = granted > 0 ? options.template(person.account, person.locale, message.kind) : null;
  const template = name === null ? null : { name, slots: { points: String(granted) }, locale: person.locale };
  const notice: Notice = {
    kind: 'promotion',
    prompt: personalWords(message.kind, granted),
    ...(template ? { template } : {}),
    untilMs: message.untilMs,
  };
  const answer = await options.notice(person.conversationId, notice, keyOf(message));
  const refusal = refusalOf(answer);
  if (refusal === null) {
    options.metrics.count('personal_messages', { kind: message.kind, result: 'told' });
    return options.store.stepPersonal(message.id, { to: 'told', nowMs: options.clock.now() });
  }
  const isLate = options.clock.now() >= message.untilMs;
  if (refusal === 'later' && !isLate) return wait(options, message);
  if (refusal === 'busy' && !isLate) return wait(options, message, true);
  return end(options, message, refusal);
}

/** Null: it was said. `later`: nobody knows yet, or there is too much to do. */
function refusalOf(answer: CommandAnswer): string | null {
  if (answer.kind === 'done') return answer.outcome.ok ? null : answer.outcome.code;
  return answer.kind === 'refused' && answer.reason === 'no-conversation' ? 'gone' : 'later';
}

/** A try that was refused has its answer for good: the next one has a name of its own. */
function keyOf({ key, refused }: Personal): string {
  return refused === 0 ? key : `${key}:${refused}`;
}

function wait({ store, clock }: PersonalRoundOptions, { id }: Personal, refused = false): Promise<void> {
  const dueAtMs = clock.now() + LIMITS.personalAgainMs;
  return store.stepPersonal(id, { to: 'wait', dueAtMs, ...(refused ? { refused } : {}) });
}

function end(
  { store, clock, metrics }: PersonalRoundOptions,
  { id, kind }: Personal,
  why: string,
): Promise<void> {
  metrics.count('personal_messages', { kind, result: 'dropped' });
  return store.stepPersonal(id, { to: 'dropped', why, nowMs: clock.now() });
}
