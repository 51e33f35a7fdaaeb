/**
 * Tells those who asked for it that their order has moved: once for each change, never in the quiet hours, and no more once it is
 * over. What is due lies in the store; a notice has the same key however often it is tried, so that after a crash nobody hears
 * it twice and nobody is left out.
 */
import type { Clock, Random } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import { newPublicId } from '../../core/ids.ts';
import type { AccountId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { Notice } from '../../core/notice.ts';
import type { FullOrderCard } from '../../core/order-answer.ts';
import type { CommandAnswer, Door } from '../../core/ports/accept.ts';
import type { DueWatch, OrderMirror, OrderWatches, WatchOutcome } from '../../core/ports/order-mirror.ts';
import type { Order } from '../../core/ports/shop.ts';
import type { QuietHours } from '../../core/ports/quiet-hours.ts';
import { fullCard } from '../order-card.ts';
import { isOrderOver, standingOf } from './standing.ts';

export interface OrderNewsOptions {
  store: OrderWatches & Pick<OrderMirror, 'readMirrored'>;
  notice: Door['notice'];
  quiet: () => QuietHours;
  /** How it is put into words. */
  say: (card: FullOrderCard) => Notice['prompt'];
  /** Words that the platform has approved, for somebody who has been silent for long; null: there are none. */
  template: (
    account: AccountId,
    locale: Locale,
    card: FullOrderCard,
  ) => NonNullable<Notice['template']> | null;
  /** False: customers wait for answers. */
  isCalm: () => boolean;
  timeZone: string;
  clock: Clock;
  random: Random;
}

/** One round. */
export function createOrderNews(options: OrderNewsOptions): (signal: AbortSignal) => Promise<void> {
  const { store, quiet, clock, isCalm } = options;
  return async (signal) => {
    const nowMs = clock.now();
    if (quiet().isQuiet(nowMs)) return;
    const thrown: unknown[] = [];
    for (const due of await store.dueWatches(nowMs, LIMITS.orderNoticesAtOnce)) {
      if (signal.aborted || !isCalm()) break;
      // One that throws keeps nobody waiting behind it: it comes again later, and the round tells of it at the end.
      await look(options, due).catch(async (error: unknown) => {
        thrown.push(error);
        await store.settleWatch(due, {
          is: 'later',
          atMs: clock.now() + LIMITS.orderNoticeAgainMs,
          wasRefused: false,
        });
      });
    }
    if (thrown.length > 0) throw toError(thrown[0]);
  };
}

async function look(options: OrderNewsOptions, due: DueWatch): Promise<void> {
  const { store, clock } = options;
  const kept = await store.readMirrored(due.orderId);
  if (!kept) return store.settleWatch(due, { is: 'ended', nowMs: clock.now() });
  // Else it has moved on since: the row is another one by now.
  if (standingOf(kept.order) === due.standing) await tell(options, due, kept.order);
}

async function tell(options: OrderNewsOptions, due: DueWatch, order: Order): Promise<void> {
  const { store, notice, clock, random, say, timeZone, template } = options;
  const nowMs = clock.now();
  const { conversationId, orderId, number, locale, account } = due;
  const ticket = await store.openOrder({
    ticket: newPublicId(random),
    conversationId,
    orderId,
    number,
    nowMs,
  });
  const card = fullCard(order, { locale, nowMs, timeZone, ticket, isWatched: true });
  const approved = template(account, locale, card);
  const news: Notice = {
    kind: 'order',
    prompt: say(card),
    ...(approved ? { template: approved } : {}),
    untilMs: due.dueSinceMs + LIMITS.orderNewsMs,
  };
  const said = await notice(conversationId, news, `order-news:${due.id}:${due.turn}:${due.refusals}`);
  await store.settleWatch(due, outcomeOf(said, isOrderOver(order), clock.now()));
}

function outcomeOf(said: CommandAnswer, isOver: boolean, nowMs: number): WatchOutcome {
  const atMs = nowMs + LIMITS.orderNoticeAgainMs;
  // Stored, but not decided yet: the same key will tell.
  if (said.kind === 'pending') return { is: 'later', atMs, wasRefused: false };
  const later: WatchOutcome = { is: 'later', atMs, wasRefused: true };
  if (said.kind === 'refused') return said.reason === 'overload' ? later : { is: 'ended', nowMs };
  const { outcome } = said;
  if (outcome.ok) return { is: 'told', isOver, nowMs };
  if (outcome.code === 'opted-out' || outcome.code === 'unreachable') return { is: 'ended', nowMs };
  // Nobody wants to hear of this change any more; the next one may be wanted.
  return outcome.code === 'late' ? { is: 'told', isOver, nowMs } : later;
}
