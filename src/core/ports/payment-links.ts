/**
 * The port of whoever takes the money: makes an address at which an order can be paid, with the receipt that the law wants, and
 * tells what became of it. No card number ever comes near the chat.
 */
import type { Money } from '../money.ts';
import type { CapabilityLevel, ShopResult } from './shop.ts';

export interface PaymentLinkCapabilities {
  create: CapabilityLevel;
  read: CapabilityLevel;
  /** Where a receipt can go. */
  receiptTo: ('email' | 'phone')[];
  /** The longest that a link can live. */
  longestMs: number;
}

export interface PaymentLinks {
  capabilities(): PaymentLinkCapabilities;
  /**
   * The same key again has the same link; so has another one, while a link for the same order, amount and receipt is open.
   * `rejected`: nothing can be paid this way.
   */
  create(wish: PaymentWish, key: string, signal: AbortSignal): Promise<ShopResult<MadePaymentLink>>;
  read(id: string, signal: AbortSignal): Promise<ShopResult<PaymentLinkState>>;
}

export interface PaymentWish {
  orderId: string;
  orderNumber: string;
  amount: Money;
  /** Shown to the buyer on the page, in their language. */
  title: string;
  /** How long the link shall live. */
  ttlMs: number;
  receipt: Receipt;
}

/** An address, or digits with country code. Never written to a log. */
export type Receipt = { to: 'email'; email: string } | { to: 'phone'; phone: string };

export interface MadePaymentLink {
  id: string;
  /** https. */
  url: string;
  /** UTC ms. */
  untilMs: number;
  amount: Money;
}

export type PaymentLinkState = { state: 'open' | 'paid' | 'expired' | 'cancelled'; paidMs: number | null };
