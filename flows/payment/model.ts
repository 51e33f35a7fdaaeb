/** What the flow about payment remembers. Stored as JSON: a change of its shape needs a new version and a migration. */
import type { PaymentOpenAnswer } from '../../src/core/payment-answer.ts';

export type PaymentContext = {
  ticket: string;
  /** Null before the shop has answered. */
  open: Extract<PaymentOpenAnswer, { result: 'open' }> | null;
  /** A text to be said before the next question; "" for none. */
  notice: string;
};
