/** What whoever takes the money must do; run against each implementation with a fresh one per test. */
import { describe, expect, test } from '@jest/globals';
import type { PaymentLinks, PaymentWish } from '../../src/core/ports/payment-links.ts';

export interface PaymentLinksRig {
  links: PaymentLinks;
  /** Lets the time of the provider pass. */
  later(ms: number): void;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const HOUR = 3_600_000;
const wish: PaymentWish = {
  orderId: 'o1',
  orderNumber: 'ML-1008',
  amount: { minor: 459_000, currency: 'RUB' },
  title: 'Заказ ML-1008',
  ttlMs: HOUR,
  receipt: { to: 'email', email: 'anna@example.com' },
};

export function describePaymentLinks(name: string, open: () => Promise<PaymentLinksRig>): void {
  describe(`${name} as a maker of payment links`, () => {
    const within = (run: (rig: PaymentLinksRig) => Promise<void>) => async () => {
      const rig = await open();
      try {
        await run(rig);
      } finally {
        await rig.close();
      }
    };

    test(
      'a link is https, names its amount and lives as long as it was told',
      within(async ({ links }) => {
        const made = await links.create(wish, 'one', signal);
        if (!made.ok) throw new Error(made.failure.kind);
        expect(made.value.url).toMatch(/^https:\/\//);
        expect(made.value.amount).toEqual(wish.amount);
        expect(made.value.url).not.toContain('anna');
        expect(await links.read(made.value.id, signal)).toEqual({
          ok: true,
          value: { state: 'open', paidMs: null },
        });
      }),
    );

    test(
      'the same key has the same link; a key cannot pay something else',
      within(async ({ links }) => {
        const first = await links.create(wish, 'one', signal);
        expect(await links.create(wish, 'one', signal)).toEqual(first);
        const other = { ...wish, amount: { ...wish.amount, minor: 1 } };
        expect(await links.create(other, 'one', signal)).toMatchObject({
          ok: false,
          failure: { kind: 'rejected' },
        });
      }),
    );

    test(
      'what is open is given again, never a second way to pay the same; anything else has a link of its own',
      within(async ({ links, later }) => {
        const first = await links.create(wish, 'one', signal);
        later(1);
        expect(await links.create({ ...wish, ttlMs: 2 * HOUR }, 'two', signal)).toEqual(first);
        expect(await links.create(wish, 'two', signal)).toEqual(first);
        const others: Partial<PaymentWish>[] = [
          { orderId: 'o2' },
          { amount: { ...wish.amount, minor: 1 } },
          { amount: { ...wish.amount, currency: 'UAH' } },
          { receipt: { to: 'email', email: 'olga@example.com' } },
        ];
        for (const [at, other] of others.entries()) {
          const made = await links.create({ ...wish, ...other }, `other-${at}`, signal);
          expect(made.ok && first.ok && made.value.id !== first.value.id).toBe(true);
        }
        later(HOUR);
        const fresh = await links.create(wish, 'three', signal);
        expect(fresh.ok && first.ok && fresh.value.id !== first.value.id).toBe(true);
      }),
    );

    test(
      'a link runs out, and never lives longer than the provider lets it',
      within(async ({ links, later }) => {
        const made = await links.create(wish, 'one', signal);
        if (!made.ok) throw new Error(made.failure.kind);
        later(HOUR + 1);
        expect(await links.read(made.value.id, signal)).toMatchObject({
          ok: true,
          value: { state: 'expired' },
        });
        const long = await links.create({ ...wish, ttlMs: 1e12 }, 'long', signal);
        const longest = links.capabilities().longestMs;
        expect(long.ok && long.value.untilMs - made.value.untilMs).toBeLessThanOrEqual(longest + HOUR);
      }),
    );

    test(
      'nothing to pay is refused, an unknown link is not found, an abort ends it',
      within(async ({ links }) => {
        const nothing = { ...wish, amount: { minor: 0, currency: 'RUB' } };
        expect(await links.create(nothing, 'nothing', signal)).toMatchObject({
          ok: false,
          failure: { kind: 'rejected' },
        });
        expect(await links.read('unknown', signal)).toMatchObject({
          ok: false,
          failure: { kind: 'not_found' },
        });
        expect(await links.create(wish, 'one', AbortSignal.abort())).toMatchObject({
          ok: false,
          failure: { kind: 'unavailable' },
        });
      }),
    );
  });
}
