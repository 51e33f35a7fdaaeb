/** What only some messengers know: albums, reactions, messages taken back, moved numbers, words from a phone, reply windows. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { IncomingContent } from '../../src/core/content.ts';
import type { ThreadLine } from '../../src/core/ports/desk-store.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

async function thread(): Promise<ThreadLine[]> {
  const { id } = await talk.conversation();
  return talk.store.readThread(id, { limit: 100 });
}

async function activities(): Promise<string[]> {
  return (await thread()).flatMap((line) => (line.kind === 'activity' ? [line.name] : []));
}

describe('an album', () => {
  let number = 0;
  const piece = (album: string, content: IncomingContent = {}) =>
    talk.happens({
      type: 'message',
      messageId: `p${(number += 1)}`,
      album,
      content: { media: [{ kind: 'photo', ref: `f${number}` }], ...content },
    });

  test('is one turn: its caption is answered once, whichever part brings it', async () => {
    talk = await openTalk();
    await piece('a');
    await piece('a', { text: 'Сколько стоит доставка курьером?' });
    await piece('a');
    talk.silence();
    await talk.later('2s');
    talk.bot(/390/);
    talk.silence();
    expect((await thread()).filter(({ kind }) => kind === 'in')).toHaveLength(3);
  });

  test('without a caption it is received once', async () => {
    talk = await openTalk();
    for (let part = 0; part < 4; part += 1) await piece('a');
    await talk.later('2s');
    talk.bot(/фото/i);
    await talk.later('1m');
    talk.silence();
  });

  test('a straggler says nothing new, unless it brings the words', async () => {
    talk = await openTalk();
    await piece('a');
    await talk.later('2s');
    talk.bot(/фото/i);
    await piece('a');
    await talk.later('5s');
    talk.silence();
    await piece('a', { text: 'Сколько стоит доставка курьером?' });
    await talk.later('2s');
    talk.bot(/390/);
    talk.silence();
  });

  test('a timer that fired just as one more part came decides nothing', async () => {
    talk = await openTalk();
    await piece('a');
    const { id } = await talk.conversation();
    const timer = { type: 'timer', name: 'album', runId: null, epoch: 0 } as const;
    const accepted = await talk.store.acceptEvents([
      {
        source: 'timer',
        externalId: 'timer:0',
        target: { conversationId: id },
        event: { ...timer, payload: talk.clock.now() + 900 },
        raw: null,
        urgent: false,
        receivedAtMs: talk.clock.now(),
        newIds: null,
      },
    ]);
    expect(accepted).toMatchObject([{ kind: 'accepted', wakes: true }]);
    talk.clock.advance(300); // the poll finds it
    await piece('a');
    talk.silence();
    await talk.later('2s');
    talk.bot(/фото/i);
    talk.silence();
  });

  test('survives a restart', async () => {
    talk = await openTalk();
    await piece('a');
    await talk.restart();
    talk.silence();
    await talk.later('2s');
    talk.bot(/фото/i);
    talk.silence();
  });

  test('another message, a tap or another album in between: the first is answered before', async () => {
    talk = await openTalk();
    await piece('a', { text: 'Сколько стоит доставка курьером?' });
    await talk.customer('спасибо');
    talk.bot(/390/);
    talk.bot(/Пожалуйста|пожалуйста/);
    await piece('b');
    await piece('c');
    talk.bot(/фото/i);
    await talk.later('2s');
    talk.bot(/фото/i);
    talk.silence();
  });

  test('belongs to the person who has the conversation, also when they come in the middle', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await piece('a');
    await talk.operator('Ольга').does({ do: 'claim' });
    talk.bot('Ольга');
    await piece('a');
    await talk.later('5s');
    talk.silence();
    await talk.operator('Ольга').does({ do: 'resolve', outcome: 'solved' });
    talk.bot('Вопрос закрыт');
    await talk.later('5s');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.silence();
  });
});

describe('what needs no answer', () => {
  test('a reaction is shown on its line and can be taken back', async () => {
    talk = await openTalk();
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    await talk.happens({ type: 'reaction', messageId: '1', emoji: '👍' });
    await talk.happens({ type: 'reaction', messageId: 'm1', emoji: '🙏'.repeat(50) });
    talk.silence();
    const [question, answer] = await thread();
    expect(answer).toMatchObject({ kind: 'out', reaction: '👍' });
    expect(question).toMatchObject({ kind: 'in', reaction: '🙏'.repeat(16) });
    await talk.happens({ type: 'reaction', messageId: '1', emoji: null });
    expect((await thread())[1]).toMatchObject({ reaction: null });
  });

  test('a message taken back is marked, its words stay', async () => {
    talk = await openTalk();
    await talk.customer('асдфг йцукен');
    talk.bot(/не понял|Не уловил/);
    await talk.happens({ type: 'revoke', messageId: 'm1' });
    talk.silence();
    expect((await thread())[0]).toMatchObject({
      content: { text: 'асдфг йцукен' },
      revokedAtMs: expect.any(Number),
    });
  });

  test('about a stranger such events are dropped, and the messenger need not repeat them', async () => {
    talk = await openTalk();
    await talk.happens({ type: 'revoke', messageId: 'x' });
    await talk.happens({ type: 'reaction', messageId: 'x', emoji: '👍' });
    await talk.happens({ type: 'moved', to: 'elsewhere' });
    await talk.happens({ type: 'receipt', messageId: 'x', status: 'read' });
    expect(await talk.store.listConversations({ view: 'all', limit: 5 })).toEqual([]);
  });
});

describe('who somebody is', () => {
  test('a new number takes the conversation along', async () => {
    talk = await openTalk();
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    await talk.happens({ type: 'moved', to: 'new-number' });
    await talk.customer('Позвать человека', 'new-number');
    talk.bot(/сотрудники|очеред/, 'new-number');
    const rows = await talk.store.listConversations({ view: 'all', limit: 5 });
    expect(rows).toHaveLength(1);
    const { id } = await talk.conversation('new-number');
    const lines = await talk.store.readThread(id, { limit: 50 });
    expect(lines.some((line) => line.kind === 'activity' && line.name === 'moved')).toBe(true);
  });

  test('another address of the same person leads to the same conversation, and is written to', async () => {
    talk = await openTalk();
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    const content = { text: 'Позвать человека' };
    await talk.happens({ type: 'message', messageId: 'n', content, aliases: ['customer'] }, 'lid-7');
    talk.bot(/сотрудники|очеред/, 'lid-7');
    expect(await talk.store.listConversations({ view: 'all', limit: 5 })).toHaveLength(1);
  });

  test('a phone is proof only if the platform vouches for it', async () => {
    talk = await openTalk();
    const content = { text: 'Привет' };
    const profile = { phone: '79161234567' };
    await talk.happens({ type: 'message', messageId: 'a', content, profile });
    expect(await talk.conversation()).toMatchObject({ phone: '79161234567', verifiedPhone: null });
    await talk.happens({
      type: 'message',
      messageId: 'b',
      content,
      profile: { ...profile, phoneVerified: true },
    });
    expect(await talk.conversation()).toMatchObject({ verifiedPhone: '79161234567' });
  });
});

describe('words written outside the console', () => {
  const echo = (text: string) => talk.happens({ type: 'echo', messageId: `e-${text}`, content: { text } });

  test('and their files stand in the thread, fetched like those of customers', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    const media = [{ kind: 'photo' as const, ref: 'of-the-phone', mime: 'image/jpeg' }];
    const location = { latitude: 55.75, longitude: 37.61 };
    await talk.happens({ type: 'echo', messageId: 'e-photo', content: { media } });
    await talk.happens({ type: 'echo', messageId: 'e-place', content: { location } });
    const { id } = await talk.conversation();
    const lines = (await talk.store.readThread(id, { limit: 9 })).filter(
      (line) => line.kind === 'out' && line.origin === 'operator',
    );
    expect(lines).toMatchObject([{ content: { shared: [{ kind: 'photo' }] } }, { content: { location } }]);
    talk.silence();
  });

  test('silence the bot without calling anybody, and it comes back after half an hour of quiet', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    await echo('Здравствуйте, это Марина, сейчас посмотрю');
    expect(await talk.store.listConversations({ view: 'queue', limit: 5 })).toEqual([]);
    await talk.customer('Сколько стоит доставка курьером?');
    talk.silence();
    await talk.later('20m');
    await echo('Ваш заказ в пути');
    await talk.later('25m');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.silence();
    await talk.restart();
    await talk.later('6m');
    expect((await talk.conversation()).status.is).toBe('bot');
    talk.silence();
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.silence();
    expect(await activities()).toEqual(['external-takeover', 'external-ended']);
  });

  test('somebody at the desk may take over, and keeps it', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    await echo('Я тут');
    const olga = talk.operator('Ольга');
    expect(await olga.does({ do: 'reply', clientId: 'r', text: 'Нет, я' })).toMatchObject({
      code: 'not-owner',
    });
    expect(await olga.does({ do: 'claim' })).toEqual({ ok: true });
    talk.bot('Ольга');
    await echo('Хорошо, дальше вы');
    await talk.later('2h');
    const { status, case: open } = await talk.conversation();
    expect(status.is).toBe('assigned');
    expect(open).toMatchObject({ closedAtMs: null });
    await olga.does({ do: 'resolve', outcome: 'solved' });
    talk.bot('Вопрос закрыт');
  });

  test('after a resolved conversation the bot does not talk into it either; one in the queue stays there', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await echo('Сейчас подойду');
    expect((await talk.conversation()).status.is).toBe('queued');
    await olga.does({ do: 'claim' });
    talk.bot('Ольга');
    await olga.does({ do: 'resolve', outcome: 'solved' });
    talk.bot('Вопрос закрыт');
    await echo('Забыли сказать: код 42');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.silence();
  });
});
