/** Who may speak, and in what order: the gate of any store against the rule of the core. */
import { expect, test } from '@jest/globals';
import { maySpeak } from '../../src/core/conversation.ts';
import type { Origin, Status } from '../../src/core/conversation.ts';
import { T0, texts } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

const ORIGINS: Origin[] = ['bot', 'service', 'operator', 'notice'];

export function laneContract(bench: Bench): void {
  const statuses = async (): Promise<Status[]> => {
    const operatorId = await bench.driver.operator(`op-${bench.driver.id()}`);
    return [
      { is: 'bot' },
      { is: 'queued', sinceMs: T0, reason: 'asked' },
      { is: 'assigned', operatorId, sinceMs: T0 },
      { is: 'resolved', atMs: T0 },
    ];
  };

  test.each(ORIGINS)('words of %s are said, held or dropped as the rule says', async (origin) => {
    const { driver } = bench;
    for (const made of await statuses()) {
      for (const later of [null, ...(await statuses())]) {
        const address = `${made.is}-${later?.is ?? 'same'}`;
        const { id } = await driver.customer(address);
        const before = await driver.byId(id);
        const first = { ...before, status: made, epoch: 1 };
        const said = driver.words(before.lastSeq, [{ text: 'слово', origin }]);
        const event = () => ({ kind: 'fresh' as const, accept: driver.command(id) });
        await driver.committed(driver.turn({ event: event(), next: first, ...said }));
        if (later) {
          const now = { ...(await driver.byId(id)), status: later, epoch: 2 };
          await driver.committed(driver.turn({ event: event(), next: now }));
        }
        const at = { status: (later ?? made).is, epoch: later ? 2 : 1 };
        // Words that may never be said when they are made stay unsaid, whatever comes later.
        const atFirst = maySpeak(origin, 1, { status: made.is, epoch: 1 });
        const expected = atFirst === 'never' ? 'never' : maySpeak(origin, 1, at);
        const claimed = texts(await driver.claim());
        expect([address, claimed]).toEqual([address, expected === 'yes' ? ['слово'] : []]);
        const line = (await driver.store.readThread(id, { limit: 9 })).at(-1);
        const state = line?.kind === 'out' ? line.delivery?.state : null;
        expect([address, state]).toEqual([
          address,
          { yes: 'sending', hold: 'queued', never: 'cancelled' }[expected],
        ]);
      }
    }
  });

  test('a held notice holds up nobody and is said when the bot has the conversation again', async () => {
    const { driver } = bench;
    const [bot, queued, assigned] = await statuses();
    const { id } = await driver.customer('1');
    await driver.act(id, [{ text: 'Скидка', origin: 'notice' }], {});
    await driver.act(id, [], { to: queued! });
    await driver.act(id, [{ text: 'Ещё скидка', origin: 'notice' }]);
    const reply = { text: 'Здравствуйте', origin: 'operator' } as const;
    const taken = await driver.act(id, [reply], { to: assigned!, turn: { dispatch: true } });
    expect(texts(taken.claimed)).toEqual(['Здравствуйте']);
    await driver.sent(taken.claimed[0]);
    expect(await driver.claim()).toEqual([]);
    await driver.act(id, [], { to: bot! });
    const [first] = await driver.claim();
    expect(texts([first!])).toEqual(['Скидка']);
    expect(texts((await driver.sent(first)).claimed)).toEqual(['Ещё скидка']);
  });

  test('words of the bot that wait for a retry are dropped at a take-over and hold up no reply', async () => {
    const { driver } = bench;
    const [, , assigned] = await statuses();
    const { claimed, conversation } = await driver.committed(
      await driver.heard('1', [{ text: 'раз' }, { text: 'два' }], { dispatch: true }),
    );
    const retry = { kind: 'retry', dueAtMs: T0 + 600_000, reason: '502' } as const;
    await driver.store.recordDeliveries([{ id: claimed[0]!.id, atMs: T0, result: retry }]);
    const reply = { text: 'Здравствуйте', origin: 'operator' } as const;
    const taken = await driver.act(conversation.id, [reply], { to: assigned!, turn: { dispatch: true } });
    expect(texts(taken.claimed)).toEqual(['Здравствуйте']);
  });

  test('a part on the wire is waited for, also across a take-over', async () => {
    const { driver } = bench;
    const [, , assigned] = await statuses();
    const { claimed, conversation } = await driver.committed(
      await driver.heard('1', [{ text: 'раз' }, { text: 'два' }], { dispatch: true }),
    );
    const reply = { text: 'Здравствуйте', origin: 'operator' } as const;
    const taken = await driver.act(conversation.id, [reply], { to: assigned!, turn: { dispatch: true } });
    expect(taken.claimed).toEqual([]);
    expect(texts((await driver.sent(claimed[0])).claimed)).toEqual(['Здравствуйте']);
  });

  test('people go before the bot when many wait', async () => {
    const { driver } = bench;
    const [, , assigned] = await statuses();
    for (const address of ['1', '2', '3'])
      await driver.committed(await driver.heard(address, [{ text: 'бот' }]));
    const { id } = await driver.customer('4');
    await driver.act(id, [{ text: 'человек', origin: 'operator' }], { to: assigned! });
    expect(texts(await driver.claim({ limit: 2 }))).toEqual(['человек', 'бот']);
    expect(texts(await driver.claim())).toEqual(['бот', 'бот']);
  });
}
