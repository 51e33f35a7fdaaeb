/**
 * Is this order theirs? Compares what a customer brought with what the shop knows, in constant time and against a
 * stand-in when there is no order at all.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { OrderProof } from '../core/order-answer.ts';
import type { Order } from '../core/ports/shop.ts';

/** What vouches for the customer: the channel's own phone, and the id of the order that a one-time code has opened. */
export interface Vouched {
  verifiedPhone: string | null;
  opened: string | null;
}

type Provable = Pick<Order, 'id'> & { buyer: Pick<Order['buyer'], 'phones'> };

const NOBODY: Provable = { id: '', buyer: { phones: ['00000000000'] } };

/** The first of the orders that the proof opens, or null. An order without a phone is never opened by digits. */
export function provenOrder(orders: Order[], proof: OrderProof, vouched: Vouched): Order | null {
  const proven = orders.filter((order) => opens(order, proof, vouched));
  if (orders.length === 0) opens(NOBODY, proof, vouched);
  return proven[0] ?? null;
}

function opens(order: Provable, proof: OrderProof, vouched: Vouched): boolean {
  switch (proof.by) {
    case 'verified-phone':
      return anySame(order.buyer.phones, vouched.verifiedPhone);
    case 'last-four':
      return anySame(
        order.buyer.phones.map((phone) => phone.slice(-4)),
        fourDigits(proof.digits),
      );
    case 'code':
      return anySame([order.id], vouched.opened);
    // Tickets are looked up, not compared.
    case 'ticket':
    case 'none':
      return false;
  }
}

function fourDigits(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return digits.length === 4 ? digits : null;
}

function anySame(known: string[], brought: string | null): boolean {
  let same = false;
  for (const value of known) same = sameSecret(value, brought ?? '') || same;
  return same && brought !== null && brought !== '';
}

function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
