/**
 * WhatsApp, whole, by webhook: a typo, a list and buttons, an order by the number that WhatsApp vouches for, or by the number that
 * was asked for; pictures both ways, a person and the bot again, a closed window, a template, a lost answer, a new number.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WhatsAppEmulator } from '../../bots/whatsapp/emulator/emulator.ts';
import { startWhatsAppEmulator } from '../../bots/whatsapp/emulator/index.ts';
import type { Phone } from '../../bots/whatsapp/emulator/phone.ts';
import { visibleText } from '../../bots/whatsapp/emulator/spans.ts';
import { messageChange } from '../../bots/whatsapp/emulator/wire.ts';
import type { ShownMessage } from '../../bots/whatsapp/emulator/world.ts';
import { loadTemplates } from '../../src/content/message-templates.ts';
import { PNG } from '../bots/support/test-deps.ts';
import { webhookSettings, WHATSAPP_VERIFY_TOKEN, whatsappSettings } from '../support/channel-settings.ts';
import { eventual } from '../support/eventual.ts';
import { clockFrom, openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

interface Line {
  kind: string;
  content?: { text?: string; contact?: { own: boolean }; media?: { file?: string; mime?: string }[] };
  name?: string;
  delivery?: { state: string; reason: string | null; maybeTwice: boolean; price: object | null } | null;
}

const NOON = '2026-11-23T12:00:00+03:00';
const DAY_MS = 24 * 60 * 60_000;

let whatsapp: WhatsAppEmulator;
let open: OpenProduct;
let olga: OperatorClient;
let phone: Phone;
let people = 0;

beforeAll(async () => {
  whatsapp = await startWhatsAppEmulator({ clock: clockFrom(NOON) });
  open = await openProduct({
    at: NOON,
    env: {
      ...(await webhookSettings()),
      ...whatsappSettings(whatsapp),
      WHATSAPP_BUSINESS_ID: whatsapp.businessId,
    },
  });
  expect(await whatsapp.setWebhook(`${open.url}/webhooks/whatsapp`, WHATSAPP_VERIFY_TOKEN)).toBe(true);
  olga = await operatorOnDuty(open);
}, 60_000);

afterAll(async () => {
  await open.stop();
  await whatsapp.close();
});

beforeEach(() => {
  people += 1;
  phone = whatsapp.user(`7999555000${people}`);
  phone.chat.person.name = `Анна${people}`;
});

describe('the bot', () => {
  test('understands a typo, in one bubble with its buttons, and the desk sees that it was read and what it costs', async () => {
    phone.text('скока стоит доставка куреьром');
    const answer = await hears(/390/);
    expect(answer.buttons.map(({ label }) => label)).toContain('Да, помогло');
    expect(phone.received()).toHaveLength(1);
    phone.tap('Да, помогло');
    await hears(/рад, что помог|Обращайтесь/);
    await eventual(
      async () => phone.received().every(({ state }) => state === 'delivered'),
      'all is delivered',
    );
    phone.read();
    await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.some(({ delivery }) => delivery?.state === 'read' && delivery.price !== null);
    }, 'read, with its price');
  });

  test('offers the menu as a list that opens, and takes a row of it', async () => {
    phone.text('меню');
    const menu = await hears(/Чем помочь/);
    expect(menu.opens).toMatch(/\S/);
    expect(menu.buttons.length).toBeGreaterThan(3);
    phone.tap('Доставка');
    await hears(/достав/i);
  });

  test('knows the number that a customer writes from, and shows their order without a question', async () => {
    phone = whatsapp.user('79990001001');
    phone.text('Где мой заказ?');
    await hears(/ML-1007|ML-1020/);
  });

  test('asks whoever hides their number for it, and believes what was asked for', async () => {
    phone = whatsapp.user('79990001002');
    phone.chat.person.name = 'Пётр';
    phone.hide('petr_i');
    phone.text('Где мой заказ?');
    const asked = await phone.waitForMessage(({ buttons }) =>
      buttons.some(({ kind }) => kind === 'share-phone'),
    );
    expect(asked.from).toBe('shop');
    phone.contact({ phone: '79990001001', name: 'Сосед' });
    phone.tap('Share contact info');
    await hears(/ML-10/);
    const cards = (await threadOf(phone)).flatMap(({ content }) =>
      content?.contact ? [content.contact.own] : [],
    );
    expect(cards).toEqual([false, true]);
    expect(phone.received().some(({ text }) => text.includes('ML-1007'))).toBe(false);
  });

  test('takes a forged answer of a button for nothing', async () => {
    phone.text('меню');
    await hears(/Чем помочь/);
    phone.tapId(`${'A'.repeat(22)}.0`);
    await hears(/кнопка уже не работает/);
  });
});

describe('a person', () => {
  test('gets pictures, sends one, hands back to the bot', async () => {
    const id = await claimed();
    phone.photo(PNG, 'вот что пришло');
    const received = await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.find(({ content }) => content?.media?.[0]?.file !== undefined)?.content;
    }, 'the picture is copied');
    expect(received).toMatchObject({ text: 'вот что пришло', media: [{ mime: 'image/png' }] });

    const { file } = await olga.upload('new.png', PNG);
    const media = { file, name: 'new.png' };
    expect(await olga.does(id, { do: 'reply', text: 'Такой *подойдёт*?', media })).toMatchObject({
      ok: true,
    });
    const shown = await phone.waitForMessage(({ type }) => type === 'image');
    expect(visibleText(shown.text).replaceAll('\u200b', '')).toBe('Такой *подойдёт*?');
    expect(whatsapp.world.media.get(shown.media?.id ?? '')?.bytes.equals(PNG)).toBe(true);

    expect(await olga.does(id, { do: 'release', to: 'bot' })).toMatchObject({ ok: true });
    await hears(/Передаю вас обратно помощнику/);
    phone.text('Сколько стоит доставка курьером?');
    await hears(/390/);
  });

  test('sees that a customer blocked in the middle, and that they came back', async () => {
    const id = await claimed();
    phone.block();
    expect(await olga.does(id, { do: 'reply', text: 'Вы здесь?' })).toMatchObject({ ok: true });
    await eventual(async () => (await threadOf(phone)).some(({ name }) => name === 'blocked'), 'the block');
    expect(await olga.does(id, { do: 'reply', text: 'Ау?' })).toMatchObject({
      ok: false,
      code: 'unreachable',
    });
    phone.unblock();
    // WhatsApp does not tell of an unblocking: the first word does.
    phone.text('я вернулась');
    await eventual(
      async () => (await threadOf(phone)).some(({ content }) => content?.text === 'я вернулась'),
      'the return',
    );
    expect(await olga.does(id, { do: 'reply', text: 'С возвращением!' })).toMatchObject({ ok: true });
    await hears(/^С возвращением!$/);
  });

  test('who types on the phone with the same number takes the conversation over', async () => {
    phone.text('Сколько стоит доставка курьером?');
    await hears(/390/);
    phone.echo('Сейчас сам отвечу');
    const before = await eventual(async () => {
      const lines = await threadOf(phone);
      return lines.some(({ content }) => content?.text === 'Сейчас сам отвечу') && phone.received().length;
    }, 'the words are in the thread');
    phone.text('Сколько стоит доставка курьером?');
    await eventual(
      async () => (await threadOf(phone)).filter(({ kind }) => kind === 'in').length === 2,
      'the second question',
    );
    expect(phone.received()).toHaveLength(before);
  });
});

describe('after a day of silence', () => {
  /** Words of yesterday that come only now: the window that they opened is closed. */
  const wroteYesterday = async (text: string): Promise<string> => {
    const change = messageChange(whatsapp.world, phone.chat, whatsapp.world.nextId('wamid'), {
      type: 'text',
      text: { body: text },
      timestamp: String(Math.floor((whatsapp.world.clock.now() - DAY_MS - 60_000) / 1000)),
    });
    whatsapp.change(change);
    return conversationOf(phone);
  };
  const refusal = (text: string | RegExp) =>
    eventual(async () => {
      const lines = await threadOf(phone);
      const line = lines.find(
        ({ content }) => content?.text !== undefined && new RegExp(text).test(content.text),
      );
      return line?.delivery?.state === 'refused' && line.delivery.reason;
    }, 'the refusal');

  test("the bot's words are kept back here, with the reason at the desk; nothing leaves", async () => {
    await wroteYesterday('Сколько стоит доставка курьером?');
    expect(await refusal('390')).toContain('window-closed');
    expect(callsTo(phone)).toEqual([]);
  });

  test("an operator's words go as a template; what does not fit is refused with the reason", async () => {
    const loaded = loadTemplates('data/sample-shop');
    for (const { name, languages } of loaded.ok ? (loaded.templates['whatsapp'] ?? []) : []) {
      whatsapp.addTemplate({ name, language: 'ru', body: languages.ru?.body ?? '' });
    }
    const id = await wroteYesterday('оператор');
    expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
    expect(await olga.does(id, { do: 'reply', text: 'я'.repeat(1_200) })).toMatchObject({ ok: true });
    expect(await refusal(/^я{1200}$/)).toContain('window-closed');
    expect(await olga.does(id, { do: 'reply', text: 'Нашли вашу посылку.\nОна в Твери.' })).toMatchObject({
      ok: true,
    });
    const template = await phone.waitForMessage(({ type }) => type === 'template');
    expect(template.text).toContain('«Нашли вашу посылку. Она в Твери.»');
    expect(template.text).toContain('Ольга');
    phone.text('Спасибо!');
    await eventual(
      async () => (await threadOf(phone)).some(({ content }) => content?.text === 'Спасибо!'),
      'the answer',
    );
    expect(await olga.does(id, { do: 'reply', text: 'Пожалуйста!' })).toMatchObject({ ok: true });
    await hears(/^Пожалуйста!$/);
  });
});

