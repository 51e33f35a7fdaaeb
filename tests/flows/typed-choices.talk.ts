/** Choices typed instead of tapped: by their words everywhere, by their numbers where the channel shows numbers. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const NUMBERED = { buttonsMax: 0, listMax: 0 };

/** Labels of the buttons that the customer pressed, or typed, so far. */
async function pressed(): Promise<string[]> {
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 50 });
  return lines.flatMap((line) => (line.kind === 'out' ? line.pressed : []));
}

/** What the customer wrote, as the thread shows it. */
async function written(): Promise<(string | undefined)[]> {
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 50 });
  return lines.flatMap((line) => (line.kind === 'in' ? [line.content.text] : []));
}

describe('words of a button', () => {
  test.each([['Где мой заказ?'], ['где мой заказ'], ['  ГДЕ  МОЙ ЗАКАЗ!!! ']])(
    '«%s» is a tap',
    async (text) => {
      talk = await openTalk();
      await talk.sends({ start: '' });
      talk.bot('Здравствуйте');
      await talk.customer(text);
      talk.bot(/номер/i);
      expect(await pressed()).toEqual(['Где мой заказ?']);
      expect((await written()).at(-1)).toBe(text);
    },
  );

  test('a label that would be read as something else on its own means the button', async () => {
    talk = await openTalk();
    await talk.customer('language');
    talk.bot('На каком языке');
    await talk.customer('english');
    talk.bot("I'll speak English");
    talk.silence();
  });

  test('the label of a flow that is over is understood as words', async () => {
    talk = await openTalk();
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    expect(talk.buttons()).toContain('Позвать человека');
    await talk.later('31m');
    talk.silence();
    await talk.customer('Позвать человека');
    talk.bot(/сотрудники|очеред/);
    expect((await talk.conversation()).status.is).toBe('queued');
  });

  test('in the queue only the offered way out counts', async () => {
    talk = await openTalk({ operators: ['Ольга'] });
    await talk.customer('оператор');
    talk.bot(/очеред/);
    await talk.customer('вернуться к боту');
    talk.bot('ждать больше не нужно');
    talk.bot('Чем помочь?');
    expect((await talk.conversation()).status.is).toBe('bot');
  });
});

describe('numbers', () => {
  test('the number under which a choice was shown, in any usual spelling, over a restart', async () => {
    talk = await openTalk({ facts: NUMBERED });
    await talk.sends({ start: '' });
    talk.bot('Здравствуйте');
    const labels = talk.buttons();
    await talk.restart();
    await talk.customer(`№${labels.indexOf('Где мой заказ?') + 1}.`);
    talk.bot(/номер/i);
    expect(await pressed()).toEqual(['Где мой заказ?']);
    expect((await written()).at(-1)).toBe('№1.');
  });

  test('out of range, or where buttons were shown, a number is a word like any other', async () => {
    talk = await openTalk({ facts: NUMBERED });
    await talk.sends({ start: '' });
    talk.bot('Здравствуйте');
    await talk.customer('57');
    talk.bot(/не понял|Не уловил/);
    await talk.close();
    talk = await openTalk();
    await talk.sends({ start: '' });
    talk.bot('Здравствуйте');
    await talk.customer('1');
    talk.bot(/не понял|Не уловил/);
    expect(await pressed()).toEqual([]);
  });

  test('an order number where one is asked for is an order number, a small number is the choice', async () => {
    talk = await openTalk({ facts: NUMBERED });
    await talk.customer('Где мой заказ?');
    // Keys that share something have no number: they are not choices.
    const { buttons = [] } = talk.bot(/номер/i).content;
    const choices = buttons.filter(({ kind }) => kind === 'reply').map(({ label }) => label);
    const last = choices.indexOf('Позвать человека') + 1;
    expect(last).toBeGreaterThan(0);
    await talk.customer('1042');
    talk.bot(/./);
    expect(await pressed()).toEqual([]);
    expect((await talk.conversation()).flow).toBe('order-status');
    await talk.close();

    talk = await openTalk({ facts: NUMBERED });
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    await talk.customer(String(last));
    talk.bot(/сотрудники|очеред/);
    expect(await pressed()).toEqual(['Позвать человека']);
  });

  test('a number counts for our last message only', async () => {
    talk = await openTalk({ facts: NUMBERED, operators: ['Ольга'] });
    await talk.sends({ start: '' });
    talk.bot('Здравствуйте');
    const olga = talk.operator('Ольга');
    await olga.does({ do: 'claim' });
    talk.bot('Ольга');
    await olga.does({ do: 'reply', clientId: 'r', text: 'Сколько штук?' });
    talk.bot('Сколько штук?');
    await talk.customer('1');
    talk.silence();
    expect(await pressed()).toEqual([]);
  });

  test('a late number of a question that is over gets a sensible answer', async () => {
    talk = await openTalk({ facts: NUMBERED });
    await talk.customer('Где мой заказ?');
    talk.bot(/номер/i);
    await talk.later('31m');
    await talk.customer('1');
    talk.bot(/уже закрыли|не понял|Не уловил|меню/);
    talk.silence();
  });

  test('every message with choices brings the words that ask for a number, in the customer’s language', async () => {
    talk = await openTalk({ facts: NUMBERED, languageTag: 'uk' });
    await talk.sends({ start: '' });
    const greeting = talk.bot('Анно');
    expect(greeting.content.choose).toEqual({
      open: 'Вибрати',
      byNumber: 'Напишіть у відповідь номер варіанта.',
    });
    const { id } = await talk.conversation();
    const [, line] = await talk.store.readThread(id, { limit: 5 });
    expect(line?.kind === 'out' && line.content.choose).toBeFalsy();
    for (const locale of ['ru', 'en']) {
      await talk.happens({ type: 'message', messageId: `x${locale}`, content: { start: '' } }, locale);
    }
    expect(talk.channel.sent.every(({ content }) => (content.choose?.open ?? '').length <= 20)).toBe(true);
  });
});
