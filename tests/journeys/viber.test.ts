/**
 * Viber, whole, by webhook: a visitor is welcomed, asks with a typo, taps, looks up an order, sends and gets pictures, talks to a
 * person and to the bot again, blocks in the middle. Real product, real adapter, the emulator as the platform.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import { labelOf, type Phone } from '../../bots/viber/emulator/phone.ts';
import type { ShownMessage } from '../../bots/viber/emulator/world.ts';
import { PNG } from '../bots/support/test-deps.ts';
import { viberSettings, webhookSettings } from '../support/channel-settings.ts';
import { eventual } from '../support/eventual.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

interface Line {
  kind: string;
  content?: { text?: string; start?: string; contact?: object; media?: { file?: string; mime?: string }[] };
  name?: string;
  delivery?: { state: string } | null;
}

jest.setTimeout(60_000);

let viber: ViberEmulator;
let open: OpenProduct;
let olga: OperatorClient;
let phone: Phone;
let people = 0;

beforeAll(async () => {
  viber = await startViberEmulator();
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
      ...viberSettings(viber),
    },
  });
  olga = await operatorOnDuty(open);
}, 60_000);

afterAll(async () => {
  await open.stop();
  await viber.close();
});

beforeEach(() => {
  people += 1;
  phone = viber.user(`journey${people}=`);
  phone.chat.name = `Анна${people}`;
  phone.chat.language = 'ru';
  phone.chat.phone = '79990001001';
});

describe('the bot', () => {
  test('welcomes a visitor; the keys of the welcome mean what they say', async () => {
    phone.start();
    const welcome = await hears(new RegExp(`^(?:Здравствуйте|Доброе утро|Добрый вечер), Анна${people}!`));
    expect(welcome.senderName).toMatch(/\S/);
    const labels = (phone.keyboard() ?? []).map(labelOf);
    expect(labels).toEqual(expect.arrayContaining(['Где мой заказ?', 'Доставка', 'Позвать человека']));
    for (const [label, answer] of [
      ['Доставка', /достав/i],
      ['Где мой заказ?', /номер заказа/],
      ['Позвать человека', /очеред/],
    ] as const) {
      const keys = phone.keyboard() ?? [];
      if (keys.some((key) => labelOf(key) === label)) phone.tap(label);
      else phone.text(label);
      await hears(answer);
    }
  });

  test('does not greet twice who came by a deep link, and shows people what the link said', async () => {
    phone.start('ord_42');
    await hears(/^(?:Здравствуйте|Доброе утро|Добрый вечер)/);
    phone.text('Здравствуйте!');
    await hears(/^(?:Здравствуйте|Доброе утро|Добрый вечер)/);
    expect(phone.received()).toHaveLength(2);
    const lines = await threadOf(phone);
    expect(lines.find(({ kind }) => kind === 'in')).toMatchObject({ content: { start: 'ord_42' } });
  });

  test('understands a typo, takes a tap, and the keys stay in the chat until they are used', async () => {
    phone.text('скока стоит доставка куреьром');
    const answer = await hears(/390/);
    expect(answer.keyboard?.map(labelOf)).toContain('Да, помогло');
    phone.tap('Да, помогло');
    await hears(/рад, что помог|Обращайтесь/);
    expect(phone.messages().every(({ text }) => !text.includes('prilavok:'))).toBe(true);
  });

  test('shows an order after a proof; a shared number is kept and proves nothing', async () => {
    phone.text('Где мой заказ?');
    const asked = await hears(/номер заказа/);
    // Viber vouches for nobody's number: the key that would lead nowhere is not offered.
    expect(asked.text).not.toContain('поделитесь');
    expect(asked.keyboard?.map(({ ActionType }) => ActionType)).not.toContain('share-phone');
    phone.contact();
    await hears(/не видно, что номер ваш/);
    phone.text('ML-1007');
    await hears(/Прежде чем рассказать/);
    phone.text('1001');
    await hears(/ML-1007.*уже в пути/);
    expect(phone.received().some(({ text }) => text.includes('ML-1020'))).toBe(false);
    const lines = await threadOf(phone);
    expect(lines).toContainEqual(
      expect.objectContaining({
        content: expect.objectContaining({ contact: expect.objectContaining({ own: false }) }),
      }),
    );
  });

  test('takes a forged tap for nothing', async () => {
    phone.text('меню');
    await hears(/Чем помочь/);
    phone.send({ type: 'text', text: `prilavok:${'A'.repeat(22)}.0` });
    await hears(/кнопка уже не работает/);
    const other = viber.user('thief=');
    other.chat.language = 'ru';
    const stolen = phone.received()[0]?.keyboard?.[0]?.ActionBody ?? '';
    expect(stolen).toMatch(/^prilavok:/);
    other.send({ type: 'text', text: stolen });
    await other.waitForMessage(({ text }) => /кнопка уже не работает/.test(text));
  });
});

describe('a person', () => {
  test('gets pictures, sends one under their name, hands back to the bot', async () => {
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

    const { file: uploaded } = await olga.upload('new.png', PNG);
    const media = { file: uploaded, name: 'new.png' };
    expect(await olga.does(id, { do: 'reply', text: 'Такой подойдёт?', media })).toMatchObject({ ok: true });
    const shown = await phone.waitForMessage(({ type }) => type === 'picture');
    expect(shown).toMatchObject({ text: 'Такой подойдёт?', senderName: 'Ольга Петрова' });
    const file = await eventual(async () => viber.world.files.get(shown.file ?? ''), 'it is on the phone');
    expect(file.bytes.equals(PNG)).toBe(true);

    phone.read();
    await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.some(
        (line) => line.content?.text === 'Такой подойдёт?' && line.delivery?.state === 'read',
      );
    }, 'the console says that it was read');

    expect(await olga.does(id, { do: 'release', to: 'bot' })).toMatchObject({ ok: true });
    await hears(/Передаю вас обратно помощнику/);
    phone.text('скока стоит доставка куреьром');
    const answer = await hears(/390/);
    expect(answer.senderName).not.toBe('Ольга Петрова');
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

test('a customer who blocks in the middle of a flow stops it there; nothing is tried again', async () => {
  phone.text('Где мой заказ?');
  await hears(/номер заказа/);
  viber.fault({
    method: 'send_message',
    address: phone.chat.userId,
    body: { status: 6, status_message: 'receiverNotSubscribed' },
  });
  phone.text('ML-1007');
  await eventual(async () => {
    const lines = await threadOf(phone);
    return lines.some(({ delivery }) => delivery?.state === 'refused');
  }, 'the refusal');
  const before = sends();
  phone.text('меню');
  await hears(/./);
  await eventual(async () => sends() === before + 1, 'the answer, and nothing before it');
});

test('callbacks that come twice and in the wrong order: every message once', async () => {
  phone.text('оператор');
  await hears(/очеред/);
  viber.shuffle(3);
  for (const text of ['раз', 'два', 'три']) phone.text(text);
  viber.redeliver(3);
  const texts = await eventual(async () => {
    const said = (await threadOf(phone)).flatMap(({ kind, content }) =>
      kind === 'in' ? [content?.text] : [],
    );
    return said.length >= 4 ? said : undefined;
  }, 'all three');
  expect(texts).toHaveLength(4);
  expect(new Set(texts)).toEqual(new Set(['оператор', 'раз', 'два', 'три']));
});

function hears(expected: RegExp): Promise<ShownMessage> {
  return phone.waitForMessage((message) => expected.test(message.text));
}

async function conversationOf({ chat }: Phone): Promise<string> {
  const row = await eventual(
    async () => (await olga.rows('all')).find(({ name }) => name === chat.name),
    `the conversation of ${chat.name}`,
  );
  return row.id;
}

async function threadOf(owner: Phone): Promise<Line[]> {
  return olga.lines(await conversationOf(owner));
}

function sends(): number {
  const { userId } = phone.chat;
  return viber
    .calls()
    .filter(({ method, params }) => method === 'send_message' && params['receiver'] === userId).length;
}
