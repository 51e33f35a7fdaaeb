/** What the return tasks share: whose a ticket is, and what a shop that does not answer makes of a task. */
import { maskDetail } from '../core/mask.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { ShopFailure } from '../core/ports/shop.ts';

/** Tried again where that may help. */
export function shopFailed(
  { log }: { log: Log },
  task: ClaimedTask,
  { kind, detail }: ShopFailure,
): { retry: string } | { ok: false; reason: string } {
  log.warn({ task: task.id, kind, detail: maskDetail(detail) }, 'the shop did not answer about a return');
  return kind === 'unavailable' || kind === 'throttled' ? { retry: kind } : { ok: false, reason: kind };
}

/** Account and address: a ticket is good for nobody else. */
export function identityOf({ identity }: ClaimedTask): string {
  return `${identity.account}|${identity.address}`;
}
