/**
 * The one door to an order: what the customer's number or ticket means, and whether their proof opens it. Must never let
 * anybody learn more than they have proved: "no such order" and "not yours" have the same answer and the same time.
 */
import { z } from 'zod';
import type { Clock, Random } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import type { OrderProof } from '../core/order-answer.ts';
import type { Json } from '../core/content.ts';
import type { ClaimedTask, EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { OrderWatches } from '../core/ports/order-mirror.ts';
import type { Order, OrderQuery, ShopFailure } from '../core/ports/shop.ts';
import type { Mailer, TaskHandler } from '../core/ports/task.ts';
import type { Texts } from '../core/ports/words.ts';
import type { FoundOrders, OrderSource } from './mirror/order-source.ts';
import type { CardView } from './order-card.ts';
import { orderNumberDigits, orderNumberKey, orderNumberKeys } from './order-number.ts';
import { provenOrder } from './order-proof.ts';

export interface OrderTasksOptions {
  source: OrderSource;
  /** What a conversation has proved, and what it watches. */
  opened: Pick<OrderWatches, 'openOrder' | 'readOrderTicket' | 'listWatches'>;
  /** Durable: a restart must not give an attacker new tries. */
  tries: Pick<EngineStore, 'countTry'>;
  codes: OneTimeCodes;
  mailer: Mailer;
  /** The wording of the letter, live at the moment of sending. */
  texts: () => Texts;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
  /** IANA zone in which the shop's dates are read. */
  timeZone: string;
}

/** Keeps one-time codes so that even its owner cannot read them back. */
export interface OneTimeCodes {
  /** A fresh code for `about`, replacing an earlier one. `subject`: what it will open; null: nothing ever. */
  issue(about: string, subject: string | null): Promise<string>;
  /** What the code opens, once; null when it is wrong, old, used up or opens nothing. The same `use` may ask again. */
  check(about: string, code: string, use: string): Promise<string | null>;
}

export type Outcome = Awaited<ReturnType<TaskHandler>>;

const NUMBER = z.string().max(LIMITS.incomingTextChars);
const FIND_INPUT = z.object({
  number: NUMBER,
  proof: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('verified-phone') }),
      z.object({ by: z.literal('last-four'), digits: z.string().max(20) }),
      z.object({ by: z.literal('code'), code: z.string().max(20) }),
      z.object({ by: z.literal('ticket'), ticket: z.string().max(100) }),
      z.object({ by: z.literal('none') }),
    ])
    .default({ by: 'none' }),
});

/** What opened an order, and of when it is; null: the shop said so just now. */
interface Proven {
  order: Order;
  proof: OrderProof;
  asOfMs: number | null;
}

/**
 * The one door to an order: the order that the task's number means and its proof opens, with the proof that did; else the
 * outcome that the task has to answer with. `full`: digits are not enough.
 */
export async function findProven(
  options: OrderTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
  full = false,
): Promise<Proven | Outcome> {
  const input = FIND_INPUT.parse(task.input);
  const given = usableProof(input.proof, task);
  const proof: OrderProof = full && given.by === 'last-four' ? { by: 'none' } : given;
  const mail = options.mailer.available;
  if (proof.by === 'none') return answer({ result: 'proof-needed', mail });
  if (!(await mayTry(options, task, input.number, proof))) {
    options.metrics.count('order_lookups', { result: 'blocked' });
    return answer({ result: 'blocked' });
  }
  if (proof.by === 'ticket') return byTicket(options, task, proof, signal);

  const startedMs = options.clock.monotonic();
  const found = await ordersByNumber(options, input.number, signal);
  const isUnknown = found.failure !== null && found.orders.length === 0;
  // Checked even when no order was found: both cases do the same work. While nobody knows, a code is not used up.
  const opened =
    proof.by === 'code' && !isUnknown
      ? await options.codes.check(aboutOf(task, input.number), proof.code, task.key)
      : null;
  const order = provenOrder(found.orders, proof, { verifiedPhone: task.identity.verifiedPhone, opened });
  if (order) {
    options.metrics.count('order_lookups', { result: found.asOfMs === null ? 'found' : 'mirrored' });
    return { order, proof, asOfMs: found.asOfMs };
  }
  await options.source.evenOut(startedMs, signal);
  // Our copy may lack what the shop has: "not theirs" and "not there" are both "cannot be known now".
  if (found.failure) return failure(options, task, found.failure);
  options.metrics.count('order_lookups', { result: 'not_found' });
  return answer({ result: 'not-found', mail });
}

