/**
 * The order tasks: find one order with proof of ownership, list a verified phone's orders, send a one-time code. Runs
 * after the turn that asked, answers through the inbox. Must never let anybody learn more than they have proved: "no such
 * order" and "not yours" have the same answer and the same time, and nothing that names the buyer leaves this file.
 */
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { OrderCodeAnswer, OrderFindAnswer, OrderListAnswer, OrderProof } from '../core/order-answer.ts';
import type { ClaimedTask, EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Order, ShopOrders, ShopResult } from '../core/ports/shop.ts';
import type { Mailer, TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import type { Texts } from '../core/ports/words.ts';
import { evenOut, orCutOff } from './equal-time.ts';
import { briefCard, fullCard, orderSummary, type CardView } from './order-card.ts';
import { orderNumberDigits, orderNumberKey, orderNumberKeys } from './order-number.ts';
import { provenOrder } from './order-proof.ts';

export interface OrderTasksOptions {
  orders: ShopOrders;
  /** Durable: a restart must not give an attacker new tries. */
  tries: Pick<EngineStore, 'countTry'>;
  codes: OneTimeCodes;
  mailer: Mailer;
  /** The wording of the letter, live at the moment of sending. */
  texts: () => Texts;
  clock: Clock;
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

type Outcome = Awaited<ReturnType<TaskHandler>>;

const NUMBER = z.string().max(LIMITS.incomingTextChars);
const SEND_CODE_INPUT = z.object({ number: NUMBER });
const FIND_INPUT = z.object({
  number: NUMBER,
  proof: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('verified-phone') }),
      z.object({ by: z.literal('last-four'), digits: z.string().max(20) }),
      z.object({ by: z.literal('code'), code: z.string().max(20) }),
      z.object({ by: z.literal('none') }),
    ])
    .default({ by: 'none' }),
});

/** Handlers of `order.find`, `order.list` and `order.sendCode`; see core/order-answer.ts for what they answer. */
export function createOrderTasks(options: OrderTasksOptions): TaskHandlers {
  const letters = { underWay: 0 };
  return {
    'order.find': (task, signal) => find(options, task, signal),
    'order.list': (task, signal) => list(options, task, signal),
    'order.sendCode': (task, signal) => sendCode(options, letters, task, signal),
  };
}

async function find(options: OrderTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const found = await findProven(options, task, signal);
  if (!('order' in found)) return found;
  const card = found.proof.by === 'last-four' ? briefCard : fullCard;
  return answer({ result: 'found', order: card(found.order, viewOf(options, task)) });
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
): Promise<{ order: Order; proof: OrderProof } | Outcome> {
  const input = FIND_INPUT.parse(task.input);
  const given = usableProof(input.proof, task);
  const proof: OrderProof = full && given.by === 'last-four' ? { by: 'none' } : given;
  const mail = options.mailer.available;
  if (proof.by === 'none') return answer({ result: 'proof-needed', mail });
  if (!(await mayTry(options, task, input.number, proof))) {
    options.metrics.count('order_lookups', { result: 'blocked' });
    return answer({ result: 'blocked' });
  }

  const startedMs = options.clock.monotonic();
  const found = await ordersByNumber(options, input.number, signal);
  if (!found.ok) return failure(options, task, found);
  // Checked even when no order was found: both cases do the same work.
  const opened =
    proof.by === 'code' ? await options.codes.check(aboutOf(task, input.number), proof.code, task.key) : null;
  const order = provenOrder(found.value, proof, { verifiedPhone: task.identity.verifiedPhone, opened });
  options.metrics.count('order_lookups', { result: order ? 'found' : 'not_found' });
  if (order) return { order, proof };
  await evenOut(options.clock, startedMs, LIMITS.orderAnswerStepMs, signal);
  return answer({ result: 'not-found', mail });
}

async function list(options: OrderTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const phone = task.identity.verifiedPhone;
  if (!phone) return answer({ result: 'proof-needed' });
  const found = await ask(options, { phone }, LIMITS.ordersListed, signal);
  if (!found.ok) return failure(options, task, found);
  const view = viewOf(options, task);
  const orders = found.value.toSorted((a, b) => b.placedAtMs - a.placedAtMs).slice(0, LIMITS.ordersListed);
  const only = orders.length === 1 ? orders[0] : undefined;
  return answer({
    result: 'list',
    orders: orders.map((order) => orderSummary(order, view)),
    only: only ? fullCard(only, view) : null,
  });
}

async function sendCode(
  options: OrderTasksOptions,
  letters: { underWay: number },
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  const { number } = SEND_CODE_INPUT.parse(task.input);
  if (!options.mailer.available) return answer({ result: 'no-mail' });
  if (!(await maySend(options, task, number))) return answer({ result: 'blocked' });
  if (letters.underWay >= LIMITS.codeLettersAtOnce) return { retry: 'too many letters under way' };

  const startedMs = options.clock.monotonic();
  const found = await ordersByNumber(options, number, signal);
  if (!found.ok) return failure(options, task, found);
  const order = found.value[0];
  const email = order?.buyer.emails[0];
  const code = await options.codes.issue(aboutOf(task, number), order && email ? order.id : null);
  if (order && email) {
    // Not awaited: how long the mail server takes would tell that there is an order.
    letters.underWay += 1;
    void post(options, task, { to: email, number: order.number, code }).finally(
      () => (letters.underWay -= 1),
    );
  }
  await evenOut(options.clock, startedMs, LIMITS.orderAnswerStepMs, signal);
  return answer({ result: 'sent' });
}

