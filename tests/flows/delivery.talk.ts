/** What a channel makes of our words: a closed window, receipts that settle what nobody answered. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ThreadLine } from '../../src/core/ports/desk-store.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

async function thread(): Promise<ThreadLine[]> {
  const { id } = await talk.conversation();
  return talk.store.readThread(id, { limit: 100 });
}

describe('a reply window', () => {
  const facts = { replyWindowMs: 24 * 3_600_000 };

  test('closed: an operator’s words do not leave, the thread says why, and the next message opens it again', async () => {
    talk = await openTalk({ facts, operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await olga.does({ do: 'claim' });
    talk.bot('Ольга');
    await talk.later('25h');
    const calls = talk.channel.keys.length;
    expect(await olga.does({ do: 'reply', clientId: 'late', text: 'Нашли вашу посылку' })).toMatchObject({
      ok: true,
    });
    talk.silence();
    expect(talk.channel.keys).toHaveLength(calls);
    const line = (await thread()).find((one) => one.kind === 'out' && one.clientId === 'late');
    expect(line).toMatchObject({ delivery: { state: 'refused', reason: 'window-closed' } });
    expect((await talk.conversation()).status.is).toBe('assigned');
    await talk.customer('Ау');
    await olga.does({ do: 'reply', clientId: 'now', text: 'Посылка нашлась' });
    talk.bot('Посылка нашлась');
  });

  test('it is open from the platform’s own time, not from when we heard of it', async () => {
    talk = await openTalk({ facts });
    const content = { text: 'Сколько стоит доставка курьером?' };
    const occurredAtMs = talk.clock.now() - 25 * 3_600_000;
    await talk.happens({ type: 'message', messageId: 'old', content, occurredAtMs });
    talk.silence();
    expect((await talk.conversation()).status.is).toBe('bot');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
  });
});

describe('a channel whose receipts settle', () => {
  const facts = { settlesMs: 30_000 };
  const lost = { kind: 'unknown', reason: 'timeout' } as const;

  test('a lost answer waits for its receipt: no second send, no mark', async () => {
    talk = await openTalk({ facts });
    talk.channel.fail(lost);
    await talk.customer('Сколько стоит доставка курьером?');
    await talk.later('20s');
    const [key] = talk.channel.keys;
    expect(talk.channel.keys).toEqual([key]);
    await talk.happens({ type: 'receipt', messageId: 'w1', status: 'sent', ...(key ? { key } : {}) });
    await talk.later('2m');
    expect(talk.channel.keys).toEqual([key]);
    expect((await thread())[1]).toMatchObject({ delivery: { state: 'sent', maybeTwice: false } });
  });

  test('without one it is tried once more and marked', async () => {
    talk = await openTalk({ facts });
    talk.channel.fail(lost);
    await talk.customer('Сколько стоит доставка курьером?');
    await talk.later('29s');
    talk.silence();
    await talk.later('2s');
    talk.bot(/390/);
    expect((await thread())[1]).toMatchObject({ delivery: { maybeTwice: true } });
  });

  test('where repeats are dropped it is tried again at once, as often as it takes, without a mark', async () => {
    talk = await openTalk({ facts: { settlesMs: 0 } });
    talk.channel.fail(lost, lost, lost);
    await talk.customer('Сколько стоит доставка курьером?');
    await talk.later('10s');
    talk.bot(/390/);
    expect(new Set(talk.channel.keys).size).toBe(1);
    expect(talk.channel.keys).toHaveLength(4);
    expect((await thread())[1]).toMatchObject({ delivery: { state: 'sent', maybeTwice: false } });
  });
});
