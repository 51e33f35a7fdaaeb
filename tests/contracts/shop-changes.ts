/** The contract of shops, continued: what a shop is asked to do, and how it tells of what has changed. */
import { describe, expect, type test } from '@jest/globals';
import type { Order, OrderCapabilities, OrderQuery, ShopResult } from '../../src/core/ports/shop.ts';
import { CONTRACT_ORDERS, type ShopUnderTest } from './shop-under-test.ts';

interface Asking {
  shop: () => ShopUnderTest;
  /** The one order of this number. */
  one: (number: string) => Promise<Order>;
  /** A case that needs this of the shop; named as left out where it cannot. */
  where: (able: keyof OrderCapabilities) => typeof test | typeof test.skip;
}

const never = new AbortController().signal;

export function describeWrites({ shop, one, where }: Asking): void {
  describe('what is asked of it', () => {
    const value = <T>(result: ShopResult<T>): T => {
      if (!result.ok) throw new Error(`the shop failed: ${result.failure.kind}`);
      return result.value;
    };

    where('note')('a note is left once for each key', async () => {
      const order = await one(CONTRACT_ORDERS.newer);
      const before = shop().wishes();
      const note = { orderId: order.id, text: 'Позвонить до 18:00 — «срочно» 🌿', forBuyer: false };
      expect(await shop().orders.addNote(note, 'note-1', never)).toEqual({ ok: true, value: null });
      expect(await shop().orders.addNote(note, 'note-1', never)).toEqual({ ok: true, value: null });
      if (before !== null) expect(shop().wishes()).toBe(before + 1);
      expect(await shop().orders.addNote({ ...note, orderId: 'nobody' }, 'note-2', never)).toMatchObject({
        failure: { kind: 'not_found' },
      });
    });

    where('payLink')('a link for what is due, the same again, and none for what is paid', async () => {
      const order = await one(CONTRACT_ORDERS.apostrophe);
      expect(order.payable).toBe(true);
      const link = value(await shop().orders.paymentLink(order.id, 'pay-1', never));
      expect(link.url).toMatch(/^https:\/\//);
      expect(link.amount).toEqual({
        minor: order.total.minor - order.paid.minor,
        currency: order.total.currency,
      });
      expect(value(await shop().orders.paymentLink(order.id, 'pay-1', never))).toEqual(link);
      const paid = await one(CONTRACT_ORDERS.older);
      expect(await shop().orders.paymentLink(paid.id, 'pay-2', never)).toMatchObject({
        failure: { kind: 'rejected' },
      });
    });

    where('changeAddress')('another address before it leaves, and not after', async () => {
      const before = await one(CONTRACT_ORDERS.apostrophe);
      const wish = { orderId: before.id, address: 'Тверь, Лесная ул., 5' };
      const { outcome } = value(await shop().orders.changeAddress(wish, 'address-1', never));
      expect(['done', 'requested']).toContain(outcome);
      const sent = await one(CONTRACT_ORDERS.newer);
      const late = await shop().orders.changeAddress({ ...wish, orderId: sent.id }, 'address-2', never);
      expect(late).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
    });

    where('cancel')('cancelled once for each key before it leaves, and not after', async () => {
      const order = await one(CONTRACT_ORDERS.apostrophe);
      const wish = { orderId: order.id, reason: 'передумал' };
      const first = value(await shop().orders.cancel(wish, 'cancel-1', never));
      expect(value(await shop().orders.cancel(wish, 'cancel-1', never))).toEqual(first);
      if (first.outcome === 'done') {
        expect(await one(CONTRACT_ORDERS.apostrophe)).toMatchObject({ state: 'cancelled', payable: false });
      }
      const sent = await one(CONTRACT_ORDERS.newer);
      expect(await shop().orders.cancel({ ...wish, orderId: sent.id }, 'cancel-2', never)).toMatchObject({
        failure: { kind: 'rejected' },
      });
    });
  });
}

export function describeSweep({
  shop,
  one,
  find,
  where,
}: Asking & { find: (by: OrderQuery) => Promise<Order[]> }): void {
  describe('what has changed', () => {
    const page = async (cursor: string | null, budget = 100) => {
      const found = await shop().orders.changes(cursor, budget, never);
      if (!found.ok) throw new Error(`the sweep failed: ${found.failure.kind}`);
      expect(found.value.items.length).toBeLessThanOrEqual(budget);
      return found.value;
    };
    /** Everything from there on; pages of `budget`. */
    const all = async (cursor: string | null, budget = 100) => {
      const ids: string[] = [];
      let at = cursor;
      for (;;) {
        const { items, cursor: next, more } = await page(at, budget);
        ids.push(...items.map((item) => (item.is === 'order' ? item.order.id : item.orderId)));
        at = next;
        if (!more) return { ids, cursor: next };
      }
    };

    where('sweep')('from the beginning everything, whatever the size of a page, each once', async () => {
      const { ids } = await all(null);
      const numbers = Object.values(CONTRACT_ORDERS);
      for (const number of numbers) expect(ids).toContain((await one(number)).id);
      expect(new Set(ids).size).toBe(ids.length);
      expect((await all(null, 3)).ids.toSorted()).toEqual(ids.toSorted());
    });

    where('sweep')('after that nothing, until something changes: just that, and once', async () => {
      const { cursor } = await all(null);
      expect((await all(cursor)).ids).toEqual([]);
      const order = await one(CONTRACT_ORDERS.partly);
      await shop().move(CONTRACT_ORDERS.partly, 'shipped');
      const changed = await all(cursor);
      expect(changed.ids).toEqual([order.id]);
      expect((await all(changed.cursor)).ids).toEqual([]);
      // The same call again brings the same.
      expect((await all(cursor)).ids).toEqual([order.id]);
      await shop().move(CONTRACT_ORDERS.partly, 'partly_shipped');
    });

    where('sweep')('what changes in the middle of a sweep is found by it or by the next', async () => {
      const first = await page(null, 3);
      await shop().move(CONTRACT_ORDERS.older, 'returned');
      const rest = await all(first.cursor, 3);
      const order = await one(CONTRACT_ORDERS.older);
      const later = await all(rest.cursor);
      expect([...rest.ids, ...later.ids]).toContain(order.id);
      await shop().move(CONTRACT_ORDERS.older, 'completed');
    });

    where('sweep')('what is taken away is told', async () => {
      const { cursor } = await all(null);
      const { id } = await one(CONTRACT_ORDERS.neighbour);
      await shop().remove(CONTRACT_ORDERS.neighbour);
      expect((await page(cursor)).items).toEqual([{ is: 'gone', orderId: id }]);
      expect(await find({ number: CONTRACT_ORDERS.neighbour })).toEqual([]);
    });

    where('sweep')('a thousand pages, broken off in the middle, miss nothing', async () => {
      await shop().fill(2_000);
      const seen = new Set<string>();
      let cursor: string | null = null;
      let pages = 0;
      for (let more = true; more; pages += 1) {
        // Broken off: the page was answered, and what came of it is lost.
        if (pages === 500) await page(cursor, 2);
        const next: Awaited<ReturnType<typeof page>> = await page(cursor, 2);
        for (const item of next.items) seen.add(item.is === 'order' ? item.order.id : item.orderId);
        cursor = next.cursor;
        more = next.more;
      }
      expect(pages).toBeGreaterThanOrEqual(1_000);
      expect(seen.size).toBeGreaterThanOrEqual(2_000);
    });
  });
}
