/**
 * The tasks for what can be done with an order that this conversation has opened: watch it, cancel it, have it sent elsewhere. Goes by tickets, so that no path through a flow reaches a stranger's order. A write whose end is not known is never
 * repeated blindly: the order is looked at, and people of the shop take over where that does not tell.
 */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import type { Locale } from '../core/locale.ts';
import type { OrderOption } from '../core/order-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { OrderMirror, OrderTicket, OrderWatches } from '../core/ports/order-mirror.ts';
import type { Order, ShopFailure, ShopOrders, ShopResult, WishOutcome } from '../core/ports/shop.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import { isOrderOver, standingOf, toMirrorEntry } from './mirror/standing.ts';
import { answer, failure, type OrderTasksOptions, type Outcome } from './order-access.ts';
import { isChangeable } from './order-card.ts';
import { within } from './within.ts';

export interface OrderCareOptions extends OrderTasksOptions {
  orders: ShopOrders;
  opened: OrderWatches & Pick<OrderMirror, 'mirrorOrders'>;
  /** Of the notes that people of the shop read. */
  noteLocale: Locale;
}

const TICKET = z.object({ ticket: z.string().max(100) });
const CANCEL = TICKET.extend({ reason: z.string().max(LIMITS.incomingTextChars) });
const ADDRESS = TICKET.extend({ address: z.string().min(1).max(LIMITS.incomingTextChars) });
const UNWATCH = z.object({ ticket: z.string().max(100).nullable() });

/** Handlers of `order.watch`, `order.unwatch`, `order.watches`, `order.options`, `order.cancel` and `order.address`. */
export function createOrderCareTasks(options: OrderCareOptions): TaskHandlers {
  return {
    'order.watch': byTicket(options, watch),
    'order.options': byTicket(options, async (_, { order }) => {
      const address = levelOf(options, order, 'changeAddress');
      return answer({
        result: 'options',
        ...told(order),
        cancel: levelOf(options, order, 'cancel'),
        address,
      });
    }),
    'order.cancel': byTicket(options, cancel),
    'order.address': byTicket(options, changeAddress),
    'order.watches': (task) => watches(options, task),
    'order.unwatch': (task) => unwatch(options, task),
  };
}

interface Opened {
  options: OrderCareOptions;
  task: ClaimedTask;
  signal: AbortSignal;
}
interface Found {
  order: Order;
  /** The shop itself said so. */
  isFresh: boolean;
}

function byTicket(
  options: OrderCareOptions,
  act: (opened: Opened, found: Found) => Promise<Outcome>,
): TaskHandler {
  return async (task, signal) => {
    const { ticket } = TICKET.parse(task.input);
    const known = await ticketOf(options, task, ticket);
    if (!known) return answer({ result: 'stale' });
    const { orders, asOfMs, failure: why } = await options.source.get(known.orderId, signal);
    if (!orders[0]) return why ? failure(options, task, why) : answer({ result: 'stale' });
    return act({ options, task, signal }, { order: orders[0], isFresh: asOfMs === null });
  };
}

function ticketOf(
  { opened, clock }: OrderCareOptions,
  { conversationId }: ClaimedTask,
  ticket: string,
): Promise<OrderTicket | null> {
  return opened.readOrderTicket(ticket, conversationId, clock.now() - LIMITS.orderTicketMs);
}

async function watch({ options, task }: Opened, { order, isFresh }: Found): Promise<Outcome> {
  const { opened, clock } = options;
  const { id: orderId, number } = order;
  if (isOrderOver(order)) return answer({ result: 'over', number });
  const nowMs = clock.now();
  if (isFresh) {
    // What the customer has just seen is where the watch begins.
    const entry = toMirrorEntry(order, nowMs);
    await opened.mirrorOrders({ orders: [entry], gone: [], sweep: null, nowMs });
  }
  const { conversationId } = task;
  const asked = { conversationId, orderId, number, standing: standingOf(order), nowMs };
  const isWatched = await opened.watchOrder(asked, LIMITS.orderWatches);
  return answer({ result: isWatched ? 'watching' : 'full', number });
}

async function watches({ opened, timeZone }: OrderCareOptions, task: ClaimedTask): Promise<Outcome> {
  const list = await opened.listWatches(task.conversationId);
  const { locale } = task.identity;
  return answer({
    result: 'watches',
    watches: list.map(({ number, ticket, sinceMs }) => ({ number, ticket: ticket ?? '', sinceMs })),
    timeZone,
    locale,
  });
}

async function unwatch(options: OrderCareOptions, task: ClaimedTask): Promise<Outcome> {
  const { opened, clock } = options;
  const { ticket } = UNWATCH.parse(task.input);
  // A ticket may be older than its life: to end something must always be possible.
  const known = ticket === null ? null : await opened.readOrderTicket(ticket, task.conversationId, 0);
  if (ticket !== null && !known) return answer({ result: 'unwatched', count: 0, number: '' });
  const count = await opened.endWatches(task.conversationId, known?.orderId ?? null, clock.now());
  return answer({ result: 'unwatched', count, number: known?.number ?? '' });
}

