/**
 * Plans and asks surveys. What is planned is a row; it is asked by a notice under a key of that row, and the row is marked by the
 * outcome: after a crash in between the same key gives the same outcome, so nobody is asked twice and nobody is lost. Says nothing
 * itself: the turn decides whether it may be said at all.
 */
import type { Clock } from '../core/clock.ts';
import type { SurveyKind } from '../core/feedback.ts';
import { LIMITS } from '../core/limits.ts';
import type { AccountId } from '../core/ids.ts';
import type { Locale } from '../core/locale.ts';
import type { CommandAnswer, Door } from '../core/ports/accept.ts';
import type { DueSurvey, FeedbackStore, SurveyFate } from '../core/ports/feedback.ts';
import type { Log } from '../core/ports/log.ts';
import type { QuietHours } from '../core/ports/quiet-hours.ts';
import { surveyNotice } from './survey-notice.ts';

export interface SurveySettings {
  csat: false | { afterMinutes: number };
  ces: false | { afterMinutes: number; everyDays: number; flows: string[] };
  nps: false | { afterDays: number; everyDays: number };
}

export interface SurveyRoundOptions {
  store: FeedbackStore;
  notice: Door['notice'];
  settings(): SurveySettings;
  quiet(): QuietHours;
  /** Name of the approved words for a closed window; null: there are none in that language. */
  template(account: AccountId, locale: Locale, kind: SurveyKind): string | null;
  /** When the customer with this phone got an order last, UTC ms; null: nobody knows. */
  lastDelivery(phone: string): Promise<number | null>;
  clock: Clock;
  log: Log;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Cases that end while they are being planned are looked at once more. */
const OVERLAP = MINUTE;

const WORTH: Record<SurveyKind, number> = {
  csat: LIMITS.csatWorthMs,
  ces: LIMITS.cesWorthMs,
  nps: LIMITS.npsWorthMs,
};

/** One round. Where it has looked last is kept in memory: after a restart it looks again, and the rows say what is done already. */
export function createSurveyRound(options: SurveyRoundOptions): (signal: AbortSignal) => Promise<void> {
  const { store, clock } = options;
  let casesUntil = clock.now() - LIMITS.csatWorthMs;
  let looked = 0;

  async function plan(): Promise<void> {
    const { csat, nps } = options.settings();
    const nowMs = clock.now();
    if (csat) await store.planCaseSurveys(casesUntil - OVERLAP, nowMs);
    casesUntil = nowMs;
    if (!nps) return;
    const everyMs = nps.everyDays * DAY;
    looked = await store.planShopSurveys({
      after: looked,
      limit: LIMITS.npsLookedAt,
      knownUntilMs: nowMs - nps.afterDays * DAY,
      heardSinceMs: nowMs - LIMITS.npsHeardMs,
      askedBeforeMs: nowMs - everyMs,
      period: String(Math.floor(nowMs / everyMs)),
      nowMs,
    });
  }

  return async (signal) => {
    await plan();
    const asked = new Set<number>();
    for (const kind of ['csat', 'ces', 'nps'] as const) {
      const nowMs = clock.now();
      if (options.quiet().isQuiet(nowMs)) return;
      const plannedUntilMs = nowMs - delayOf(options.settings(), kind);
      for (const survey of await store.dueSurveys(kind, {
        plannedUntilMs,
        nowMs,
        limit: LIMITS.surveyBatch,
      })) {
        if (signal.aborted) return;
        const fate = await goOn(options, survey, asked);
        if (fate === 'house-is-full') return;
        if (fate) await store.settleSurvey(survey.id, fate);
      }
    }
  };
}

function delayOf({ csat, ces }: SurveySettings, kind: SurveyKind): number {
  if (kind === 'csat') return csat ? csat.afterMinutes * MINUTE : 0;
  return kind === 'ces' && ces ? ces.afterMinutes * MINUTE : 0;
}

/** Null: it stays as it is and comes again. */
async function goOn(
  options: SurveyRoundOptions,
  survey: DueSurvey,
  asked: Set<number>,
): Promise<SurveyFate | 'house-is-full' | null> {
  const nowMs = options.clock.now();
  const early = whyNot(options.settings(), survey, nowMs) ?? (await notYet(options, survey, nowMs));
  if (early) return early;
  if (asked.has(survey.contactId)) return null;
  const { account, locale, kind, plannedMs } = survey;
  const notice = surveyNotice(survey, {
    template: options.template(account, locale, kind),
    untilMs: plannedMs + WORTH[kind],
  });
  const answer = await options.notice(
    survey.conversationId,
    notice,
    `survey:${survey.id}:${survey.attempts}`,
  );
  if (answer.kind === 'done' && answer.outcome.ok) asked.add(survey.contactId);
  return fateOf(options, survey, answer, nowMs);
}

/** What will not be asked at all. */
function whyNot(settings: SurveySettings, survey: DueSurvey, nowMs: number): SurveyFate | null {
  const { kind, flow, plannedMs, attempts, lastOfKindMs } = survey;
  const skip = (reason: string): SurveyFate => ({ is: 'skipped', reason });
  const rules = settings[kind];
  if (!rules) return skip('off');
  if (nowMs >= plannedMs + WORTH[kind]) return skip('late');
  if (attempts >= LIMITS.surveyTries) return skip('busy');
  if ('flows' in rules && !rules.flows.includes(flow ?? '')) return skip('off');
  if ('everyDays' in rules && lastOfKindMs > 0 && nowMs - lastOfKindMs < rules.everyDays * DAY)
    return skip('often');
  return null;
}

/** What has to wait: nobody is asked two things in a row, and about the shop not before they know it. */
async function notYet(
  { settings, lastDelivery }: SurveyRoundOptions,
  survey: DueSurvey,
  nowMs: number,
): Promise<SurveyFate | null> {
  const { kind, lastAskedMs, phone } = survey;
  if (lastAskedMs > 0 && nowMs - lastAskedMs < LIMITS.surveyRestMs) {
    // How easy it was is forgotten by then.
    if (kind === 'ces') return { is: 'skipped', reason: 'often' };
    return { is: 'put-off', atMs: lastAskedMs + LIMITS.surveyRestMs };
  }
  const { nps } = settings();
  if (kind !== 'nps' || !nps || phone === null) return null;
  const knowsMs = ((await lastDelivery(phone)) ?? 0) + nps.afterDays * DAY;
  return knowsMs > nowMs ? { is: 'put-off', atMs: knowsMs } : null;
}

function fateOf(
  { log }: SurveyRoundOptions,
  { id }: DueSurvey,
  answer: CommandAnswer,
  nowMs: number,
): SurveyFate | 'house-is-full' | null {
  if (answer.kind === 'pending') return null;
  if (answer.kind === 'refused') {
    if (answer.reason === 'overload') return 'house-is-full';
    return { is: 'skipped', reason: answer.reason };
  }
  const { outcome } = answer;
  if (outcome.ok) return { is: 'asked', atMs: nowMs };
  if (outcome.code === 'busy') return { is: 'put-off', atMs: nowMs + LIMITS.surveyAgainMs };
  log.debug({ step: 'survey', survey: id, reason: outcome.code }, 'A survey was not asked');
  return { is: 'skipped', reason: outcome.code };
}
