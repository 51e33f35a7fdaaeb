/** What is known of one line of an order → what the policy decides from. Pure; what is not known stays null. */
import { localTimeAt } from '../core/zoned-time.ts';
import type { ReturnLineFacts } from '../core/ports/returns.ts';
import type { Order, OrderLine, OrderState } from '../core/ports/shop.ts';
import type { ReturnInputs, ReturnReason } from '../core/return-policy.ts';
import type { ReturnPolicy } from './load-policy.ts';

/** What the customer said. */
export interface AskedReturn {
  quantity: number;
  reason: ReturnReason;
  used: boolean | null;
  shown: boolean;
}

export interface PolicyView {
  nowMs: number;
  timeZone: string;
  policy: ReturnPolicy;
  warrantyDays: number | null;
}

const OVER: ReadonlySet<OrderState> = new Set<OrderState>(['cancelled', 'returned', 'failed']);
const HANDED: ReadonlySet<OrderState> = new Set<OrderState>(['delivered', 'completed']);
const AWAITED: ReadonlySet<OrderState> = new Set<OrderState>([
  'new',
  'awaiting_payment',
  'confirmed',
  'assembling',
  'shipped',
  'partly_shipped',
  'ready_for_pickup',
]);

/** There is nothing left that could come back. */
export function isOver(order: Order): boolean {
  return OVER.has(order.state);
}

/** The calendar day of the sale, `2026-11-22`. */
export function saleDay(order: Order, timeZone: string): string {
  const { year, month, day } = localTimeAt(order.placedAtMs, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** When the last piece of an order came; null while some piece is awaited, or nobody knows. */
export function lastHandedOver(facts: readonly ReturnLineFacts[]): number | null {
  const days = facts.map(({ handedOverMs }) => handedOverMs);
  return days.includes(null) ? null : Math.max(...days.map(Number));
}

export function inputsOf(
  order: Order,
  line: OrderLine,
  facts: ReturnLineFacts,
  { quantity, reason, used, shown }: AskedReturn,
  { nowMs, timeZone, policy, warrantyDays }: PolicyView,
): ReturnInputs {
  const { handedOverMs, informed, madeToMeasure, category } = facts;
  return {
    reason,
    nowMs,
    timeZone,
    handedOver: handedOver(order, handedOverMs),
    handedOverMs,
    informed,
    used,
    madeToMeasure,
    group: category === null ? null : (policy.groups[category] ?? null),
    warrantyDays,
    shown,
    exchangeable: facts.variants.length > 0,
    aboveLimit: isAbove(line, quantity, policy.personAbove),
  };
}

function handedOver(order: Order, handedOverMs: number | null): boolean | null {
  if (handedOverMs !== null || HANDED.has(order.state)) return true;
  return AWAITED.has(order.state) ? false : null;
}

function isAbove(line: OrderLine, quantity: number, limit: number | null): boolean {
  if (limit === null) return false;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: line.unit.currency });
  const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return line.unit.minor * quantity > limit * unit;
}
