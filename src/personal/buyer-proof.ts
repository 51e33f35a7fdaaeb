/**
 * Who is asking? A number that the channel vouches for, or an order opened by a code that went to its e-mail: nothing else shows
 * what belongs to a person. A number that somebody typed never does.
 */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { LoyaltyBuyer } from '../core/ports/loyalty.ts';
import type { TaskHandler } from '../core/ports/task.ts';
import { findProven, type OrderTasksOptions } from '../shop/order-access.ts';

type Outcome = Awaited<ReturnType<TaskHandler>>;

const NUMBER = z.object({ number: z.string().max(LIMITS.incomingTextChars).default('') });

/** The proven person, or the outcome that the task has to answer with. */
export async function findBuyer(
  options: OrderTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<{ buyer: LoyaltyBuyer } | Outcome> {
  const phone = task.identity.verifiedPhone;
  // Of an order that the phone opens, the phone is all that was shown: its other contacts may be somebody else's.
  if (phone !== null) return { buyer: { phones: [phone], emails: [] } };
  if (NUMBER.parse(task.input).number === '') {
    return { ok: true, value: { result: 'proof-needed', mail: options.mailer.available } };
  }
  const found = await findProven(options, task, signal, true);
  if (!('order' in found)) return found;
  const { phones, emails } = found.order.buyer;
  return { buyer: { phones, emails } };
}
