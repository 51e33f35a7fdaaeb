/** One person over several channels in any store: links with evidence, undone and kept apart; codes spent once. */
import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { createIdentityDriver, VIBER } from '../support/identity-driver.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function identityContract(bench: Bench): void {
  const { link, deeds, join, contactOf, together, ask, people, proves, refused, publicId, drained } =
    createIdentityDriver(bench);

  describe('links', () => {
    test('joined identities have one contact, and the other end hears of it', async () => {
      const { driver } = bench;
      const [a = 0, b = 0] = await people('a', 'b');
      expect(await together(a, b)).toBe(false);
      const event = { kind: 'fresh' as const, accept: driver.command(b) };
      const made = link(a, { evidence: 'code-1', tell: true });
      const turn = driver.turn({
        event,
        next: await driver.byId(b),
        identity: [{ do: 'join', link: made }],
      });
      expect(await driver.commit(turn)).toMatchObject({ kind: 'committed', wake: [a] });
      expect(await together(a, b)).toBe(true);
      const [heard] = await driver.store.nextEvents([a], driver.clock.now());
      expect(heard?.item.event).toMatchObject({
        type: 'identity',
        change: 'joined',
        linkId: made.id,
        kind: 'code',
        tell: true,
      });
      expect((await ask({ conversationId: a })).kin).toEqual([a, b]);
    });

    test('undoing one parts just what it held together, and everybody gets the contact of the beginning', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      const homes = await Promise.all([a, b, c].map(contactOf));
      const first = await join(b, a);
      const second = await join(c, b);
      expect(await together(a, b, c)).toBe(true);
      expect(await contactOf(c)).toBe(homes[0]);
      await deeds(a, { do: 'part', linkId: first, by: null });
      expect(await together(b, c)).toBe(true);
      expect(await together(a, b)).toBe(false);
      expect([await contactOf(a), await contactOf(b)]).toEqual([homes[0], homes[1]]);
      await deeds(c, { do: 'part', linkId: second, by: null });
      expect(await Promise.all([a, b, c].map(contactOf))).toEqual(homes);
      expect((await driver.store.readThread(a, { limit: 10 })).length).toBe(1);
    });

    test('a link between two is undone from a third, and both ends hear of it', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await join(b, a);
      const second = await join(c, b);
      await driver.store.commitTurns(await drained(a, b, c));
      await deeds(a, { do: 'part', linkId: second, by: null });
      const heard = await driver.store.nextEvents([a, b, c], driver.clock.now());
      expect(heard.map(({ conversation }) => conversation.id)).toEqual([b, c]);
      expect(heard.map(({ item }) => item.event)).toMatchObject([
        { change: 'parted', linkId: second },
        { change: 'parted', linkId: second },
      ]);
    });

    test('two links hold twice: undoing one leaves the other', async () => {
      const [a = 0, b = 0] = await people('a', 'b');
      const byCode = await join(b, a);
      const byPhone = await join(b, a, { kind: 'phone', evidence: '•••45-67' });
      await deeds(a, { do: 'part', linkId: byCode, by: null });
      expect(await together(a, b)).toBe(true);
      await deeds(a, { do: 'part', linkId: byPhone, by: null });
      expect(await together(a, b)).toBe(false);
    });

    test('the same evidence twice is one link', async () => {
      const [a = 0, b = 0] = await people('a', 'b');
      await join(b, a, { kind: 'phone' });
      await join(a, b, { kind: 'phone' });
      const contact = await bench.driver.store.readContact(a, T0);
      expect(contact?.links).toHaveLength(1);
    });

    test.each(['code', 'person'] as const)(
      'a number does not join again what was parted; a %s does',
      async (kind) => {
        const [a = 0, b = 0] = await people('a', 'b');
        const id = await join(b, a, { kind: 'phone' });
        await deeds(a, { do: 'part', linkId: id, by: null });
        expect((await ask({ conversationId: b, joinWith: await publicId(a) })).apart).toEqual([[a, b]]);
        expect((await refused(b, { do: 'join', link: link(a, { kind: 'phone' }) })).kind).toBe('stale');
        await join(b, a, { kind });
        expect(await together(a, b)).toBe(true);
        expect((await ask({ conversationId: b })).apart).toEqual([]);
      },
    );

    test('neither does it by way of a third', async () => {
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      const id = await join(b, a, { kind: 'phone' });
      await deeds(a, { do: 'part', linkId: id, by: null });
      await join(c, a);
      expect((await refused(b, { do: 'join', link: link(c, { kind: 'phone' }) })).kind).toBe('stale');
      expect(await together(b, c)).toBe(false);
    });

    test('a link that does not hold is not undone, and a stranger cannot see it', async () => {
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      const id = await join(b, a);
      expect((await ask({ conversationId: a, linkId: id })).link).toMatchObject({ id, kind: 'code' });
      expect((await ask({ conversationId: c, linkId: id })).link).toBeNull();
      await deeds(a, { do: 'part', linkId: id, by: null });
      expect((await ask({ conversationId: a, linkId: id })).link).toBeNull();
      expect((await refused(a, { do: 'part', linkId: id, by: null })).kind).toBe('stale');
      expect((await refused(a, { do: 'part', linkId: 'nothing', by: null })).kind).toBe('stale');
    });

    test('all of it survives a restart', async () => {
      const [a = 0, b = 0] = await people('a', 'b');
      const id = await join(b, a, { kind: 'phone', evidence: '•••45-67' });
      await bench.reopen();
      expect(await together(a, b)).toBe(true);
      expect((await bench.driver.store.readContact(b, T0))?.links).toMatchObject([
        { id, kind: 'phone', evidence: '•••45-67', undone: null },
      ]);
    });
  });

  describe('numbers', () => {
    test('whoever proved the same number is found, the latest proof first', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await proves(a, '79161234567');
      driver.clock.advance(1_000);
      await proves(b, '79161234567');
      await proves(c, '79160000000');
      const { twins } = await ask({ conversationId: null, phone: '79161234567' });
      expect(twins.map(({ conversationId, provenAtMs }) => [conversationId, provenAtMs])).toEqual([
        [b, T0 + 1_000],
        [a, T0],
      ]);
      expect((await ask({ conversationId: a, phone: '79161234567' })).twins).toHaveLength(1);
      expect((await ask({ conversationId: a, phone: '' })).twins).toEqual([]);
    });
  });

  describe('codes', () => {
    const code = (hash: string, account = VIBER) => ({
      do: 'make-code' as const,
      code: { id: `code-${hash}`, hash, account, expiresAtMs: bench.driver.clock.now() + LIMITS.linkCodeMs },
    });

    test('are live, spent once, and known for a while after', async () => {
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await deeds(a, code('h1'));
      const state = async () => (await ask({ conversationId: b, codeHash: 'h1' })).code?.state;
      expect((await ask({ conversationId: b, codeHash: 'h1' })).code).toMatchObject({
        id: 'code-h1',
        account: VIBER,
        state: 'live',
        from: { conversationId: a, kin: [a] },
      });
      await deeds(b, { do: 'spend-code', codeId: 'code-h1' });
      expect(await state()).toBe('spent');
      expect((await refused(c, { do: 'spend-code', codeId: 'code-h1' })).kind).toBe('stale');
      expect((await ask({ conversationId: b, codeHash: 'h2' })).code).toBeNull();
    });

    test('expire', async () => {
      const { driver } = bench;
      const [a = 0, b = 0] = await people('a', 'b');
      await deeds(a, code('h1'));
      driver.clock.advance(LIMITS.linkCodeMs);
      expect((await ask({ conversationId: b, codeHash: 'h1' })).code?.state).toBe('expired');
      expect((await refused(b, { do: 'spend-code', codeId: 'code-h1' })).kind).toBe('stale');
      await driver.store.housekeep(driver.clock.now() + LIMITS.linkCodesKeptMs + 1, 100);
      expect((await ask({ conversationId: b, codeHash: 'h1' })).code).toBeNull();
    });

    test('a new one to the same account ends the one before', async () => {
      const [a = 0, b = 0] = await people('a', 'b');
      await deeds(a, code('h1'), code('h2', 'telegram:opt'));
      await deeds(a, code('h3'));
      const states = await Promise.all(
        ['h1', 'h2', 'h3'].map(
          async (hash) => (await ask({ conversationId: b, codeHash: hash })).code?.state,
        ),
      );
      expect(states).toEqual([undefined, 'live', 'live']);
    });

    test('of two who spend one at once, one wins and the other is made again', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await deeds(a, code('h1'));
      const turns = await Promise.all(
        [b, c].map(async (id) =>
          driver.turn({
            event: { kind: 'fresh', accept: driver.command(id) },
            next: await driver.byId(id),
            identity: [
              { do: 'spend-code', codeId: 'code-h1' },
              { do: 'join', link: link(a) },
            ],
          }),
        ),
      );
      const results = await driver.store.commitTurns(turns);
      expect(results.map(({ kind }) => kind)).toEqual(['committed', 'stale']);
      expect(await together(a, b)).toBe(true);
      expect(await together(a, c)).toBe(false);
    });

    test('wrong ones are counted for the chat and for the account, and no more than allowed', async () => {
      const { driver } = bench;
      const [a = 0, b = 0] = await people('a', 'b');
      for (let wrong = 0; wrong < LIMITS.linkTriesPerConversation; wrong += 1) {
        await deeds(a, { do: 'count-try' });
      }
      await deeds(b, { do: 'count-try' });
      const account = (await driver.byId(a)).account;
      expect((await ask({ conversationId: a, account })).tries).toEqual({
        conversation: LIMITS.linkTriesPerConversation,
        account: LIMITS.linkTriesPerConversation + 1,
      });
      expect((await refused(a, { do: 'count-try' })).kind).toBe('stale');
      driver.clock.advance(LIMITS.linkTriesMs + 1);
      expect((await ask({ conversationId: a, account })).tries).toEqual({ conversation: 0, account: 0 });
    });
  });
}
