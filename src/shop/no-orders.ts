/** The orders of a shop that has told us only its products: nobody can look one up, and whoever asks is told so. */
import type { ShopOrders } from '../core/ports/shop.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import { UNSUPPORTED } from './unsupported.ts';

export interface NoOrders extends ShopOrders {
  /** Empty: what was ordered is in no catalogue. */
  catalog: ShopCatalog;
}

export function createNoOrders(): NoOrders {
  return {
    ...UNSUPPORTED,
    capabilities: () => ({
      orderByNumber: 'none',
      ordersByPhone: 'none',
      ordersByEmail: 'none',
      orderByTrack: 'none',
      tracking: 'none',
      pickupCode: 'none',
      orderPush: 'none',
      sweep: 'none',
      note: 'none',
      payLink: 'none',
      cancel: 'none',
      changeAddress: 'none',
    }),
    findOrders: () => Promise.resolve({ ok: false, failure: { kind: 'unsupported' } }),
    getOrder: () => Promise.resolve({ ok: false, failure: { kind: 'unsupported' } }),
    catalog: {
      capabilities: () => ({ stockCount: 'none', stockState: 'none' }),
      snapshot: () => Promise.resolve({ ok: true, value: { atMs: 0, count: 0 } }),
      variants: () => Promise.resolve({ ok: true, value: [] }),
    },
  };
}
