/** What is personal, as every store must keep it: who listens, birthdays, messages with points, reasons to stay away. */
import { expect, test } from '@jest/globals';
import type { ConsentDeed } from '../../src/core/notice.ts';
import type { NewPersonal, PersonalCap } from '../../src/core/ports/personal-store.ts';
import type { Bench } from './store-contract.ts';

const DAY = 86_400_000;
const PHONE = '79990001001';

export function personalContract(bench: Bench): void {
  const now = () => bench.driver.clock.now();
  const store = () => bench.driver.store;

  /** Somebody who has said yes or no to offers. */
  async function person(address: string, given: boolean, phone: string | null = null): Promise<number> {
    const { driver } = bench;
    const wants: ConsentDeed = { kind: 'promotion', given, wording: 'Yes' };
    const heard = await driver.heard(address);
    const consents = { promotion: { given, atMs: now() } };
    const next = { ...heard.next, verifiedPhone: phone, dialog: { ...heard.next.dialog, consents } };
    const result = await driver.committed({ ...heard, next, consents: [wants] });
    return result.conversation.id;
  }
  const message = (conversationId: number, over: Partial<NewPersonal> = {}): NewPersonal => ({
    kind: 'birthday',
    conversationId,
    key: 'birthday:1',
    points: 300,
    dueAtMs: now(),
    untilMs: now() + DAY,
    nowMs: now(),
    ...over,
  });
  const cap = (over: Partial<PersonalCap> = {}): PersonalCap => ({
    messages: 2,
    sinceMs: now() - 30 * DAY,
    sameSinceMs: now() - 300 * DAY,
    ...over,
  });

  test('whoever said yes listens, whoever said no does not; the newest word counts', async () => {
    const yes = await person('1', true);
    const no = await person('2', false);
    await store().saveBirthday(yes, { day: 14, month: 3 }, now());
    await store().saveBirthday(no, { day: 14, month: 3 }, now());
    const born = async () =>
      (await store().birthdaysOn({ day: 14, month: 3 }, 0, 10)).map((one) => one.conversationId);
    expect(await born()).toEqual([yes]);
    expect((await store().dueLooks(now(), 10)).map((one) => one.conversationId)).toEqual([yes]);
    await person('1', false);
    expect(await born()).toEqual([]);
    expect(await store().dueLooks(now(), 10)).toEqual([]);
    await person('1', true);
    expect(await born()).toEqual([yes]);
    expect(await store().birthdaysOn({ day: 15, month: 3 }, 0, 10)).toEqual([]);
  });

  test('birthdays are read in slices, changed and forgotten', async () => {
    const ids = [await person('1', true), await person('2', true), await person('3', true)];
    for (const id of ids) await store().saveBirthday(id, { day: 1, month: 1 }, now());
    const first = await store().birthdaysOn({ day: 1, month: 1 }, 0, 2);
    expect(first.map((one) => one.conversationId)).toEqual(ids.slice(0, 2));
    const rest = await store().birthdaysOn({ day: 1, month: 1 }, ids[1] ?? 0, 2);
    expect(rest.map((one) => one.conversationId)).toEqual(ids.slice(2));
    await store().saveBirthday(ids[0] ?? 0, { day: 2, month: 1 }, now());
    await store().saveBirthday(ids[1] ?? 0, null, now());
    expect(await store().birthdaysOn({ day: 1, month: 1 }, 0, 9)).toHaveLength(1);
    expect((await store().readPersonal(ids[0] ?? 0)).birthday).toEqual({ day: 2, month: 1 });
    expect((await store().readPersonal(ids[1] ?? 0)).birthday).toBeNull();
  });

  test('a person is told with number, consents and when they wrote', async () => {
    const id = await person('1', true, PHONE);
    expect(await store().readPerson(id)).toMatchObject({
      conversationId: id,
      verifiedPhone: PHONE,
      reachable: true,
      consents: { promotion: { given: true } },
      birthday: null,
    });
    expect(await store().readPerson(9_999)).toBeNull();
  });

  test('a look is put off and comes again', async () => {
    const id = await person('1', true);
    await store().lookAgain(id, now() + DAY);
    expect(await store().dueLooks(now(), 10)).toEqual([]);
    expect(await store().dueLooks(now() + DAY, 10)).toHaveLength(1);
  });

  test('the same key is planned once; the caps hold over all channels of one person', async () => {
    const one = await person('1', true, PHONE);
    const other = await person('2', true, PHONE);
    const stranger = await person('3', true);
    expect(await store().planPersonal(message(one), cap())).toBe('planned');
    expect(await store().planPersonal(message(one), cap())).toBe('known');
    // The same number elsewhere is the same person: no second birthday.
    expect(await store().planPersonal(message(other, { key: 'b2' }), cap())).toBe('capped');
    const back = (key: string, id: number) => message(id, { kind: 'win-back', key });
    expect(await store().planPersonal(back('w1', other), cap())).toBe('planned');
    expect(await store().planPersonal(back('w2', one), cap({ sameSinceMs: now() + 1 }))).toBe('capped');
    expect(await store().planPersonal(message(stranger, { key: 'b3' }), cap())).toBe('planned');
  });

  test('what was dropped with nothing given does not count; what was given does', async () => {
    const id = await person('1', true);
    await store().planPersonal(message(id), cap());
    const [first] = await store().duePersonal(now(), 10);
    await store().stepPersonal(first?.id ?? 0, { to: 'dropped', why: 'opted-out', nowMs: now() });
    expect(await store().planPersonal(message(id, { key: 'b2' }), cap())).toBe('planned');
    const [second] = await store().duePersonal(now(), 10);
    await store().stepPersonal(second?.id ?? 0, { to: 'granted', granted: 300, nowMs: now() });
    await store().stepPersonal(second?.id ?? 0, { to: 'dropped', why: 'opted-out', nowMs: now() });
    expect(await store().planPersonal(message(id, { key: 'b3' }), cap())).toBe('capped');
  });

  test('a message goes its way, also over a restart, and ends once', async () => {
    const id = await person('1', true);
    await store().planPersonal(message(id, { dueAtMs: now() + DAY }), cap());
    expect(await store().duePersonal(now(), 10)).toEqual([]);
    const [due] = await store().duePersonal(now() + DAY, 10);
    expect(due).toMatchObject({ state: 'planned', granted: null, points: 300, key: 'birthday:1' });
    await store().stepPersonal(due?.id ?? 0, { to: 'granting', nowMs: now() });
    const { store: later } = await bench.reopen();
    expect(await later.duePersonal(now() + DAY, 10)).toMatchObject([{ state: 'granting', granted: null }]);
    await later.stepPersonal(due?.id ?? 0, { to: 'granted', granted: 0, nowMs: now() });
    await later.stepPersonal(due?.id ?? 0, { to: 'granted', granted: 999, nowMs: now() });
    await later.stepPersonal(due?.id ?? 0, { to: 'wait', dueAtMs: now() + 2 * DAY });
    expect(await later.duePersonal(now() + DAY, 10)).toEqual([]);
    await later.stepPersonal(due?.id ?? 0, { to: 'wait', dueAtMs: now() + 2 * DAY, refused: true });
    expect(await later.duePersonal(now() + 2 * DAY, 10)).toMatchObject([{ refused: 1 }]);
    await later.stepPersonal(due?.id ?? 0, { to: 'told', nowMs: now() });
    await later.stepPersonal(due?.id ?? 0, { to: 'dropped', why: 'late', nowMs: now() });
    await later.stepPersonal(due?.id ?? 0, { to: 'wait', dueAtMs: now() });
    expect(await later.duePersonal(now() + 9 * DAY, 10)).toEqual([]);
    expect((await later.readPersonal(id)).messages).toMatchObject([{ state: 'told', granted: 0, why: null }]);
  });

  test('reasons are kept with their words and counted', async () => {
    const id = await person('1', true);
    await store().keepReason({ conversationId: id, reason: 'price', words: '', atMs: now() });
    await store().keepReason({ conversationId: id, reason: 'other', words: 'Переехали', atMs: now() + 1 });
    const other = await person('2', true);
    await store().keepReason({ conversationId: other, reason: 'price', words: '', atMs: now() - 9 * DAY });
    expect((await store().readPersonal(id)).reasons).toMatchObject([
      { reason: 'other', words: 'Переехали' },
      { reason: 'price', words: '' },
    ]);
    expect(await store().countReasons(now() - DAY)).toEqual([
      { reason: 'other', count: 1 },
      { reason: 'price', count: 1 },
    ]);
    expect(await store().countReasons(0)).toEqual([
      { reason: 'price', count: 2 },
      { reason: 'other', count: 1 },
    ]);
  });
}