async function post(
  options: OrderTasksOptions,
  task: ClaimedTask,
  letter: { to: string; number: string; code: string },
): Promise<void> {
  const minutes = LIMITS.oneTimeCodeMs / 60_000;
  const slots = { number: letter.number, code: letter.code, minutes };
  // A letter is plain text, so the escapes that guard markup come off again.
  const say = (key: string) =>
    options
      .texts()
      .text(task.identity.locale, key, slots)
      .replace(/\\([\\*_`[\]])/g, '$1');
  try {
    const sent = await options.mailer.send({
      to: letter.to,
      subject: say('orderStatus.letter.subject'),
      text: say('orderStatus.letter.body'),
    });
    if (!sent.ok) options.log.warn({ task: task.id, reason: sent.reason }, 'letter with a code was not sent');
  } catch (error) {
    options.log.error({ task: task.id, error: error as Error }, 'letter with a code was not sent');
  }
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
  if (proof.by === 'verified-phone')
    return tries.countTry(`order.look:${who}`, LIMITS.orderLooksPerIdentity, hour, nowMs);
  if (!(await tries.countTry(`order.try:${who}`, LIMITS.orderTriesPerIdentity, hour, nowMs))) return false;
  // Each kind of proof has its own count: guessing digits must not lock out the owner who has a code.
  const order = counterOf(number);
  return (
    order === '' || tries.countTry(`order.try:${proof.by}:${order}`, LIMITS.orderTriesPerOrder, day, nowMs)
  );
}

async function maySend(options: OrderTasksOptions, task: ClaimedTask, number: string): Promise<boolean> {
  if (task.attempt > 1) return true;
  const nowMs = options.clock.now();
  const { tries } = options;
  const { orderTriesPerIdentityMs: hour, orderTriesPerOrderMs: day } = LIMITS;
  if (!(await tries.countTry(`order.letter:${identityOf(task)}`, LIMITS.codeLettersPerIdentity, hour, nowMs)))
    return false;
  const order = counterOf(number);
  return order === '' || tries.countTry(`order.letter:${order}`, LIMITS.codeLettersPerOrder, day, nowMs);
}

/**
 * All orders that the text could mean. Every reading is asked for at once, whatever the others bring, so that an order
 * found by the first takes as long as none at all.
 */
async function ordersByNumber(
  options: OrderTasksOptions,
  text: string,
  signal: AbortSignal,
): Promise<ShopResult<Order[]>> {
  const readings = orderNumberKeys(text).map((number) =>
    ask(options, { number }, LIMITS.ordersPerNumber, signal),
  );
  const orders = new Map<string, Order>();
  for (const found of await Promise.all(readings)) {
    if (!found.ok) return found;
    for (const order of found.value) orders.set(order.id, order);
  }
  return { ok: true, value: [...orders.values()] };
}

async function ask(
  options: OrderTasksOptions,
  by: Parameters<ShopOrders['findOrders']>[0],
  limit: number,
  signal: AbortSignal,
): Promise<ShopResult<Order[]>> {
  const late: ShopResult<Order[]> = { ok: false, failure: { kind: 'unavailable', detail: 'timeout' } };
  const found = await orCutOff(options.orders.findOrders(by, limit, signal), late, signal);
  return found.ok || found.failure.kind !== 'not_found' ? found : { ok: true, value: [] };
}

function failure(
  options: OrderTasksOptions,
  task: ClaimedTask,
  result: Extract<ShopResult<Order[]>, { ok: false }>,
): Outcome {
  const { kind, detail } = result.failure;
  options.log.warn({ task: task.id, kind, detail }, 'the shop did not answer a look-up');
  options.metrics.count('order_lookups', { result: kind });
  if (kind === 'unavailable' || kind === 'throttled') return { retry: kind };
  return { ok: false, reason: kind };
}

function viewOf(options: OrderTasksOptions, task: ClaimedTask): CardView {
  return { locale: task.identity.locale, nowMs: options.clock.now(), timeZone: options.timeZone };
}

function identityOf(task: ClaimedTask): string {
  return `${task.identity.account}|${task.identity.address}`;
}

/** A code belongs to one identity and one order: nobody else can use it, even if they see it. */
function aboutOf(task: ClaimedTask, number: string): string {
  return `${identityOf(task)}|${counterOf(number)}`;
}

/** One name for every way of writing an order's number, whether or not the order exists; "" for no number at all. */
function counterOf(number: string): string {
  return orderNumberDigits(orderNumberKey(number));
}

function answer(value: OrderFindAnswer | OrderListAnswer | OrderCodeAnswer): Outcome {
  return { ok: true, value };
}
