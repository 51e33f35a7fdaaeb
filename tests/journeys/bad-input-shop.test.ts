/**
 * A shop that hangs, fails, throws or lies slowly: whoever asked hears honest words within a minute and may have a person;
 * nobody else notices; and once the shop is well again, so is the answer.
 */
import { afterEach, expect, test } from '@jest/globals';
import type { IncomingContent } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { openOrderCounter, type Mood, type OrderCounter } from '../flows/order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

const anna = { contact: { phone: '79990001001', own: true } };

test.each<Mood>(['hangs', 'down', 'throws', 'lies'])('a shop that %s', async (mood) => {
  counter = await openOrderCounter({ operators: ['Ольга'] });
  const { talk } = counter;
  counter.shop(mood);
  await talk.customer('Где мой заказ?');
  talk.bot('Напишите номер заказа');
  await talk.sends(anna);

  await talk.later('2m');
  const said = talk.channel.sent.filter(({ address }) => address === 'customer').map(({ text }) => text);
  expect(said.at(-1)).toContain('система магазина не отвечает');
  expect(said.join()).not.toMatch(/undefined|null|NaN|Error|не нашёл/);
  expect((await talk.store.listFailures(10)).length).toBe(0);

  counter.shop('up');
  await talk.tap('Попробовать ещё раз');
  await talk.later('2s');
  expect(talk.channel.sent.at(-1)?.text).toContain('Вот ваши последние заказы');
});

test('while many look-ups hang, others are answered without a moment of waiting', async () => {
  counter = await openOrderCounter();
  const { talk } = counter;
  const crowd = Array.from({ length: 3 * LIMITS.tasksAtOnce }, (_, index) => `c${index}`);
  for (const who of crowd) await talk.customer('Где мой заказ?', who);
  counter.shop('hangs');
  const frozenAt = talk.clock.monotonic();
  for (const who of crowd) await hand(who, anna);
  await hand('bystander', { text: 'Сколько стоит доставка курьером?' });
  await hand('seeker', { text: 'оператор' });
  const heard = (who: string) => talk.channel.sent.findLast(({ address }) => address === who)?.text;
  for (let spin = 0; spin < 2_000 && !(heard('bystander') && heard('seeker')); spin += 1) await tick();
  expect(heard('bystander')).toMatch(/390/);
  expect(heard('seeker')).toMatch(/очеред/);
  expect(talk.clock.monotonic()).toBe(frozenAt);

  counter.shop('up');
  await talk.later('5m');
  for (const who of crowd) expect(heard(who)).toMatch(/система магазина не отвечает|последние заказы/);
});

/** Hands a message in as the platform would, and does not wait for anything that comes of it. */
function hand(address: string, content: IncomingContent): Promise<void> {
  const { channel, clock } = counter.talk;
  return channel.take({
    account: channel.account,
    externalId: `handed-${address}`,
    messageId: `handed-${address}`,
    address,
    occurredAtMs: clock.now(),
    type: 'message',
    content,
  });
}

function tick(): Promise<void> {
  return new Promise((next) => {
    setImmediate(next);
  });
}
