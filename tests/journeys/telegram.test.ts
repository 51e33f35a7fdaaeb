/**
 * Telegram, whole, by webhook: a customer asks with a typo, taps, shows whose number it is and sees the order, sends and gets
 * pictures, talks to a person and to the bot again, blocks in the middle. Real product, real adapter, the emulator as the platform.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import type { WireMessage } from '../../bots/telegram/emulator/wire.ts';
import { inlineButtons } from '../../bots/telegram/emulator/world.ts';
import { PNG } from '../bots/support/test-deps.ts';
import { webhookSettings } from '../support/channel-settings.ts';
import { eventual } from '../support/eventual.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

interface Line {
  kind: string;
  content?: { text?: string; media?: { file?: string; mime?: string }[] };
  name?: string;
  delivery?: { state: string } | null;
}

jest.setTimeout(60_000);

let open: OpenProduct;
let olga: OperatorClient;
let phone: Phone;
let people = 0;

beforeAll(async () => {
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
    },
  });
  olga = await operatorOnDuty(open);
}, 60_000);

afterAll(() => open.stop());

beforeEach(() => {
  people += 1;
  phone = open.telegram.user(64_000 + people);
  phone.person.firstName = `Анна${people}`;
  phone.person.languageCode = 'ru';
  phone.person.phone = '79990001001';
});

describe('the bot', () => {
  test('greets, understands a typo and takes a tap', async () => {
    phone.start();
    await hears(new RegExp(`^(?:Здравствуйте|Доброе утро|Добрый вечер), Анна${people}!`));
    phone.text('скока стоит доставка куреьром');
    const answer = await hears(/390/);
    expect(inlineButtons(answer).map(({ text }) => text)).toContain('Да, помогло');
    phone.tap('Да, помогло');
    await hears(/рад, что помог|Обращайтесь/);
  });

  test('shows orders to the number that Telegram vouches for, and to no card of somebody else', async () => {
    phone.text('Где мой заказ?');
    await hears(/номер заказа/);
    phone.contact({ phone: '79990001002', userId: 1, name: 'Пётр' });
    await hears(/не видно, что номер ваш/);
    expect(phone.received().some(({ text = '' }) => text.includes('ML-'))).toBe(false);
    phone.contact();
    await hears(/ML-10/);
  });

  test('takes a forged tap for nothing', async () => {
    phone.text('меню');
    await hears(/Чем помочь/);
    phone.tapData(`${'A'.repeat(22)}.0`);
    await hears(/кнопка уже не работает/);
  });
});

describe('a person', () => {
  test('gets pictures, sends one, hands back to the bot', async () => {
    phone.text('оператор');
    await hears(/очеред/);
    const id = await conversationOf(phone);
    expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
    await hears(/на связи Ольга/);

    phone.photo(PNG, 'вот что пришло');
    const received = await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.find(({ content }) => content?.media?.[0]?.file !== undefined)?.content;
    }, 'the picture is copied');
    expect(received).toMatchObject({ text: 'вот что пришло', media: [{ mime: 'image/png' }] });

    const { file } = await olga.upload('new.png', PNG);
    const media = { file, name: 'new.png' };
    expect(await olga.does(id, { do: 'reply', text: 'Такой подойдёт?', media })).toMatchObject({ ok: true });
    const shown = await phone.waitForMessage((message) => message.photo !== undefined, 20_000);
    expect(shown.caption).toBe('Такой подойдёт?');

    const before = phone.received().length;
    phone.text('скока стоит доставка куреьром');
    await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.some(({ content }) => content?.text === 'скока стоит доставка куреьром');
    }, 'the question is on the screen');
    expect(phone.received()).toHaveLength(before);

    expect(await olga.does(id, { do: 'release', to: 'bot' })).toMatchObject({ ok: true });
    await hears(/Передаю вас обратно помощнику/);
    phone.text('скока стоит доставка куреьром');
    await hears(/390/);
  });

  test('sees that a customer blocked in the middle, and that they came back', async () => {
    phone.text('оператор');
    await hears(/очеред/);
    const id = await conversationOf(phone);
    await olga.does(id, { do: 'claim' });
    await hears(/на связи Ольга/);
    phone.block();
    await eventual(async () => (await threadOf(phone)).some(({ name }) => name === 'blocked'), 'the block');
    expect(await olga.does(id, { do: 'reply', text: 'Вы здесь?' })).toMatchObject({
      ok: false,
      code: 'unreachable',
    });
    phone.text('я вернулась');
    await eventual(
      async () => (await threadOf(phone)).some(({ name }) => name === 'unblocked'),
      'the return',
    );
    expect(await olga.does(id, { do: 'reply', text: 'С возвращением!' })).toMatchObject({ ok: true });
    await hears(/^С возвращением!$/);
  });
});

test('updates that come twice: every message once', async () => {
  phone.text('оператор');
  await hears(/очеред/);
  for (const text of ['раз', 'два', 'три']) phone.text(text);
  open.telegram.redeliver(3);
  const texts = await eventual(async () => {
    const lines = await threadOf(phone);
    const said = lines.flatMap(({ kind, content }) => (kind === 'in' ? [content?.text] : []));
    return said.length >= 4 ? said : undefined;
  }, 'all three');
  expect(texts).toEqual(['оператор', 'раз', 'два', 'три']);
});

function hears(expected: RegExp): Promise<WireMessage> {
  return phone.waitForMessage(({ text = '' }) => expected.test(text), 20_000);
}

async function conversationOf({ person }: Phone): Promise<string> {
  const row = await eventual(
    async () => (await olga.rows('all')).find(({ name }) => name === person.firstName),
    `the conversation of ${person.firstName}`,
  );
  return row.id;
}

async function threadOf(of: Phone): Promise<Line[]> {
  return olga.lines(await conversationOf(of));
}