describe('when things go wrong', () => {
  test('a send that was carried out but whose answer was cut is settled by its report and not sent twice', async () => {
    const id = await claimed();
    whatsapp.fault({ method: 'messages', address: phone.chat.person.userId, drop: 'mid' });
    expect(await olga.does(id, { do: 'reply', text: 'Это придёт один раз' })).toMatchObject({ ok: true });
    await hears(/^Это придёт один раз$/);
    await eventual(async () => {
      const lines = await threadOf(phone);
      const state = lines.find(({ content }) => content?.text === 'Это придёт один раз')?.delivery;
      return state?.state === 'delivered' && !state.maybeTwice;
    }, 'settled by the report');
    expect(await olga.does(id, { do: 'reply', text: 'А это следом' })).toMatchObject({ ok: true });
    await hears(/^А это следом$/);
    const once = phone.received().filter(({ text }) => text === 'Это придёт один раз');
    expect(once).toHaveLength(1);
  });

  test('twice, together, in another order: every message once', async () => {
    await claimed();
    whatsapp.hold();
    for (const text of ['раз', 'два', 'три']) phone.text(text);
    whatsapp.release({ together: true, shuffled: true });
    whatsapp.redeliver(1);
    const texts = await eventual(async () => {
      const said = (await threadOf(phone)).flatMap(({ kind, content }) =>
        kind === 'in' ? [content?.text] : [],
      );
      return said.length >= 4 && said;
    }, 'all three');
    expect(texts.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['два', 'оператор', 'раз', 'три']);
  });

  test('a new number is the same conversation', async () => {
    const id = await claimed();
    phone.changeNumber(`7999777000${people}`);
    phone.text('Это снова я');
    await eventual(
      async () => ((await olga.lines(id)) as Line[]).some(({ content }) => content?.text === 'Это снова я'),
      'the words in the same thread',
    );
    expect(await olga.does(id, { do: 'reply', text: 'Вижу вас' })).toMatchObject({ ok: true });
    await hears(/^Вижу вас$/);
  });

  test('too much at once to one person is held back and then told in order', async () => {
    const id = await claimed();
    whatsapp.fault({ method: 'messages', address: phone.chat.person.userId, status: 400, body: PAIR_RATE });
    for (const text of ['первое', 'второе']) {
      expect(await olga.does(id, { do: 'reply', text })).toMatchObject({ ok: true });
    }
    await hears(/^второе$/);
    expect(
      phone
        .received()
        .slice(-2)
        .map(({ text }) => text),
    ).toEqual(['первое', 'второе']);
  });

  test('a handshake with a wrong word, an event by GET, a forged signature', async () => {
    const url = `${open.url}/webhooks/whatsapp`;
    const wrong = '?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1';
    expect((await fetch(url + wrong)).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    const forged = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    });
    expect(forged.status).toBe(401);
  });
});

const PAIR_RATE = { error: { message: 'pair rate', type: 'OAuthException', code: 131056 } };

function hears(expected: RegExp): Promise<ShownMessage> {
  return phone.waitForMessage((message) => expected.test(visibleText(message.text)));
}

/** A conversation that Olga has taken. */
async function claimed(): Promise<string> {
  phone.text('оператор');
  await hears(/очеред/);
  const id = await conversationOf(phone);
  expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
  await hears(/на связи Ольга/);
  return id;
}

async function conversationOf({ chat }: Phone): Promise<string> {
  const row = await eventual(
    async () => (await olga.rows('all')).find(({ name }) => name === chat.person.name),
    `the conversation of ${chat.person.name}`,
  );
  return row.id;
}

async function threadOf(owner: Phone): Promise<Line[]> {
  return olga.lines(await conversationOf(owner));
}

function callsTo({ chat }: Phone): unknown[] {
  return whatsapp.calls().filter(({ params }) => params['recipient'] === chat.person.userId);
}
