/**
 * The order tasks: find one order with proof of ownership, list a verified phone's orders, send a one-time code. Runs
 * after the turn that asked, answers through the inbox. Nothing that names the buyer leaves this file.
 */
import { z } from 'zod';
import { newPublicId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { FullOrderCard } from '../core/order-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Order } from '../core/ports/shop.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import {
  aboutOf,
  answer,
  counterOf,
  failure,
  findProven,
  identityOf,
  ordersByNumber,
  viewOf,
  type OrderTasksOptions,
  type Outcome,
} from './order-access.ts';
import { asOfWords, briefCard, fullCard, orderSummary, waitable, type CardView } from './order-card.ts';
import type { SoldOut } from './sold-out.ts';

const SEND_CODE_INPUT = z.object({ number: z.string().max(LIMITS.incomingTextChars) });

export interface OrderLookUpOptions extends OrderTasksOptions {
  /** Without it nothing is offered to be waited for. */
  soldOut?: SoldOut;
}

/** Handlers of `order.find`, `order.list` and `order.sendCode`; see core/order-answer.ts for what they answer. */
export function createOrderTasks(options: OrderLookUpOptions): TaskHandlers {
  const letters = { underWay: 0 };
  return {
    'order.find': (task, signal) => find(options, task, signal),
    'order.list': (task, signal) => list(options, task, signal),
    'order.sendCode': (task, signal) => sendCode(options, letters, task, signal),
  };
}

async function find(options: OrderLookUpOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const found = await findProven(options, task, signal);
  if (!('order' in found)) return found;
  const { order, proof, asOfMs } = found;
  const view = { ...viewOf(options, task), asOfMs };
  if (proof.by === 'last-four') return answer({ result: 'found', order: briefCard(order, view) });
  return answer({ result: 'found', order: await openCard(options, task, { order, view }, signal) });
}

/** The whole card of a proven order, with a ticket by which this conversation can come back to it. */
async function openCard(
  { opened, soldOut, clock, random }: OrderLookUpOptions,
  { conversationId }: ClaimedTask,
  { order, view }: { order: Order; view: CardView },
  signal: AbortSignal,
): Promise<FullOrderCard> {
  const { id: orderId, number } = order;
  const nowMs = clock.now();
  const fresh = { ticket: newPublicId(random), conversationId, orderId, number, nowMs };
  const ticket = await opened.openOrder(fresh);
  const watches = await opened.listWatches(conversationId);
  const skus = waitable(order, view.locale).map(({ sku }) => sku);
  return fullCard(order, {
    ...view,
    ticket,
    isWatched: watches.some((watch) => watch.orderId === orderId),
    ...(soldOut && { soldOut: await soldOut(skus, signal) }),
  });
}

async function list(options: OrderLookUpOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const phone = task.identity.verifiedPhone;
  if (!phone) return answer({ result: 'proof-needed' });
  const found = await options.source.find({ phone }, LIMITS.ordersListed, signal);
  if (found.failure && found.orders.length === 0) return failure(options, task, found.failure);
  const view = { ...viewOf(options, task), asOfMs: found.asOfMs };
  const orders = found.orders.toSorted((a, b) => b.placedAtMs - a.placedAtMs).slice(0, LIMITS.ordersListed);
  const only = orders.length === 1 ? orders[0] : undefined;
  return answer({
    result: 'list',
    orders: orders.map((order) => orderSummary(order, view)),
    only: only ? await openCard(options, task, { order: only, view }, signal) : null,
    asOf: asOfWords(view),
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
  // A letter goes only where the shop itself says so: an address may have changed since our copy was made.
  if (found.failure) {
    await options.source.evenOut(startedMs, signal);
    return failure(options, task, found.failure);
  }
  const order = found.orders[0];
  const email = order?.buyer.emails[0];
  const code = await options.codes.issue(aboutOf(task, number), order && email ? order.id : null);
  if (order && email) {
    // Not awaited: how long the mail server takes would tell that there is an order.
    letters.underWay += 1;
    void post(options, task, { to: email, number: order.number, code }).finally(
      () => (letters.underWay -= 1),
    );
  }
  await options.source.evenOut(startedMs, signal);
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
