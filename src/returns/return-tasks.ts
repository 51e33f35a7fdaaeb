/**
 * The return tasks: open an order with proof, decide by the shop's policy, write the return down. Runs after the turn that
 * asked, answers through the inbox. Goes by tickets of proven orders, so that no path through the flow reaches a
 * stranger's order; decides anew before it writes, because days may lie between the two.
 */
import { z } from 'zod';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { localText } from '../core/local-text.ts';
import type { Locale } from '../core/locale.ts';
import { formatMoney } from '../core/money.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { ReturnLineFacts } from '../core/ports/returns.ts';
import type { Order, OrderLine } from '../core/ports/shop.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import { RETURN_OUTCOMES, RETURN_REASONS, type ReturnDecision } from '../core/return-policy.ts';
import type {
  ReturnDecided,
  ReturnDecideAnswer,
  ReturnOpenAnswer,
  ReturnRequestAnswer,
} from '../core/return-answer.ts';
import { findProven } from '../shop/order-access.ts';
import { decideReturn } from './decide-return.ts';
import { packOn } from './load-policy.ts';
import { inputsOf, isOver, lastHandedOver, saleDay } from './return-inputs.ts';
import type { ReturnTasksOptions } from './return-tasks-options.ts';
import { returnTerms } from './return-terms.ts';
import { identityOf, shopFailed } from './shop-failed.ts';

type Outcome = Awaited<ReturnType<TaskHandler>>;

const DECIDE = z.object({
  ticket: z.string().max(100),
  line: z.int().min(0),
  quantity: z.int().min(1),
  reason: z.enum(RETURN_REASONS),
  used: z.boolean().nullable(),
  shown: z.boolean(),
});
const REQUEST = DECIDE.extend({
  outcome: z.enum(RETURN_OUTCOMES),
  variant: z.string().max(100).nullable(),
});
type Asked = z.output<typeof DECIDE>;

/** Handlers of `return.open`, `return.decide`, `return.request` and `return.terms`; see core/return-answer.ts for what they answer. */
export function createReturnTasks(options: ReturnTasksOptions): TaskHandlers {
  return {
    'return.open': (task, signal) => open(options, task, signal),
    'return.decide': (task, signal) => decide(options, task, signal),
    'return.request': (task, signal) => request(options, task, signal),
    'return.terms': (task, signal) => returnTerms(options, task, signal),
  };
}

async function open(options: ReturnTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const policy = options.policy();
  if (!policy) return { ok: false, reason: 'unsupported' };
  const found = await findProven(options, task, signal, true);
  if (!('order' in found)) return found;
  const { order } = found;
  const facts = await options.returns.facts(order, signal);
  if (!facts.ok) return shopFailed(options, task, facts.failure);
  const items = order.lines.flatMap((line, index) => {
    const left = line.quantity - (facts.value[index]?.returned ?? 0);
    if (left <= 0 || isOver(order)) return [];
    return [{ line: index, title: titleOf(line, task.identity.locale), quantity: left, unit: line.unit }];
  });
  if (items.length === 0) return answer({ result: 'nothing' });
  const ticket = await options.book.open({ identity: identityOf(task), order }, options.clock.now());
  const pack = packOn(policy.packs, saleDay(order, options.timeZone));
  const twoStep = pack?.withdrawal === 'two-step';
  const { number } = order;
  return answer({ result: 'found', order: { ticket, number, items, twoStep, timeZone: options.timeZone } });
}

async function decide(options: ReturnTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const made = await make(options, task, DECIDE.parse(task.input), signal);
  if (!('decided' in made)) return made;
  return answer({ result: 'decided', decided: made.decided });
}

async function request(
  options: ReturnTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  const asked = REQUEST.parse(task.input);
  const made = await make(options, task, asked, signal);
  if (!('decided' in made)) return made;
  const { decided, order, line } = made;
  const { outcome, ticket, quantity, reason } = asked;
  const swap = decided.exchanges.find(({ sku }) => sku === asked.variant);
  const may = decided.verdict === 'allowed' && decided.outcomes.includes(outcome);
  if (!may || (outcome === 'exchange' && !swap)) return answer({ result: 'changed', decided });
  const draft = {
    orderId: order.id,
    orderNumber: order.number,
    line: asked.line,
    sku: line.sku,
    title: line.title.default,
    quantity,
    ordered: line.quantity,
    reason,
    outcome,
    variant: swap?.sku ?? null,
    worth: { minor: line.unit.minor * quantity, currency: line.unit.currency },
  };
  // One ticket makes one return, however often the flow comes back to this step.
  const written = await options.returns.request(draft, ticket, signal);
  if (!written.ok && written.failure.kind === 'rejected') return answer({ result: 'stale' });
  if (!written.ok) return shopFailed(options, task, written.failure);
  const { number, requestedAtMs } = written.value;
  const mailed = made.byMail && (await acknowledge(options, task, made, { number, requestedAtMs, quantity }));
  options.metrics.count('returns', { result: outcome });
  return answer({ result: 'done', number, requestedAtMs, mailed });
}