/** An order that this very conversation has opened before. */
async function byTicket(
  options: OrderTasksOptions,
  task: ClaimedTask,
  proof: Extract<OrderProof, { by: 'ticket' }>,
  signal: AbortSignal,
): Promise<Proven | Outcome> {
  const { opened, source, clock, mailer } = options;
  const sinceMs = clock.now() - LIMITS.orderTicketMs;
  const ticket = await opened.readOrderTicket(proof.ticket, task.conversationId, sinceMs);
  if (!ticket) return answer({ result: 'proof-needed', mail: mailer.available });
  const { orders, asOfMs, failure: why } = await source.get(ticket.orderId, signal);
  if (orders[0]) return { order: orders[0], proof, asOfMs };
  if (why) return failure(options, task, why);
  return answer({ result: 'not-found', mail: mailer.available });
}

/** A verified phone is the stronger proof, but only the channel can give it: the flow merely asks to use it. */
function usableProof(asked: OrderProof, task: ClaimedTask): OrderProof {
  const verified = task.identity.verifiedPhone !== null;
  if (asked.by === 'verified-phone') return verified ? asked : { by: 'none' };
  if (asked.by === 'none' && verified) return { by: 'verified-phone' };
  return asked;
}

/**
 * Counts a try before it is made, first for the identity and only then for the order, so that somebody who has used up
 * their own tries cannot use up a stranger's. A further attempt of the same task is the same try.
 */
async function mayTry(
  options: OrderTasksOptions,
  task: ClaimedTask,
  number: string,
  proof: OrderProof,
): Promise<boolean> {
  if (task.attempt > 1) return true;
  const nowMs = options.clock.now();
  const { tries } = options;
  const { orderTriesPerIdentityMs: hour, orderTriesPerOrderMs: day } = LIMITS;
  const who = identityOf(task);
  // A ticket cannot be guessed, and a verified phone is nobody else's.
  if (proof.by === 'verified-phone' || proof.by === 'ticket')
    return tries.countTry(`order.look:${who}`, LIMITS.orderLooksPerIdentity, hour, nowMs);
  if (!(await tries.countTry(`order.try:${who}`, LIMITS.orderTriesPerIdentity, hour, nowMs))) return false;
  // Each kind of proof has its own count: guessing digits must not lock out the owner who has a code.
  const order = counterOf(number);
  return (
    order === '' || tries.countTry(`order.try:${proof.by}:${order}`, LIMITS.orderTriesPerOrder, day, nowMs)
  );
}

/**
 * All orders that the text could mean. Every reading is asked for at once, whatever the others bring, so that an order
 * found by the first takes as long as none at all.
 */
export async function ordersByNumber(
  { source }: OrderTasksOptions,
  text: string,
  signal: AbortSignal,
): Promise<FoundOrders> {
  const asked = orderNumberKeys(text).map((number): OrderQuery => ({ number }));
  const readings = await Promise.all(asked.map((by) => source.find(by, LIMITS.ordersPerNumber, signal)));
  const orders = new Map(readings.flatMap((found) => found.orders.map((order) => [order.id, order])));
  const ages = readings.flatMap(({ asOfMs }) => asOfMs ?? []);
  return {
    orders: [...orders.values()],
    asOfMs: ages.length === 0 ? null : Math.min(...ages),
    failure: readings.find(({ failure: why }) => why !== null)?.failure ?? null,
  };
}

/** Why nothing can be known now, as the outcome of a task. */
export function failure(
  options: Pick<OrderTasksOptions, 'log' | 'metrics'>,
  task: ClaimedTask,
  { kind, detail }: ShopFailure,
): Outcome {
  options.log.warn({ task: task.id, kind, detail: maskDetail(detail) }, 'the shop did not answer a look-up');
  options.metrics.count('order_lookups', { result: kind });
  if (kind === 'unavailable' || kind === 'throttled') return { retry: kind };
  return { ok: false, reason: kind };
}

/** How dates and words are to be read. */
export function viewOf(options: OrderTasksOptions, task: ClaimedTask): CardView {
  return { locale: task.identity.locale, nowMs: options.clock.now(), timeZone: options.timeZone };
}

/** Who is asking, as their tries are counted. */
export function identityOf(task: ClaimedTask): string {
  return `${task.identity.account}|${task.identity.address}`;
}

/** A code belongs to one identity and one order: nobody else can use it, even if they see it. */
export function aboutOf(task: ClaimedTask, number: string): string {
  return `${identityOf(task)}|${counterOf(number)}`;
}

/** One name for every way of writing an order's number, whether or not the order exists; "" for no number at all. */
export function counterOf(number: string): string {
  return orderNumberDigits(orderNumberKey(number));
}

/** An expected answer. */
export function answer(value: Json): Outcome {
  return { ok: true, value };
}
