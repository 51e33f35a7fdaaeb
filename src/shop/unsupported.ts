/** What a connector answers where its shop cannot do something: the verbs stay, the capabilities say `none`. */
import type { ShopOrders, ShopResult } from '../core/ports/shop.ts';

const no = <T>(): Promise<ShopResult<T>> => Promise.resolve({ ok: false, failure: { kind: 'unsupported' } });

/** Spread below the verbs that a connector has. */
export const UNSUPPORTED: Omit<ShopOrders, 'capabilities' | 'findOrders' | 'getOrder'> = {
  changes: no,
  readWebhook: () => Promise.resolve({ verdict: 'bad_signature' }),
  addNote: no,
  paymentLink: no,
  cancel: no,
  changeAddress: no,
};