interface Made {
  decided: ReturnDecided;
  order: Order;
  line: OrderLine;
  byMail: boolean;
}

/** Gathers what is known, decides, and keeps the decision with its inputs. */
async function make(
  options: ReturnTasksOptions,
  task: ClaimedTask,
  asked: Asked,
  signal: AbortSignal,
): Promise<Made | Outcome> {
  const { book, returns, clock, timeZone } = options;
  const { locale } = task.identity;
  const policy = options.policy();
  if (!policy) return { ok: false, reason: 'unsupported' };
  const ticket = await book.read(asked.ticket, identityOf(task), clock.now());
  const line = ticket?.order.lines[asked.line];
  if (!ticket || !line || asked.quantity > line.quantity) return answer({ result: 'stale' });
  const { order } = ticket;
  const facts = await returns.facts(order, signal);
  if (!facts.ok) return shopFailed(options, task, facts.failure);
  const pack = packOn(policy.packs, saleDay(order, timeZone));
  const first = facts.value[asked.line];
  if (!first || !pack) return answer({ result: 'stale' });
  const isLast = pack.changeOfMind?.countFrom === 'last-piece';
  const known = isLast ? { ...first, handedOverMs: lastHandedOver(facts.value) } : first;
  const view = { nowMs: clock.now(), timeZone, policy, warrantyDays: options.warrantyDays() };
  const inputs = inputsOf(order, line, known, asked, view);
  const decision: ReturnDecision = decideReturn(pack, inputs);
  await book.keep({ ticket: asked.ticket, line: asked.line, inputs, decision });
  const { handOver } = policy;
  const exchanges = exchangesOf(known, locale);
  const decided = { ...decision, law: pack.rule[locale], exchanges, handOver, locale };
  return { decided, order, line, byMail: pack.acknowledge === 'email' };
}

/** The receipt on a durable medium. A letter that cannot be sent is told to the customer by its absence, never a fault. */
async function acknowledge(
  options: ReturnTasksOptions,
  task: ClaimedTask,
  { order, line }: Made,
  { number, requestedAtMs, quantity }: { number: string; requestedAtMs: number; quantity: number },
): Promise<boolean> {
  const to = order.buyer.emails[0];
  if (!options.mailer.available || to === undefined) return false;
  const { locale } = task.identity;
  const when = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: options.timeZone,
  }).format(requestedAtMs);
  const worth = { minor: line.unit.minor * quantity, currency: line.unit.currency };
  const sum = formatMoney(worth, locale);
  const slots = { number, order: order.number, title: titleOf(line, locale), quantity, when, sum };
  const say = (key: string) =>
    options
      .texts()
      .text(locale, key, slots)
      // A letter is plain text, so the escapes that guard markup come off again.
      .replace(/\\([\\*_`[\]])/g, '$1');
  try {
    const sent = await options.mailer.send({
      to,
      subject: say('return.letter.subject'),
      text: say('return.letter.body'),
    });
    if (!sent.ok)
      options.log.warn({ task: task.id, reason: sent.reason }, 'receipt of a return was not sent');
    return sent.ok;
  } catch (thrown) {
    options.log.error({ task: task.id, error: toError(thrown) }, 'receipt of a return was not sent');
    return false;
  }
}

function exchangesOf({ variants }: ReturnLineFacts, locale: Locale): { sku: string; label: string }[] {
  return variants
    .slice(0, LIMITS.returnVariants)
    .map(({ sku, label }) => ({ sku, label: localText(label, locale) }));
}

function titleOf({ title }: OrderLine, locale: Locale): string {
  return localText(title, locale);
}

function answer(value: ReturnOpenAnswer | ReturnDecideAnswer | ReturnRequestAnswer): Outcome {
  return { ok: true, value };
}