async function cancel({ options, task, signal }: Opened, { order }: Found): Promise<Outcome> {
  const { reason } = CANCEL.parse(task.input);
  const { orders, opened, clock } = options;
  if (order.state === 'cancelled') return answer({ result: 'done', ...told(order) });
  const result = await wish(options, task, {
    order,
    verb: 'cancel',
    words: reason,
    carryOut: (cut) => orders.cancel({ orderId: order.id, reason: cutWords(reason) }, task.key, cut),
    signal,
  });
  if (typeof result !== 'string') return result;
  // They know it already.
  if (result === 'done') await opened.endWatches(task.conversationId, order.id, clock.now());
  return answer({ result, ...told(order) });
}

async function changeAddress({ options, task, signal }: Opened, { order }: Found): Promise<Outcome> {
  const { address } = ADDRESS.parse(task.input);
  const result = await wish(options, task, {
    order,
    verb: 'changeAddress',
    words: address,
    carryOut: (cut) =>
      options.orders.changeAddress({ orderId: order.id, address: cutWords(address) }, task.key, cut),
    signal,
  });
  return typeof result === 'string' ? answer({ result, ...told(order) }) : result;
}

interface Wish {
  order: Order;
  verb: 'cancel' | 'changeAddress';
  /** Of the customer. */
  words: string;
  carryOut: (cut: AbortSignal) => Promise<ShopResult<WishOutcome>>;
  signal: AbortSignal;
}

/** What became of it, or the outcome of a task that has to come again. */
async function wish(
  options: OrderCareOptions,
  task: ClaimedTask,
  { order, verb, words, carryOut, signal }: Wish,
): Promise<OrderOption | Outcome> {
  const level = levelOf(options, order, verb);
  if (level === 'late' || level === 'person') return level;
  const { orders, clock } = options;
  const done =
    orders.capabilities()[verb] === 'native'
      ? await within(clock, LIMITS.orderWriteMs, signal, carryOut)
      : await leaveNote(options, task, { order, verb, words, signal });
  if (done.ok) return done.value.outcome;
  const { kind, uncertain } = done.failure;
  options.metrics.count('order_wishes', { verb, result: kind });
  if (kind === 'rejected') return 'late';
  if (kind === 'unsupported' || kind === 'not_found' || kind === 'auth') return 'person';
  if (uncertain) return lookAfter(options, { order, verb, signal }, done.failure);
  return failure(options, task, done.failure);
}

/** The shop cannot do it itself; people read the wish beside the order. */
async function leaveNote(
  { orders, clock, texts, noteLocale }: OrderCareOptions,
  task: ClaimedTask,
  { order, verb, words, signal }: Omit<Wish, 'carryOut'>,
): Promise<ShopResult<WishOutcome>> {
  const key = verb === 'cancel' ? 'orderCare.note.cancel' : 'orderCare.note.address';
  const text = texts()
    .text(noteLocale, key, { words: cutWords(words) })
    .replace(/\\([\\*_`[\]])/g, '$1');
  const noted = await within(clock, LIMITS.orderWriteMs, signal, (cut) =>
    orders.addNote({ orderId: order.id, text, forBuyer: false }, task.key, cut),
  );
  return noted.ok ? { ok: true, value: { outcome: 'requested' } } : noted;
}

/** Nobody knows whether it was done: the order itself may tell; if not, people have to look. */
async function lookAfter(
  { source, log }: OrderCareOptions,
  { order, verb, signal }: Pick<Wish, 'order' | 'verb' | 'signal'>,
  { kind, detail }: ShopFailure,
): Promise<OrderOption> {
  const { orders, asOfMs } = await source.get(order.id, signal);
  const isDone = verb === 'cancel' && asOfMs === null && orders[0]?.state === 'cancelled';
  log.warn(
    { step: 'shop', verb, kind, detail: maskDetail(detail), isDone },
    'It is not known whether the shop did it',
  );
  return isDone ? 'done' : 'person';
}

function levelOf({ orders }: OrderCareOptions, order: Order, verb: 'cancel' | 'changeAddress'): OrderOption {
  if (!isChangeable(order)) return 'late';
  const can = orders.capabilities();
  if (can[verb] === 'native') return 'done';
  return can[verb] === 'derived' && can.note !== 'none' ? 'requested' : 'person';
}

function told({ number, paid, refunded }: Order): { number: string; paid: boolean } {
  return { number, paid: paid.minor > refunded.minor };
}

function cutWords(words: string): string {
  return words.trim().slice(0, LIMITS.orderWishChars);
}
