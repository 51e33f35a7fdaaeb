/**
 * Until when an order may be given back because the buyer thinks otherwise: the policy's one decision for each of its lines,
 * put together. Says yes or no only when it is the same and certain for all of them; keeps every decision as a return does.
 */
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Order } from '../core/ports/shop.ts';
import type { TaskHandler } from '../core/ports/task.ts';
import type { ReturnTerms, ReturnTermsAnswer } from '../core/return-answer.ts';
import type { ReturnDecision } from '../core/return-policy.ts';
import { findProven } from '../shop/order-access.ts';
import { decideReturn } from './decide-return.ts';
import { packOn } from './load-policy.ts';
import { inputsOf, isOver, lastHandedOver, saleDay } from './return-inputs.ts';
import type { ReturnTasksOptions } from './return-tasks-options.ts';
import { identityOf, shopFailed } from './shop-failed.ts';

type Outcome = Awaited<ReturnType<TaskHandler>>;

/** Carries out `return.terms`; the proof is the same as for a return. */
export async function returnTerms(
  options: ReturnTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  const policy = options.policy();
  if (!policy) return { ok: false, reason: 'unsupported' };
  const found = await findProven(options, task, signal, true);
  if (!('order' in found)) return found;
  const { order } = found;
  const { timeZone } = options;
  const pack = packOn(policy.packs, saleDay(order, timeZone));
  if (!pack) return { ok: false, reason: 'unsupported' };
  const facts = await options.returns.facts(order, signal);
  if (!facts.ok) return shopFailed(options, task, facts.failure);
  const nowMs = options.clock.now();
  const view = { nowMs, timeZone, policy, warrantyDays: options.warrantyDays() };
  const handedOverMs = lastHandedOver(facts.value);
  const decided = order.lines.flatMap((line, index) => {
    const own = facts.value[index];
    if (!own) return [];
    const known = pack.changeOfMind?.countFrom === 'last-piece' ? { ...own, handedOverMs } : own;
    // Asked is the time alone: how the goods look is seen when they come back, and what they cost does not matter here.
    const asked = { quantity: line.quantity, reason: 'not-liked', used: false, shown: false } as const;
    const inputs = { ...inputsOf(order, line, known, asked, view), aboveLimit: false };
    return [{ line: index, inputs, decision: decideReturn(pack, inputs) }];
  });
  const ticket = await options.book.open({ identity: identityOf(task), order }, nowMs);
  for (const one of decided) await options.book.keep({ ticket, ...one });
  const terms: ReturnTerms = {
    number: order.number,
    ...together(
      order,
      decided.map(({ decision }) => decision),
    ),
    law: pack.rule[task.identity.locale],
    locale: task.identity.locale,
    timeZone,
  };
  return { ok: true, value: { result: 'found', terms } satisfies ReturnTermsAnswer };
}

function together(
  order: Order,
  decisions: readonly ReturnDecision[],
): Pick<ReturnTerms, 'inTime' | 'untilMs'> {
  const ends = decisions.flatMap(({ deadlineMs }) => deadlineMs ?? []);
  const untilMs = ends.length === 0 || ends.length < decisions.length ? null : Math.min(...ends);
  if (decisions.length === 0 || isOver(order)) return { inTime: 'unsure', untilMs: null };
  if (decisions.every(({ verdict }) => verdict === 'allowed')) return { inTime: 'yes', untilMs };
  const isLate = decisions.every(({ verdict, rule }) => verdict === 'refused' && rule === 'too-late');
  return { inTime: isLate ? 'no' : 'unsure', untilMs };
}
