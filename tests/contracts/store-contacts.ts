/** One person as the desk sees them, in any store: identities, evidence, suggestions, all threads in one. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { createIdentityDriver } from '../support/identity-driver.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

const DAY = 86_400_000;

export function contactContract(bench: Bench): void {
  const { ask, deeds, join, people, proves, publicId } = createIdentityDriver(bench);

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

  test('remembers that people called two suggested persons different, until they or a proof take it back', async () => {
    const { driver } = bench;
    const { store } = driver;
    const by = await driver.operator('anna');
    const [a = 0, told = 0, work = 0] = await people('a', 'told', 'work');
    await proves(a, '79161234567');
    await driver.store.acceptEvents([driver.accept('told', {}, { phone: '79161234567' })]);
    const seen = async (id: number) => {
      const contact = await store.readContact(id, driver.clock.now());
      return {
        suggested: contact?.suggestions.map(({ row }) => row.id),
        apart: contact?.apart.map(({ row, by: who }) => [row.id, who]),
      };
    };
    const said = { by, atMs: driver.clock.now() };
    expect(await store.sayApart(a, told, null)).toBe(false);
    expect(await store.sayApart(a, told, said)).toBe(true);
    expect(await store.sayApart(told, a, said)).toBe(true);
    expect(await seen(a)).toEqual({ suggested: [], apart: [[told, 'anna']] });
    expect(await seen(told)).toEqual({ suggested: [], apart: [[a, 'anna']] });
    // It holds for whoever is joined with either, and a number proves nothing against it.
    await join(work, a, { kind: 'person' });
    expect(await seen(work)).toEqual({ suggested: [], apart: [[told, 'anna']] });
    await proves(told, '79161234567');
    const facts = await ask({ conversationId: told, phone: '79161234567' });
    expect(facts.apart).toEqual([[a, told]]);
    expect(await store.sayApart(work, told, null)).toBe(true);
    expect(await seen(told)).toEqual({ suggested: [a], apart: [] });
    await store.sayApart(told, a, said);
    await join(told, a, { kind: 'person' });
    expect(await store.sayApart(told, a, said)).toBe(false);
    expect(await seen(told)).toEqual({ suggested: [], apart: [] });
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
        .toSorted((one, other) => one - other);
    expect(await found('4567')).toEqual([a, b]);
    expect(await found('45-67')).toEqual([a, b]);
    expect(await found('8 (916) 123-45-67')).toEqual([a, b]);
    expect(await found('+7 916 123 45 67')).toEqual([a, b]);
    expect(await found('567')).toEqual([]);
    expect(await found('9161')).toEqual([]);
    expect(await found('заказ 4567')).toEqual([]);
  });
}
