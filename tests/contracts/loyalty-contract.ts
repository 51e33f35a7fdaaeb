/** What every loyalty programme must do; run against each implementation with a fresh one per test. */
import { describe, expect, test } from '@jest/globals';
import type { Loyalty, LoyaltyBuyer, LoyaltyFound } from '../../src/core/ports/loyalty.ts';

export interface LoyaltyRig {
  loyalty: Loyalty;
  /** Somebody with an account of their own. */
  member: LoyaltyBuyer;
  /** Contacts that two accounts share, and what tells one of the two apart; null: this system knows no such thing. */
  shared: { both: LoyaltyBuyer; one: LoyaltyBuyer } | null;
  /** The same programme after a restart. */
  reopen(): Promise<Loyalty>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;

export function describeLoyalty(name: string, open: () => Promise<LoyaltyRig>): void {
  describe(`${name} as a loyalty programme`, () => {
    const within = (run: (rig: LoyaltyRig) => Promise<void>) => async () => {
      const rig = await open();
      try {
        await run(rig);
      } finally {
        await rig.close();
      }
    };
    const found = async (loyalty: Loyalty, buyer: LoyaltyBuyer): Promise<LoyaltyFound> => {
      const answer = await loyalty.account(buyer, signal);
      if (!answer.ok) throw new Error(answer.failure.kind);
      return answer.value;
    };
    const points = async (loyalty: Loyalty, buyer: LoyaltyBuyer): Promise<number> => {
      const answer = await found(loyalty, buyer);
      if (answer.found !== 'one') throw new Error(answer.found);
      return answer.account.points;
    };

    test(
      'a member has points; a stranger and nobody at all have no account',
      within(async ({ loyalty, member }) => {
        expect(await points(loyalty, member)).toEqual(expect.any(Number));
        expect(await found(loyalty, { phones: ['79991112233'], emails: [] })).toEqual({ found: 'none' });
        expect(await found(loyalty, { phones: [], emails: [] })).toEqual({ found: 'none' });
      }),
    );

    test(
      'two accounts of one phone are never taken for one',
      within(async ({ loyalty, shared }) => {
        if (!shared) return;
        expect(await found(loyalty, shared.both)).toEqual({ found: 'several' });
        expect(await found(loyalty, shared.one)).toMatchObject({ found: 'one' });
        const refused = await loyalty.grant({ buyer: shared.both, points: 5, why: 'test' }, 'shared', signal);
        expect(refused).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
      }),
    );

    test(
      'the same key gives points once, after a restart too',
      within(async (rig) => {
        if (rig.loyalty.capabilities().grant === 'none') return;
        const { loyalty, member } = rig;
        const before = await points(loyalty, member);
        const grant = { buyer: member, points: 300, why: 'birthday' };
        const first = await loyalty.grant(grant, 'key-1', signal);
        expect(first).toMatchObject({ ok: true, value: { points: 300 } });
        expect(await loyalty.grant(grant, 'key-1', signal)).toEqual(first);
        const later = await rig.reopen();
        expect(await later.grant(grant, 'key-1', signal)).toEqual(first);
        expect(await points(later, member)).toBe(before + 300);
        expect(await later.grant(grant, 'key-2', signal)).toMatchObject({ ok: true });
        expect(await points(later, member)).toBe(before + 600);
      }),
    );

    test(
      'a key cannot give something else, and no odd number of points is given',
      within(async ({ loyalty, member }) => {
        if (loyalty.capabilities().grant === 'none') return;
        await loyalty.grant({ buyer: member, points: 10, why: 'a' }, 'key', signal);
        const before = await points(loyalty, member);
        for (const [key, count] of [
          ['key', 20],
          ['minus', -5],
          ['half', 0.5],
          ['none', 0],
        ] as const) {
          const answer = await loyalty.grant({ buyer: member, points: count, why: 'a' }, key, signal);
          expect(answer).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
        }
        expect(await points(loyalty, member)).toBe(before);
      }),
    );

    test(
      'whoever has no account is given nothing',
      within(async ({ loyalty }) => {
        if (loyalty.capabilities().grant === 'none') return;
        const grant = { buyer: { phones: ['79991112233'], emails: [] }, points: 10, why: 'a' };
        expect(await loyalty.grant(grant, 'nobody', signal)).toMatchObject({
          ok: false,
          failure: { kind: 'not_found' },
        });
      }),
    );

    test(
      'after an abort nothing is said and nothing given',
      within(async ({ loyalty, member }) => {
        const before = await points(loyalty, member);
        const aborted = AbortSignal.abort();
        const failed = { ok: false, failure: { kind: 'unavailable' } };
        expect(await loyalty.account(member, aborted)).toMatchObject(failed);
        if (loyalty.capabilities().grant !== 'none') {
          const grant = { buyer: member, points: 10, why: 'a' };
          expect(await loyalty.grant(grant, 'aborted', aborted)).toMatchObject(failed);
        }
        expect(await points(loyalty, member)).toBe(before);
      }),
    );
  });
}
