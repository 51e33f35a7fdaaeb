/**
 * A paired phone, whole: the bot by numbers, an order opened by the number WhatsApp vouches for, a picture, a person at the desk,
 * a person on the phone, and a phone that logs us out in the middle. Real product, real adapter, the emulated phone behind its
 * driver; only the pauses between messages are short.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PLATFORMS } from '../../bots/registry.ts';
import type { FakePerson, SeenMessage } from '../../bots/whatsapp-web/emulator/fake-person.ts';
import { startFakeWhatsapp, type FakeWhatsapp } from '../../bots/whatsapp-web/emulator/fake-whatsapp.ts';
import {
  createWhatsappWebAdapter,
  whatsappWebPlatform,
  type WhatsappWebConfig,
} from '../../bots/whatsapp-web/index.ts';
import { systemRandom, type Clock } from '../../src/core/clock.ts';
import { PNG } from '../bots/support/test-deps.ts';
import { clockFrom, openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

const NOON = '2026-11-23T12:00:00+03:00';
/** A customer of the sample shop. */
const ANNA = '79990001001@c.us';
const PHONE = '/api/channels/whatsapp-web%3Amain';

let whatsapp: FakeWhatsapp;
let open: OpenProduct;
let olga: OperatorClient;
let anna: FakePerson;

jest.setTimeout(90_000);

beforeAll(async () => {
  const clock = clockFrom(NOON);
  whatsapp = startFakeWhatsapp({ clock, random: systemRandom });
  open = await openProduct({
    at: NOON,
    env: { WHATSAPP_WEB_ENABLED: 'yes' },
    platforms: {
      ...PLATFORMS,
      'whatsapp-web': {
        ...whatsappWebPlatform,
        create: (config, deps) =>
          createWhatsappWebAdapter(
            config as WhatsappWebConfig,
            { ...deps, clock: hurried(deps.clock) },
            whatsapp.make,
          ),
      },
    },
  });
  olga = await operatorOnDuty(open);
  anna = whatsapp.person(ANNA, 'Анна Смирнова');
}, 60_000);

afterAll(() => open.stop());

test('nobody is answered before the code is scanned, and everybody after', async () => {
  await eventually(async () => (await phoneRow())['code'] ?? undefined, 'a code for the admin');
  whatsapp.scan();
  await eventually(async () => (await phoneRow())['is'] === 'ready', 'paired');
  anna.text('Здравствуйте');
  const greeting = await hears(/^(?:Здравствуйте|Доброе утро|Добрый вечер)/);
  expect(greeting.text).toMatch(/1\. \S/);
});

describe('the bot', () => {
  test('takes the number of a choice, and the words', async () => {
    anna.text('меню');
    const menu = await hears(/Чем помочь/);
    const [, number = ''] = /^(\d+)\. Доставка/m.exec(menu.text) ?? [];
    anna.text(number);
    await hears(/достав/i);
    anna.text('скока стоит доставка куреьром');
    const answer = await hears(/390/);
    expect(answer.text).toMatch(/\d\. Да, помогло/);
    anna.text('Да, помогло');
    await hears(/рад, что помог|Обращайтесь/);
  });

  test('opens an order to the number that WhatsApp vouches for', async () => {
    anna.text('Где мой заказ?');
    await hears(/ML-\d+|заказ/);
    anna.text('ML-1007');
    await hears(/ML-1007.*уже в пути/);
  });
});

