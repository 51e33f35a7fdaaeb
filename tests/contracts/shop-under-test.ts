/** What a shop has to be filled with to be held to its contract, and what the suite may do to it behind its port. */
import type { Order, ShopOrders } from '../../src/core/ports/shop.ts';
import type { CatalogUnderTest } from './catalog-contract.ts';

export interface ShopUnderTest extends CatalogUnderTest {
  orders: ShopOrders;
  /** Gives an order another state, as people of the shop would. */
  move(number: string, state: Order['state']): Promise<void>;
  /** Fills in so many further orders, of the phone 79997770000. */
  fill(count: number): Promise<void>;
  /** Takes an order away. */
  remove(number: string): Promise<void>;
  /** How many notes and wishes of customers the shop has; null: it cannot be asked. */
  wishes(): number | null;
}

/** The orders that `makeShop` has to fill in; days count from the day of loading. */
export const CONTRACT_ORDERS = {
  /** Two orders of one phone (79161234567), of different days. */
  older: 'ML-2001',
  newer: 'ML-2002',
  /** Partly shipped: two parcels, one under way with a tracking link, one preparing. */
  partly: 'ML-2003',
  /** Cancelled after it was paid: 5690.00 paid. */
  cancelled: 'ML-2004',
  /** Its only product has left the catalogue; the title as ordered is "Плед «Вереск»". */
  gone: 'ML-2005',
  /** Refunded in part: 1000.00 of 3200.00. */
  refunded: 'ML-2007',
  /** A state that the shop has and we do not know: "ждёт таможню". */
  odd: 'ML-2008',
  /** In yen, which have no cents: 12800. */
  yen: 'ML-2009',
  /** Of another customer with the phone of ML-2001. */
  neighbour: 'ML-2010',
  /** At a pick-up point: code 4711, until the day after tomorrow, 500.00 to pay. */
  pickup: 'ML-2011',
  /** Of Sean O'Brien 🌿, to be paid by a link, e-mail Sean.OBrien@example.com in whatever case the shop keeps. */
  apostrophe: 'ML-2006',
} as const;
