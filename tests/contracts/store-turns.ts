/** The commit of turns in any store: all or nothing, guarded, and everything that a turn may carry. */
import { expect, test } from '@jest/globals';
import type { TurnCommit } from '../../src/core/ports/engine-store.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function turnContract(bench: Bench): void {
  test('a fresh event and its turn land together', async () => {
    const { driver } = bench;
    const made = await driver.heard('1', [{ text: 'Привет' }], { dispatch: true });
    const { conversation, claimed } = await driver.committed(made);
    expect(conversation).toMatchObject({ address: '1', version: 1, lastSeq: 2, status: { is: 'bot' } });
    expect(claimed).toMatchObject([
      { address: '1', attempt: 1, maybeTwice: false, part: { kind: 'message' } },
    ]);
    const thread = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(thread.map((line) => [line.seq, line.kind])).toEqual([
      [1, 'in'],
      [2, 'out'],
    ]);
    expect(await driver.commit(made)).toEqual({ kind: 'duplicate' });
    expect(await driver.store.readThread(conversation.id, { limit: 10 })).toHaveLength(2);
  });

  test('two first messages of one customer: the second is made again', async () => {
    const { driver } = bench;
    const [one, two] = [await driver.heard('1'), await driver.heard('1')];
    const results = await driver.store.commitTurns([one, two]);
    expect(results[0]?.kind).toBe('committed');
    expect(results[1]).toEqual({
      kind: 'stale',
      conversationId: (results[0] as { conversationId: number }).conversationId,
    });
    expect((await driver.store.readLoad()).conversations).toBe(1);
  });

  test('a turn against an older state is turned away whole', async () => {
    const { driver } = bench;
    await driver.customer('1');
    const old = await driver.heard('1', [{ text: 'поздно' }]);
    await driver.committed(await driver.heard('1'));
    const result = await driver.commit(old);
    expect(result.kind).toBe('stale');
    const [again] = await driver.store.acceptEvents([
      (old.event as { accept: Parameters<typeof driver.store.acceptEvents>[0][0] }).accept,
    ]);
    expect(again?.kind).toBe('accepted');
    expect((await driver.store.readLoad()).deliveriesOpen).toBe(0);
  });

  test('what the customer agrees to lands with the turn, newest first, for ever; a turn that is turned away leaves none', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const late = { ...(await driver.heard('1')), consents: [{ kind: 'stock', given: true, wording: 'x' }] };
    const yes = { kind: 'stock', given: true, wording: 'Сообщить, когда появится?' } as const;
    await driver.committed({ ...(await driver.heard('1')), consents: [yes] });
    expect((await driver.commit(late as TurnCommit)).kind).toBe('stale');
    driver.clock.advance(1_000);
    const no = { kind: 'stock', given: false, wording: 'STOP' } as const;
    await driver.committed({ ...(await driver.heard('1')), consents: [no] });
    const { store } = await bench.reopen();
    expect(await store.readConsents(id)).toEqual([
      { ...no, locale: 'ru', seq: 3, atMs: T0 + 1_000 },
      { ...yes, locale: 'ru', seq: 2, atMs: T0 },
    ]);
    expect(await store.readConsents(id + 1)).toEqual([]);
  });

  test('a fresh event does not overtake a waiting one', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const [waiting] = await driver.store.acceptEvents([driver.accept('1')]);
    expect(await driver.commit(await driver.heard('1'))).toEqual({ kind: 'stale', conversationId: id });
    const [arrival] = await driver.store.nextEvents([id], T0);
    const { inboxId } = waiting as { inboxId: number };
    const consume = driver.turn({ event: { kind: 'stored', inboxId }, next: arrival!.conversation });
    expect((await driver.commit(consume)).kind).toBe('committed');
    expect(await driver.commit(consume)).toEqual({ kind: 'duplicate' });
    expect((await driver.commit(await driver.heard('1'))).kind).toBe('committed');
  });

  test('a throwing turn is undone and leaves the others of its call whole', async () => {
    const { driver } = bench;
    const [good, bad, fine] = [await driver.heard('1'), await driver.heard('2'), await driver.heard('3')];
    const orphan = driver.words(0, [{ text: 'x' }]).deliveries;
    const results = await driver.store.commitTurns([good, { ...bad, deliveries: orphan }, fine]);
    expect(results.map((result) => result.kind)).toEqual(['committed', 'failed', 'committed']);
    expect((await driver.store.loadArrivals([driver.accept('2')]))[0]?.conversation).toBeNull();
    expect((await driver.commit(bad)).kind).toBe('committed');
  });

  test('a parked event is kept and shown with its reason', async () => {
    const { driver } = bench;
    const made = await driver.heard('1', [], { consume: { as: 'parked', error: 'boom' } });
    const { conversation } = await driver.committed(made);
    expect(await driver.store.listFailures(10)).toMatchObject([
      { kind: 'event', conversation: conversation.publicId, reason: 'boom', atMs: T0 },
    ]);
    expect(await driver.store.readLoad()).toMatchObject({ inboxPending: 0, inboxParked: 1 });
  });

  test('the outcome of a command is kept with it', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const accept = driver.command(id);
    const [stored] = await driver.store.acceptEvents([accept]);
    const { inboxId } = stored as { inboxId: number };
    expect(await driver.store.readOutcome(inboxId)).toBeNull();
    const outcome = { ok: false, code: 'taken', ownerId: 3 } as const;
    const next = (await driver.store.nextEvents([id], T0))[0]!.conversation;
    const made = {
      event: { kind: 'stored' as const, inboxId },
      next,
      consume: { as: 'done' as const, outcome },
    };
    await driver.committed(driver.turn(made));
    expect(await driver.store.readOutcome(inboxId)).toEqual(outcome);
    const [repeat] = await driver.store.acceptEvents([accept]);
    expect(repeat).toMatchObject({ kind: 'duplicate', inboxId });
  });

  test('a tapped button is looked up in the store, for this conversation only', async () => {
    const { driver } = bench;
    const action = { do: 'desk', event: { type: 'menu.open' } } as const;
    const buttons = [
      { kind: 'url', label: 'Сайт', url: 'https://shop.example' },
      { kind: 'reply', label: 'Меню', action },
    ] as const;
    const made = await driver.heard('1', [{ text: 'Что дальше?', buttons: [...buttons] }]);
    await driver.committed(made);
    await driver.customer('2');
    const messageId = made.deliveries[0]!.messageId;
    const offered = async (address: string, token: string) => {
      const [arrival] = await driver.store.loadArrivals([driver.accept(address, { type: 'button', token })]);
      return arrival?.offered ?? null;
    };
    expect(await offered('1', `${messageId}.1`)).toEqual({
      messageId,
      label: 'Меню',
      action,
      pressedBefore: false,
    });
    for (const token of [
      `${messageId}.0`,
      `${messageId}.7`,
      `${messageId}.`,
      'x.1',
      '',
      `${messageId}.1e0`,
    ]) {
      expect(await offered('1', token)).toBeNull();
    }
    expect(await offered('2', `${messageId}.1`)).toBeNull();
    const { conversation } = await driver.committed(
      await driver.heard('1', [], { pressed: { messageId, index: 1 } }),
    );
    expect((await offered('1', `${messageId}.1`))?.pressedBefore).toBe(true);
    const thread = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(thread[1]).toMatchObject({ kind: 'out', pressed: ['Меню'] });
  });

  test('an edit and a fetched file change the stored line', async () => {
    const { driver } = bench;
    const made = await driver.heard('1');
    const line = made.messages[0] as Extract<TurnCommit['messages'][0], { direction: 'in' }>;
    line.content = {
      text: 'Фото',
      media: [
        { kind: 'photo', ref: 'r1' },
        { kind: 'photo', ref: 'r2' },
      ],
    };
    const { conversation } = await driver.committed(made);
    await driver.act(conversation.id, [], {
      turn: { edited: { externalId: line.externalId, text: 'Фото чека' } },
    });
    const media = { file: 'f.jpg', mime: 'image/jpeg', bytes: 12 };
    await driver.act(conversation.id, [], {
      turn: { fetched: { messageId: line.publicId, index: 1, media } },
    });
    await driver.act(conversation.id, [], {
      turn: { fetched: { messageId: line.publicId, index: 0, media: { missing: 'gone' } } },
    });
    const [stored] = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(stored).toMatchObject({
      kind: 'in',
      editedAtMs: T0,
      content: {
        text: 'Фото чека',
        media: [
          { ref: 'r1', missing: 'gone' },
          { ref: 'r2', ...media },
        ],
      },
    });
  });

  test('a file that was sent outside the console is put beside the words of ours that it came with', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const shared = [{ kind: 'photo' as const, ref: 'r1' }];
    const messageId = 'sent-on-the-phone-0001';
    const next = await driver.byId(id);
    const seq = next.lastSeq + 1;
    const content = { text: '', format: 'plain' as const, shared };
    await driver.act(id, [], {
      next: { lastSeq: seq },
      turn: {
        messages: [
          {
            seq,
            publicId: messageId,
            atMs: T0,
            direction: 'out',
            origin: 'operator',
            operatorId: 0,
            content,
          },
        ],
      },
    });
    const media = { file: 'f.jpg', mime: 'image/jpeg', bytes: 12 };
    await driver.act(id, [], { turn: { fetched: { messageId, index: 0, media } } });
    const lines = await driver.store.readThread(id, { limit: 10 });
    expect(lines.at(-1)).toMatchObject({ content: { shared: [{ ref: 'r1', ...media }] } });
  });
}
