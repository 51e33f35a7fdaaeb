/** Surveys put together: when they are asked by shop.yaml, in which approved words, and what the copy of the orders knows. */
import type { Clock } from '../core/clock.ts';
import type { SurveyKind } from '../core/feedback.ts';
import { platformOf, type AccountId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { Door } from '../core/ports/accept.ts';
import type { FeedbackStore } from '../core/ports/feedback.ts';
import type { Log } from '../core/ports/log.ts';
import type { OrderMirror } from '../core/ports/order-mirror.ts';
import { deliveredLast } from '../feedback/delivered-last.ts';
import { createSurveyRound } from '../feedback/survey-round.ts';
import type { OpenContent } from './open-content.ts';
import type { Rounds } from './rounds.ts';

export interface SurveyParts {
  store: FeedbackStore & OrderMirror;
  content: OpenContent;
  door: Door;
  clock: Clock;
  log: Log;
}

export function watchSurveys({ store, content, door, clock, log }: SurveyParts, rounds: Rounds): void {
  const round = createSurveyRound({
    store,
    notice: (id, notice, key) => door.notice(id, notice, key),
    settings: () => content.current().shop.feedback,
    quiet: () => content.current().quiet,
    template: surveyTemplate(content),
    lastDelivery: (phone) => lastDelivery(store, phone, clock.now()),
    clock,
    log,
  });
  rounds.add('surveys', LIMITS.surveyEveryMs, round);
}

/** Only words without slots that speak the customer's language. */
function surveyTemplate(content: OpenContent) {
  return (account: AccountId, locale: Locale, kind: SurveyKind): string | null => {
    const all = content.current().templates[platformOf(account)] ?? [];
    const found = all.find(({ name, use }) => name === `survey_${kind}` && use === 'notice');
    return found?.languages[locale] && found.slots.length === 0 ? found.name : null;
  };
}

/** Orders of one customer that are looked at. */
const LOOKED_AT = 5;

async function lastDelivery(orders: OrderMirror, phone: string, nowMs: number): Promise<number | null> {
  const found = await orders.findMirrored({ phone }, LOOKED_AT);
  return deliveredLast(
    found.map(({ order }) => order),
    nowMs,
  );
}