describe('people', () => {
  test('an operator gets the picture, answers with words and a picture, and sees what was read', async () => {
    anna.text('оператор');
    await hears(/очеред/);
    const id = await conversation();
    expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
    anna.photo(PNG, 'вот что пришло');
    await eventually(
      async () => (await lines(id)).some(({ content }) => content?.media?.[0]?.file !== undefined),
      'the picture is copied',
    );
    const { file } = await olga.upload('new.png', PNG);
    await olga.does(id, { do: 'reply', text: 'Такой подойдёт?', media: { file, name: 'new.png' } });
    const shown = await hears(/Такой подойдёт/);
    expect(shown.hasMedia).toBe(true);
    anna.read();
    await eventually(
      async () => (await lines(id)).some(({ delivery }) => delivery?.state === 'read'),
      'it is marked as read',
    );
    await olga.does(id, { do: 'resolve', outcome: 'solved' });
    await hears(/Вопрос закрыт/);
  });

  test('whoever answers on the phone has the conversation, and the bot is silent', async () => {
    anna.hearsFromPhone('Анна, это Мария, я вам перезвоню');
    const id = await conversation();
    await eventually(
      async () => (await lines(id)).some(({ name }) => name === 'external-takeover'),
      'somebody outside has it',
    );
    const before = anna.received().length;
    anna.text('хорошо, жду');
    await eventually(
      async () => (await lines(id)).some(({ content }) => content?.text === 'хорошо, жду'),
      'it is in the thread',
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(anna.received().slice(before)).toEqual([]);
  });
});

test('logged out in the middle: the reply waits, the admin is told, and it goes out after pairing again', async () => {
  const id = await conversation();
  expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
  await hears(/на связи Ольга/);
  whatsapp.unlink();
  await eventually(async () => (await phoneRow())['is'] === 'logged-out', 'the admin sees it');
  await olga.does(id, { do: 'reply', text: 'Вы ещё тут?' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(anna.received().some(({ text }) => text === 'Вы ещё тут?')).toBe(false);
  await olga.ask('POST', `${PHONE}/pair`);
  await eventually(async () => (await phoneRow())['is'] === 'pairing', 'a new code');
  whatsapp.scan();
  await hears(/Вы ещё тут/);
  expect(anna.received().filter(({ text }) => text === 'Вы ещё тут?')).toHaveLength(1);
});

test('switched off: the reply waits in its row; on again, it goes out', async () => {
  const id = await conversation();
  await olga.ask('PUT', `${PHONE}/switch`, { on: false });
  expect(whatsapp.running).toBe(0);
  await olga.does(id, { do: 'reply', text: 'Мы вернулись' });
  await eventually(async () => (await channelRow())['waiting'] === 1, 'it waits');
  anna.text('ау');
  await olga.ask('PUT', `${PHONE}/switch`, { on: true });
  await hears(/Мы вернулись/);
  await eventually(
    async () => (await lines(id)).some(({ content }) => content?.text === 'ау'),
    'what she wrote meanwhile is fetched',
  );
});

/** The pauses between messages pass fifty times as fast. */
function hurried(clock: Clock): Clock {
  return { ...clock, after: (ms, fn) => clock.after(ms >= 2_000 && ms <= 5_000 ? ms / 50 : ms, fn) };
}

interface Line {
  name?: string;
  content?: { text?: string; media?: { file?: string }[] };
  delivery?: { state: string } | null;
}

let heard = 0;

/** A message that came after the last one that was waited for. */
async function hears(expected: RegExp): Promise<SeenMessage> {
  const found = await eventually(
    async () => {
      const index = anna.received().findIndex(({ text }, at) => at >= heard && expected.test(text));
      return index < 0 ? undefined : { index, message: anna.received()[index]! };
    },
    `${expected} among ${JSON.stringify(
      anna
        .received()
        .slice(heard)
        .map(({ text }) => text),
    )}`,
  );
  heard = found.index + 1;
  return found.message;
}

async function channelRow(): Promise<Record<string, unknown>> {
  const { channels } = await olga.ask('GET', '/api/channels');
  return (channels as Record<string, unknown>[]).find(({ platform }) => platform === 'whatsapp-web') ?? {};
}

async function phoneRow(): Promise<Record<string, unknown>> {
  return (await channelRow())['phone'] as Record<string, unknown>;
}

async function conversation(): Promise<string> {
  const row = await eventually(
    async () => (await olga.rows('all')).find(({ name }) => name === 'Анна Смирнова'),
    'her conversation',
  );
  return row.id;
}

async function lines(id: string): Promise<Line[]> {
  return olga.lines(id);
}

/** The first value that is there. */
async function eventually<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error(`never happened: ${what}`);
}
