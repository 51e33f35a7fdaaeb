/** Somebody who was welcomed in the answer to their opening of the chat: filed, not greeted again. And who writes is named. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;

beforeEach(async () => {
  talk = await openTalk({ operators: ['Ольга Петрова'] });
});

afterEach(() => talk.close());

test('the bot keeps silent until they write', async () => {
  const { channel } = talk;
  await channel.take({
    account: channel.account,
    externalId: 'opened',
    address: 'customer',
    occurredAtMs: talk.clock.now(),
    profile: { name: 'Анна', languageTag: 'ru' },
    type: 'message',
    messageId: 'opened',
    content: { start: 'ord_42' },
    welcomed: true,
  });
  await talk.later('5s');
  talk.silence();
  await talk.customer('Здравствуйте!');
  talk.bot(/^Здравствуйте, Анна!/);
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 10 });
  expect(lines.find(({ kind }) => kind === 'in')).toMatchObject({ content: { start: 'ord_42' } });
});

test("an operator's words carry their name", async () => {
  await talk.customer('оператор');
  talk.bot(/человек/);
  const olga = talk.operator('Ольга Петрова');
  await olga.does({ do: 'claim' });
  talk.bot(/Ольга/);
  await olga.does({ do: 'reply', clientId: '1', text: 'Слушаю вас' });
  expect(talk.bot('Слушаю вас').content.from).toBe('Ольга Петрова');
});

test('what is to be told them waits until they write, and is said once', async () => {
  const { channel } = talk;
  const opening = {
    account: channel.account,
    address: 'newcomer',
    occurredAtMs: talk.clock.now(),
    type: 'message',
    content: { start: 'link_AAAAAAAAAAAAAAAAAAAAAA' },
    welcomed: true,
  } as const;
  for (const id of ['1', '2', '3', '4', '5']) {
    await channel.take({ ...opening, externalId: `opened ${id}`, messageId: `opened ${id}` });
  }
  await talk.later('5s');
  talk.silence();
  const head = { account: channel.account, address: 'newcomer', occurredAtMs: talk.clock.now() };
  await channel.take({ ...head, externalId: 'subscribed', type: 'reachability', reachable: true });
  await talk.later('1s');
  const said = () => channel.sent.filter(({ address }) => address === 'newcomer').map(({ text }) => text);
  expect(said()).toHaveLength(3);
  expect(new Set(said())).toEqual(new Set([expect.stringMatching(/уже не действует/)]));
  await channel.take({
    ...head,
    externalId: 'm',
    type: 'message',
    messageId: 'm',
    content: { text: 'меню' },
  });
  await talk.later('1s');
  expect(said().slice(3)).toEqual([expect.stringMatching(/Чем помочь/)]);
});
