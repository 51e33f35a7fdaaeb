/** A messenger that is down for an hour, in both ways there are: it says so, or it says nothing. And the backlog after it. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SendResult } from '../../src/core/ports/channel.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const WAYS: [string, SendResult][] = [
  ['answers 500', { kind: 'retry', afterMs: 1_000, scope: 'account', reason: '500' }],
  ['cannot be reached', { kind: 'retry', afterMs: 0, scope: 'account', reason: 'ECONNREFUSED' }],
  ['hangs', { kind: 'unknown', reason: 'time-out' }],
  ['wants a person to mend it', { kind: 'broken', code: 'token-not-accepted' }],
];

const COURIER = 'Сколько стоит доставка курьером?';
const PICKUP = 'Можно самому забрать заказ?';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk({ operators: ['Ольга'], channels: { 'viber:main': null } });
});
afterEach(() => talk.close());

async function deliveries(who: string) {
  const { id } = await talk.conversation(who);
  const lines = await talk.store.readThread(id, { limit: 50 });
  return lines.flatMap((line) => (line.kind === 'out' ? [line.delivery] : []));
}

describe.each(WAYS)('a platform that %s for an hour', (_how, failure) => {
  beforeEach(async () => {
    // Somebody whom a person helps, and somebody who will be asked a question.
    await talk.customer('позовите человека', 'helped');
    await talk.operator('Ольга').does({ do: 'claim' }, 'helped');
    await talk.customer('асдфг йцукен', 'asked');
    talk.channel.sent.length = 0;
    talk.channel.keys.length = 0;
    talk.channel.down(failure);
  });

  test('costs nobody an answer, and everybody gets theirs in order, at most twice', async () => {
    for (const who of ['anna', 'boris', 'vera', 'gleb', 'dina']) await talk.customer(COURIER, who);
    await talk.later('3m');
    await talk.customer('спасибо', 'anna');
    await talk.customer(PICKUP, 'anna');
    await talk.later('56m');
    expect(talk.channel.sent).toEqual([]);
    talk.channel.down(null);
    await talk.later('3m');
    for (const who of ['boris', 'vera', 'gleb', 'dina']) talk.bot(/курьер/i, who);
    talk.bot(/курьер/i, 'anna');
    talk.bot(/ожалуйста/, 'anna');
    talk.bot(/./, 'anna');
    for (const who of ['anna', 'boris', 'vera', 'gleb', 'dina']) {
      talk.silence(who);
      for (const delivery of await deliveries(who)) expect(delivery).toMatchObject({ state: 'sent' });
      expect((await talk.conversation(who)).status).toEqual({ is: 'bot' });
    }
    if (failure.kind !== 'unknown') return;
    // What may have arrived is tried once more, and never a third time.
    for (const tries of Map.groupBy(talk.channel.keys, (key) => key).values()) {
      expect(tries.length).toBeLessThanOrEqual(2);
    }
  });

  test('lets what people wrote go before the bot, and drops questions of the bot that are stale', async () => {
    for (const who of ['anna', 'boris', 'vera', 'gleb', 'dina', 'egor']) await talk.customer(COURIER, who);
    await talk.customer('бырымбыр кукумбер', 'asked');
    await talk.later('50m');
    await talk.operator('Ольга').does({ do: 'reply', clientId: 'r', text: 'Уже еду' }, 'helped');
    for (const who of ['zoya', 'inna', 'kira']) await talk.customer(COURIER, who);
    await talk.later('10m');
    talk.channel.down(null);
    await talk.later('3m');
    const order = talk.channel.sent.map(({ address, text }) =>
      text.includes('Уже еду') ? 'person' : address,
    );
    expect(order).toHaveLength(10);
    // One call probes, and may be anybody's.
    expect(order.indexOf('person')).toBeLessThanOrEqual(1);
    expect(order).not.toContain('asked');
    expect((await deliveries('asked')).at(-1)).toMatchObject({
      state: expect.stringMatching(/^(cancelled|unknown)$/),
      reason: 'stale',
    });
  });

  test('is nothing to another channel', async () => {
    for (let index = 0; index < 6; index += 1) await talk.customer(COURIER, `talk:main@c${index}`);
    await talk.later('20m');
    await talk.customer(COURIER, 'viber:main@anna');
    talk.bot(/курьер/i, 'viber:main@anna');
  });

  test('costs nobody an answer when the house is started anew meanwhile', async () => {
    for (const who of ['anna', 'boris']) await talk.customer(COURIER, who);
    for (let start = 0; start < 4; start += 1) {
      await talk.later('10m');
      await talk.restart();
    }
    await talk.later('20m');
    talk.channel.down(null);
    await talk.later('3m');
    talk.bot(/курьер/i, 'anna');
    talk.bot(/курьер/i, 'boris');
  });
});

describe('a message that the platform alone cannot take', () => {
  test('is given up after ten minutes while others get through, and a person takes over', async () => {
    const { send } = talk.channel;
    talk.channel.send = async (address, part, key) =>
      address === 'poison'
        ? { kind: 'retry', afterMs: 0, scope: 'account', reason: '500' }
        : send.call(talk.channel, address, part, key);
    await talk.customer(COURIER, 'poison');
    for (let minute = 0; minute < 30; minute += 1) {
      await talk.customer('спасибо', `other-${minute}`);
      await talk.later('30s');
      talk.bot(/ожалуйста/, `other-${minute}`);
    }
    expect((await talk.conversation('poison')).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  });

  test('is given up after a day where nobody else writes', async () => {
    talk.channel.down({ kind: 'retry', afterMs: 0, scope: 'account', reason: '500' });
    await talk.customer(COURIER);
    await talk.later('23h');
    expect((await talk.conversation()).status).toEqual({ is: 'bot' });
    await talk.later('2h');
    expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  });
});

describe('a backlog', () => {
  test('leaves at nine tenths of the allowed rate at least, nothing lost, once each', async () => {
    const allowed = 60;
    const customers = 300;
    talk.channel.down({ kind: 'retry', afterMs: 1_000, scope: 'account', reason: '503' });
    for (let index = 0; index < customers; index += 1) await talk.customer('спасибо', `c${index}`);
    talk.channel.down(null);
    const { send } = talk.channel;
    const times: number[] = [];
    talk.channel.send = async (address, part, key) => {
      const now = talk.clock.monotonic();
      if (times.filter((at) => now - at < 1_000).length >= allowed) {
        return { kind: 'retry', afterMs: 1_000, scope: 'account', reason: '429', tooFast: true };
      }
      times.push(now);
      return send.call(talk.channel, address, part, key);
    };
    for (let step = 0; step < 2_400; step += 1) {
      talk.clock.advance(50);
      for (let spin = 0; spin < 20; spin += 1) await new Promise((next) => setImmediate(next));
    }
    expect(new Set(talk.channel.sent.map(({ address }) => address)).size).toBe(customers);
    expect(talk.channel.sent).toHaveLength(customers);
    // Without the first second, and without the few that had probed in vain and stepped back.
    const learned = times.slice(allowed + 1, Math.floor(customers * 0.9));
    const seconds = ((learned.at(-1) ?? 0) - (learned[0] ?? 0)) / 1_000;
    expect(learned.length / seconds).toBeGreaterThan(allowed * 0.9);
  });
});
