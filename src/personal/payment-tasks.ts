/**
 * The payment tasks: what is left to pay of an order that this conversation has opened, and a link to pay it, with a receipt to an
 * e-mail or a phone. Goes by tickets, so that no path reaches a stranger's order; contacts leave here only masked, and never to a
 * log.
 */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';
import { maskEmail, maskPhone } from '../core/mask.ts';
import type { PaymentLinkAnswer, PaymentOpenAnswer } from '../core/payment-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { PaymentLinks, Receipt } from '../core/ports/payment-links.ts';
import type { Order, ShopFailure, ShopOrders } from '../core/ports/shop.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import { orCutOff } from '../shop/equal-time.ts';
import type { OrderTasksOptions } from '../shop/order-access.ts';
import { normalisePhone } from '../shop/phone.ts';
import { within } from '../shop/within.ts';

export interface PaymentTasksOptions extends OrderTasksOptions {
  links: PaymentLinks;
  /** Where no links are made by us, the shop may have an address of its own. */
  orders: Pick<ShopOrders, 'capabilities' | 'paymentLink'>;
  /** How long a link lives, ms. */
  ttlMs: () => number;
  /** Of the shop: decides how a number without a code is read. */
  country: () => string;
}

type Outcome = Awaited<ReturnType<TaskHandler>>;

const TICKET = z.object({ ticket: z.string().max(100) });
const WHERE = z.union([
  TICKET.extend({ known: z.int().min(0).max(20) }),
  TICKET.extend({ email: z.string().max(LIMITS.incomingTextChars) }),
  TICKET.extend({ phone: z.string().max(LIMITS.incomingTextChars) }),
]);
const EMAIL = z.email().max(254);

/** Handlers of `payment.open` and `payment.link`; see core/payment-answer.ts for what they answer. */
export function createPaymentTasks(options: PaymentTasksOptions): TaskHandlers {
  return {
    'payment.open': (task, signal) => open(options, task, signal),
    'payment.link': (task, signal) => link(options, task, signal),
  };
}

async function open(options: PaymentTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const order = await payable(options, task, signal);
  if (!('lines' in order)) return order;
  if (options.links.capabilities().create === 'none') return shopLink(options, task, order, signal);
  return answer({
    result: 'open',
    number: order.number,
    amount: dueOf(order),
    known: receiptsOf(options, order).map((receipt) => ({ to: receipt.to, shown: masked(receipt) })),
    accepts: options.links.capabilities().receiptTo,
    locale: task.identity.locale,
  });
}

async function link(options: PaymentTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  if (!(await mayAsk(options, task))) return answer({ result: 'blocked' });
  const order = await payable(options, task, signal);
  if (!('lines' in order)) return order;
  const receipt = receiptFrom(options, order, WHERE.parse(task.input));
  if (!receipt) return answer({ result: 'bad-contact' });
  const { number } = order;
  const { locale } = task.identity;
  const title = plain(options.texts().text(locale, 'payment.title', { number }));
  const wish = {
    orderId: order.id,
    orderNumber: number,
    amount: dueOf(order),
    title,
    ttlMs: options.ttlMs(),
    receipt,
  };
  const late = { ok: false, failure: { kind: 'unavailable', detail: 'timeout' } } as const;
  // The key is the task's own, which is stored: a second try gets the same link.
  const made = await orCutOff(options.links.create(wish, task.key, signal), late, signal);
  options.metrics.count('payment_links', { result: made.ok ? 'made' : made.failure.kind });
  if (!made.ok) {
    if (made.failure.kind === 'rejected') return answer({ result: 'nothing', number });
    if (made.failure.kind === 'unsupported') return shopLink(options, task, order, signal);
    return failed(options, task, made.failure);
  }
  const { url, untilMs, amount } = made.value;
  if (!isSafe(url)) return answer({ result: 'person', number });
  const { timeZone } = options;
  const shown = masked(receipt);
  return answer({
    result: 'link',
    number,
    amount: { ...amount },
    url,
    untilMs,
    receipt: shown,
    locale,
    timeZone,
  });
}

