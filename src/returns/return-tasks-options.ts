/** What the return tasks are made of: those of orders, the shop's side of returns, the book of decisions, the live policy. */
import type { ReturnBook, ShopReturns } from '../core/ports/returns.ts';
import type { OrderTasksOptions } from '../shop/order-access.ts';
import type { ReturnPolicy } from './load-policy.ts';

export interface ReturnTasksOptions extends OrderTasksOptions {
  returns: ShopReturns;
  book: ReturnBook;
  /** The policy that is live; null: the shop takes no returns here. */
  policy: () => ReturnPolicy | null;
  /** The shop's own warranty; null: none. */
  warrantyDays: () => number | null;
}
