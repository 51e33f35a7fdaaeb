/** What every shop that takes returns must do; run against each implementation with a fresh, empty one per test. */
import { describe, expect, test } from '@jest/globals';
import type { ReturnDraft, ShopReturns } from '../../src/core/ports/returns.ts';
import type { Order } from '../../src/core/ports/shop.ts';

export interface ReturnsRig {
  returns: ShopReturns;
  /** An order of the shop with at least one line of two pieces or more, handed over on a known day. */
  order: Order;
  line: number;
  close(): Promise<void>;
}

const signal = new AbortController().signal;

export function describeReturns(name: string, open: () => Promise<ReturnsRig>): void {
  describe(`${name} as a shop that takes returns`, () => {
    const draftOf = ({ order, line }: ReturnsRig, quantity: number): ReturnDraft => {
      const item = order.lines[line];
      if (!item) throw new Error('the rig names a line');
      return {
        orderId: order.id,
        orderNumber: order.number,
        line,
        sku: item.sku,
        title: item.title.default,
        quantity,
        ordered: item.quantity,
        reason: 'not-fit',
        outcome: 'refund',
        variant: null,
        worth: { minor: item.unit.minor * quantity, currency: item.unit.currency },
      };
    };
    const within = (run: (rig: ReturnsRig) => Promise<void>) => async () => {
      const rig = await open();
      try {
        await run(rig);
      } finally {
        await rig.close();
      }
    };

    test(
      'there are facts for every line, in their order',
      within(async ({ returns, order, line }) => {
        const facts = await returns.facts(order, signal);
        if (!facts.ok) throw new Error(facts.failure.kind);
        expect(facts.value).toHaveLength(order.lines.length);
        expect(facts.value[line]?.handedOverMs).toEqual(expect.any(Number));
        expect(facts.value[line]?.returned).toBe(0);
      }),
    );

    test(
      'the same key makes one return, however often it comes',
      within(async (rig) => {
        const first = await rig.returns.request(draftOf(rig, 1), 'key', signal);
        const again = await rig.returns.request(draftOf(rig, 1), 'key', signal);
        expect(first.ok).toBe(true);
        expect(again).toEqual(first);
        const facts = await rig.returns.facts(rig.order, signal);
        expect(facts.ok && facts.value[rig.line]?.returned).toBe(1);
      }),
    );

    test(
      'another key is another return, with a number of its own',
      within(async (rig) => {
        const one = await rig.returns.request(draftOf(rig, 1), 'one', signal);
        const two = await rig.returns.request(draftOf(rig, 1), 'two', signal);
        expect(one.ok && two.ok && one.value.number !== two.value.number).toBe(true);
      }),
    );

    test(
      'no more pieces come back than were bought',
      within(async (rig) => {
        const { ordered } = draftOf(rig, 1);
        expect((await rig.returns.request(draftOf(rig, ordered), 'all', signal)).ok).toBe(true);
        expect(await rig.returns.request(draftOf(rig, 1), 'more', signal)).toMatchObject({
          ok: false,
          failure: { kind: 'rejected' },
        });
        expect(await rig.returns.request(draftOf(rig, 0), 'none', signal)).toMatchObject({ ok: false });
      }),
    );
  });
}
