/**
 * The ports of returns: what a shop knows of goods that may come back and how a return is written down there, and the
 * book in which every decision is kept with what it was made from.
 */
import type { LocalText } from '../local-text.ts';
import type { Money } from '../money.ts';
import type { ReturnDecision, ReturnInputs, ReturnOutcome, ReturnReason } from '../return-policy.ts';
import type { Order, ShopResult } from './shop.ts';

export interface ShopReturns {
  /** What is known of each line of the order, in the order of its lines. */
  facts(order: Order, signal: AbortSignal): Promise<ShopResult<ReturnLineFacts[]>>;
  /**
   * Writes a return down. The same key again answers with the same return; more pieces than are left to return are
   * `rejected`.
   */
  request(draft: ReturnDraft, key: string, signal: AbortSignal): Promise<ShopResult<ReturnReceipt>>;
}

/** Null always means "not known". Times are UTC ms. */
export interface ReturnLineFacts {
  handedOverMs: number | null;
  /** The rules of return came with the goods in writing. */
  informed: boolean | null;
  madeToMeasure: boolean | null;
  /** The shop's own category. */
  category: string | null;
  /** Pieces that are coming back already. */
  returned: number;
  /** Other sizes and colours that can be sent at once, as customers are told them: by what differs, or by their name. */
  variants: { sku: string; label: LocalText }[];
}

export interface ReturnDraft {
  orderId: string;
  orderNumber: string;
  /** Position among the order's lines, from 0. */
  line: number;
  sku: string | null;
  title: string;
  quantity: number;
  /** Pieces of that line in the order. */
  ordered: number;
  reason: ReturnReason;
  outcome: ReturnOutcome;
  /** What is wanted instead; null: no exchange. */
  variant: string | null;
  worth: Money;
}

export interface ReturnReceipt {
  /** As customers are told it. */
  number: string;
  requestedAtMs: number;
}

/** Outlives every conversation. Verbs are durable when their promise resolves. */
export interface ReturnBook {
  /** An order that an identity has proved to be theirs; what it is called from then on. */
  open(ticket: ReturnTicket, nowMs: number): Promise<string>;
  /** Null: there is no such ticket, it is somebody else's, or too old. */
  read(ticket: string, identity: string, nowMs: number): Promise<ReturnTicket | null>;
  /** Keeps a decision with everything that it was made from. */
  keep(entry: {
    ticket: string;
    line: number;
    inputs: ReturnInputs;
    decision: ReturnDecision;
  }): Promise<void>;
}

export interface ReturnTicket {
  /** Account and address. */
  identity: string;
  /** The order as it was opened. */
  order: Order;
}
