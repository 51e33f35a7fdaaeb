/** One person over several channels in any store: links with evidence, undone and kept apart; codes spent once. */
import { describe, expect, test } from '@jest/globals';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { IdentityDeed, LinkAsk, NewLink } from '../../src/core/ports/identity-store.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

const VIBER: AccountId = 'viber:main';
const DAY = 86_400_000;

export function identityContract(bench: Bench): void {
  let number = 0;
  const link = (to: number, over: Partial<NewLink> = {}): NewLink => {
    number += 1;
    return {
      id: `link-number-${number}`,
      with: to,
      kind: 'code',
      evidence: null,
      by: null,
      tell: false,
      ...over,
    };
  };
  const deeds = (id: number, ...identity: IdentityDeed[]) => bench.driver.act(id, [], { turn: { identity } });
  const join = async (from: number, to: number, over: Partial<NewLink> = {}) => {
    const made = link(to, over);
    await deeds(from, { do: 'join', link: made });
    return made.id;
  };
  const contactOf = async (id: number) => (await bench.driver.byId(id)).contactId;
  const together = async (...ids: number[]) => new Set(await Promise.all(ids.map(contactOf))).size === 1;
  const ask = async (over: Partial<LinkAsk> & Pick<LinkAsk, 'conversationId'>) => {
    const [facts] = await bench.driver.store.readLinkFacts(
      [{ account: VIBER, ...over }],
      bench.driver.clock.now(),
    );
    return facts!;
  };
  const people = async (...addresses: string[]): Promise<number[]> => {
    const ids: number[] = [];
    for (const address of addresses) ids.push((await bench.driver.customer(address)).id);
    return ids;
  };
  const proves = (id: number, verifiedPhone: string) =>
    bench.driver.act(id, [], { next: { verifiedPhone }, turn: { identity: [{ do: 'phone-proven' }] } });
  const refused = async (id: number, ...identity: IdentityDeed[]) => {
    const { driver } = bench;
    const event = { kind: 'fresh' as const, accept: driver.command(id) };
    return driver.commit(driver.turn({ event, next: await driver.byId(id), identity }));
  };

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

  describe('the contact at the desk', () => {
    test('shows every identity, where the customer wrote last, and the evidence', async () => {
      const { driver } = bench;
      const operatorId = await driver.operator('anna');
      const [a = 0] = await people('a');
      driver.clock.advance(60_000);
      const [b = 0] = await people('b');
      await proves(a, '79161234567');
      const id = await join(b, a, { kind: 'person', by: operatorId });
      const contact = await driver.store.readContact(a, driver.clock.now());
      expect(contact?.identities.map(({ row, phone, heardAtMs }) => [row.id, phone, heardAtMs])).toEqual([
        [b, null, T0 + 60_000],
        [a, '79161234567', T0],
      ]);
      expect(contact?.links).toMatchObject([{ id, kind: 'person', madeBy: 'anna', undone: null }]);
      expect(contact?.links[0]?.in).toBe(await publicId(b));
      await deeds(a, { do: 'part', linkId: id, by: operatorId });
      const after = await driver.store.readContact(a, driver.clock.now());
      expect(after?.links).toMatchObject([{ id, undone: { atMs: T0 + 60_000, by: 'anna' } }]);
      expect(after?.suggestions).toMatchObject([{ why: 'parted', row: { id: b } }]);
      expect(after?.publicId).not.toBe((await driver.store.readContact(b, driver.clock.now()))?.publicId);
      expect(await driver.store.readContact(99_999, T0)).toBeNull();
    });

    test('suggests whoever has the same number, with the reason, once each', async () => {
      const { driver } = bench;
      const [a = 0, old = 0, told = 0] = await people('a', 'old', 'told');
      await proves(old, '79161234567');
      driver.clock.advance(LIMITS.phoneTrustMs + DAY);
      await proves(a, '79161234567');
      await driver.store.acceptEvents([driver.accept('told', {}, { phone: '79161234567' })]);
      const contact = await driver.store.readContact(a, driver.clock.now());
      expect(contact?.suggestions.map(({ row, why }) => [row.id, why])).toEqual([
        [old, 'old-phone'],
        [told, 'told-phone'],
      ]);
      expect((await driver.store.readContact(told, driver.clock.now()))?.suggestions.length).toBe(2);
      await join(a, old, { kind: 'person' });
      const joined = await driver.store.readContact(a, driver.clock.now());
      expect(joined?.suggestions.map(({ row }) => row.id)).toEqual([told]);
    });

    test('all threads in one, in the order in which things happened, page by page', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await driver.act(a, [{ text: 'one' }]);
      await driver.act(b, [{ text: 'two' }]);
      await driver.act(c, [{ text: 'a stranger' }]);
      await driver.act(a, [{ text: 'three' }]);
      await join(b, a);
      const page = await driver.store.readContactThread(b, { limit: 3 });
      const said = page.map(({ line }) => (line.kind === 'out' ? line.content.text : line.kind));
      expect(said).toEqual(['one', 'two', 'three']);
      expect(page.map(({ conversation }) => conversation)).toEqual([
        await publicId(a),
        await publicId(b),
        await publicId(a),
      ]);
      const before = await driver.store.readContactThread(a, { before: page[0]!.place, limit: 3 });
      expect(before.map(({ line }) => line.kind)).toEqual(['in', 'in']);
    });

    test('a waiting conversation names who holds another one of the same person', async () => {
      const { driver } = bench;
      const operatorId = await driver.operator('anna');
      const [a = 0, b = 0] = await people('a', 'b');
      await join(b, a);
      await driver.act(b, [], { to: { is: 'queued', sinceMs: T0, reason: 'asked' } });
      const row = async () => (await driver.store.listConversations({ view: 'queue', limit: 5 }))[0];
      expect((await row())?.keeperId).toBeNull();
      const cursor = await driver.store.readCursor();
      await driver.act(a, [], {
        to: { is: 'assigned', operatorId, sinceMs: T0 },
        turn: { guard: { operatorId, maxLoad: 5 } },
      });
      expect((await row())?.keeperId).toBe(operatorId);
      const { rows } = await driver.store.readChanges(cursor, 10);
      expect(rows.map(({ id }) => id)).toContain(b);
    });

    test('a person is found by the last digits of the number, in all their channels', async () => {
      const { driver } = bench;
      const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
      await proves(a, '79161234567');
      await proves(c, '79160004568');
      await join(b, a);
      const found = async (search: string) =>
        (await driver.store.listConversations({ view: 'all', limit: 9, search }))
          .map(({ id }) => id)
          .toSorted();
      expect(await found('4567')).toEqual([a, b]);
      expect(await found('45-67')).toEqual([a, b]);
      expect(await found('8 (916) 123-45-67')).toEqual([a, b]);
      expect(await found('+7 916 123 45 67')).toEqual([a, b]);
      expect(await found('567')).toEqual([]);
      expect(await found('9161')).toEqual([]);
      expect(await found('заказ 4567')).toEqual([]);
    });
  });

  async function publicId(id: number) {
    return (await bench.driver.byId(id)).publicId;
  }

  /** Turns that take whatever waits in these lanes. */
  async function drained(...ids: number[]) {
    const { driver } = bench;
    const waiting = await driver.store.nextEvents(ids, driver.clock.now());
    return waiting.map(({ conversation, item }) =>
      driver.turn({ event: { kind: 'stored', inboxId: item.inboxId }, next: conversation }),
    );
  }
}
