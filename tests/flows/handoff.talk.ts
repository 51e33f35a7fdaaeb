/** From the bot to people and back, as the customer and the operators meet it. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

describe('asking for a person', () => {
  test('the whole way: queue, claim, reply, note, resolve, and the bot answers again', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор');
    talk.bot('перед вами в очереди никого нет');
    await talk.customer('У меня пришла рваная скатерть');
    talk.silence();

    expect(await olga.does({ do: 'claim' })).toEqual({ ok: true });
    talk.bot('С вами на связи Ольга');
    await olga.does({ do: 'reply', clientId: 'r1', text: 'Здравствуйте! **Пришлите** фото, пожалуйста.' });
    expect(talk.bot('Пришлите').text).toBe('Здравствуйте! **Пришлите** фото, пожалуйста.');
    await olga.does({ do: 'note', clientId: 'n1', text: 'Постоянная покупательница' });
    talk.silence();

    await talk.customer('Сколько стоит доставка курьером?');
    talk.silence(); // a person has the conversation: the bot says nothing

    await olga.does({ do: 'resolve', outcome: 'solved' });
    talk.bot('Вопрос закрыт');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.silence();
  });

  test('one winner: the second claim learns who has it', async () => {
    talk = await openTalk({ operators: ['Ольга', 'Пётр'] });
    await talk.customer('оператор');
    expect(await talk.operator('Ольга').does({ do: 'claim' })).toEqual({ ok: true });
    expect(await talk.operator('Пётр').does({ do: 'claim' })).toMatchObject({ ok: false, code: 'taken' });
    expect(await talk.operator('Пётр').does({ do: 'reply', clientId: 'x', text: 'Я!' })).toMatchObject({
      ok: false,
      code: 'not-owner',
    });
  });

  test('the same command twice is one command', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await olga.does({ do: 'claim' });
    talk.bot(/Ольга/);
    const first = await olga.does({ do: 'reply', clientId: 'same', text: 'Минуту' });
    const again = await olga.does({ do: 'reply', clientId: 'same', text: 'Минуту' });
    expect(again).toEqual(first);
    talk.bot('Минуту');
    talk.silence();
  });

  test('nobody on duty, and after hours: the customer hears when', async () => {
    talk = await openTalk();
    await talk.customer('оператор');
    talk.bot('заняты или отошли');
    await talk.close();
    talk = await openTalk({ at: '2026-11-23T23:30:00+03:00', operators: ['Ольга'] });
    await talk.customer('оператор');
    talk.bot(/нерабочее время.*завтра в 9:00/);
    talk.silence();
  });

  test('a waiting customer hears from us now and then, not after every line', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await talk.customer('ау');
    await talk.customer('вы тут?');
    talk.silence();
    await talk.later('4m');
    await talk.customer('есть кто?');
    talk.bot(/заняты|очереди/);
    await talk.later('15m');
    talk.bot(/заняты|очереди/);
  });

  test('leaving the queue brings the bot back', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await talk.tap('Вернуться к боту');
    talk.bot('ждать больше не нужно');
    talk.bot('Чем помочь?');
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('an operator who is gone: back to the front of the band, told once', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор', 'first');
    await olga.does({ do: 'claim' }, 'first');
    await talk.customer('оператор', 'second');
    const { id, status } = await talk.conversation('first');
    expect(status.is).toBe('assigned');
    if (status.is !== 'assigned') return;
    await talk.gone(id, status.operatorId);
    talk.bot(/очеред/, 'first');
    talk.bot(/Ольга/, 'first');
    talk.bot('в начале очереди', 'first');
    const queue = await talk.store.listConversations({ view: 'queue', limit: 10 });
    expect(queue.map(({ id: waiting }) => waiting)[0]).toBe(id);
  });

  test('a released conversation goes on with the bot', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор');
    await olga.does({ do: 'claim' });
    await olga.does({ do: 'release', to: 'bot' });
    talk.bot(/очеред/);
    talk.bot(/Ольга/);
    talk.bot('Передаю вас обратно помощнику');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
  });

  test('what the bot had not sent yet is never sent after a take-over', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    talk.channel.fail({ kind: 'retry', afterMs: 60_000, scope: 'chat', reason: 'too many requests' });
    await talk.customer('Сколько стоит доставка курьером?');
    talk.silence();
    await talk.operator('Ольга').does({ do: 'claim' });
    await talk.later('2m');
    talk.bot('С вами на связи Ольга');
    talk.silence();
  });
});