/** The shop's own address, by which it asks for the receipt itself. */
async function shopLink(
  options: PaymentTasksOptions,
  task: ClaimedTask,
  { id, number }: Order,
  signal: AbortSignal,
): Promise<Outcome> {
  const { orders, clock, timeZone, metrics } = options;
  if (orders.capabilities().payLink === 'none') return answer({ result: 'person', number });
  if (!(await mayAsk(options, task))) return answer({ result: 'blocked' });
  const given = await within(clock, LIMITS.orderWriteMs, signal, (cut) =>
    orders.paymentLink(id, task.key, cut),
  );
  metrics.count('payment_links', { result: given.ok ? 'made' : given.failure.kind });
  if (!given.ok) {
    const { kind } = given.failure;
    if (kind === 'rejected') return answer({ result: 'nothing', number });
    if (kind === 'unsupported') return answer({ result: 'person', number });
    return failed(options, task, given.failure);
  }
  const { url, untilMs, amount } = given.value;
  if (!isSafe(url)) return answer({ result: 'person', number });
  const { locale } = task.identity;
  return answer({
    result: 'link',
    number,
    amount: { ...amount },
    url,
    untilMs,
    receipt: '',
    locale,
    timeZone,
  });
}

function isSafe(url: string): boolean {
  return /^https:\/\/\S+$/.test(url);
}

/** The opened order with something left to pay by a link, or the outcome that the task has to answer with. */
async function payable(
  options: PaymentTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Order | Outcome> {
  const { opened, source, clock } = options;
  const { ticket } = TICKET.parse(task.input);
  const known = await opened.readOrderTicket(ticket, task.conversationId, clock.now() - LIMITS.orderTicketMs);
  if (!known) return answer({ result: 'stale' });
  const { orders, failure } = await source.get(known.orderId, signal);
  // Our copy does not know what was paid or cancelled since: nobody is sent to pay on its word.
  if (failure) return failed(options, task, failure);
  const [order] = orders;
  if (!order) return answer({ result: 'stale' });
  const { number } = order;
  if (dueOf(order).minor <= 0 || ENDED.has(order.state)) return answer({ result: 'nothing', number });
  return order.payable ? order : answer({ result: 'person', number });
}

const ENDED: ReadonlySet<Order['state']> = new Set(['cancelled', 'returned', 'failed']);

function dueOf({ total, paid }: Order) {
  return { minor: total.minor - paid.minor, currency: total.currency };
}

/** Contacts of the order that a receipt can go to, e-mail first. */
function receiptsOf({ links }: PaymentTasksOptions, { buyer }: Order): Receipt[] {
  const { receiptTo } = links.capabilities();
  const emails = receiptTo.includes('email') ? buyer.emails.slice(0, 1) : [];
  const phones = receiptTo.includes('phone') ? buyer.phones.slice(0, 1) : [];
  return [
    ...emails.map((email): Receipt => ({ to: 'email', email })),
    ...phones.map((phone): Receipt => ({ to: 'phone', phone })),
  ];
}

function receiptFrom(
  options: PaymentTasksOptions,
  order: Order,
  where: z.output<typeof WHERE>,
): Receipt | null {
  if ('known' in where) return receiptsOf(options, order)[where.known] ?? null;
  const { receiptTo } = options.links.capabilities();
  if ('email' in where) {
    const email = where.email.trim().toLowerCase();
    return receiptTo.includes('email') && EMAIL.safeParse(email).success ? { to: 'email', email } : null;
  }
  const phone = normalisePhone(where.phone, options.country());
  return receiptTo.includes('phone') && phone !== null ? { to: 'phone', phone } : null;
}

function masked(receipt: Receipt): string {
  return receipt.to === 'email' ? maskEmail(receipt.email) : maskPhone(receipt.phone);
}

async function mayAsk({ tries, clock }: PaymentTasksOptions, task: ClaimedTask): Promise<boolean> {
  if (task.attempt > 1) return true;
  const { account, address } = task.identity;
  const { paymentLinksPerIdentity: most, paymentLinksPerIdentityMs: windowMs } = LIMITS;
  return tries.countTry(`payment.link:${account}|${address}`, most, windowMs, clock.now());
}

/** The words of a page are plain text, so the escapes that guard markup come off again. */
function plain(text: string): string {
  return text.replace(/\\([\\*_`[\]])/g, '$1');
}

function failed({ log }: PaymentTasksOptions, task: ClaimedTask, { kind }: ShopFailure): Outcome {
  // Only the kind: a provider's own words may name the buyer.
  log.warn({ task: task.id, kind }, 'no payment link could be made');
  return kind === 'unavailable' || kind === 'throttled' ? { retry: kind } : { ok: false, reason: kind };
}

function answer(value: PaymentOpenAnswer | PaymentLinkAnswer): Outcome {
  return { ok: true, value };
}
