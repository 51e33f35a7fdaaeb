/**
 * A visitor of the shop's site, whole: question with a typo, buttons, pictures both ways, phone, order, a person and the bot
 * again, with a restart of the product in the middle. Real HTTP, real files; only the browser is played.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signIdentity } from '../../bots/webchat/emulator/sign-identity.ts';
import { createVisitor, textOf, type VisitorClient } from '../../bots/webchat/emulator/visitor.ts';
import { clockFrom, openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';
import { freePort } from '../support/free-port.ts';
import { eventually, PNG } from '../bots/support/test-deps.ts';

const SHOP = 'https://shop.example';
const SECRET = 'a-secret-that-only-the-shops-back-end-knows';
const MONDAY = '2026-11-23T12:00:00+03:00';
const SUNDAY_NIGHT = '2026-11-22T23:30:00+03:00';

let folder: string;
let env: Record<string, string>;
let open: OpenProduct;
let olga: OperatorClient;
const visitors: VisitorClient[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prilavok-webchat-journey-'));
  const port = String(await freePort());
  env = { PORT: port, DATA_DIR: folder, WEBCHAT_ORIGINS: SHOP, WEBCHAT_IDENTITY_SECRET: SECRET };
  open = await openProduct({ env, at: MONDAY });
  // Her session outlives the restarts.
  olga = await operatorOnDuty(open);
}, 30_000);

afterAll(async () => {
  for (const visitor of visitors) await visitor.disconnect();
  await open.stop();
  await rm(folder, { recursive: true, force: true });
});

async function arrive(session: { locale: string; identity?: string }): Promise<VisitorClient> {
  const visitor = createVisitor({ url: `${open.url}/chat/main`, origin: SHOP, session });
  visitors.push(visitor);
  await visitor.open();
  visitor.connect();
  return visitor;
}

/** The conversation of this visitor as the desk sees it: the newest in a view. */
async function inQueue(): Promise<string> {
  await eventually(async () => (await olga.rows('queue')).length > 0, 'somebody waits');
  return (await olga.rows('queue'))[0]?.id ?? '';
}

describe('a visitor who writes in Russian', () => {
  let anna: VisitorClient;
  let id: string;

  test('is greeted, asks with a typo and says that it helped', async () => {
    anna = await arrive({ locale: 'ru' });
    await anna.post({ kind: 'start', payload: '' });
    await anna.hears(/Мята и Лён/);
    await anna.says('скока стоит доставка куреьром');
    await anna.hears(/390/);
    await anna.taps('Да, помогло');
    await anna.hears(/рад, что помог|Обращайтесь/);
  });

  test('gives a number, which proves nothing here, and gets the order by its last digits', async () => {
    await anna.says('где мой заказ?');
    const asked = await anna.hears(/номер заказа/);
    expect(asked.buttons.map(({ kind }) => kind)).toContain('share-phone');
    await anna.post({ kind: 'phone', phone: '+7 999 000-10-01', name: 'Анна' });
    await anna.hears(/не видно, что номер ваш/);
    await anna.says('ML-1001');
    await anna.hears(/Прежде чем рассказать/);
    await anna.says('1001');
    await anna.hears(/ML-1001.*получен и закрыт/);
  });

  test('asks for a person and shows a picture; both see each other through a restart of the product', async () => {
    await anna.says('оператор');
    await anna.hears(/очеред/);
    id = await inQueue();
    expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
    await anna.hears(/на связи Ольга/);
    const file = await anna.uploads(PNG, 'порвался шов.png');
    await anna.post({ kind: 'files', files: [file.id], text: 'Вот что пришло' });
    const seen = async () => JSON.stringify(await olga.lines(id));
    await eventually(async () => (await seen()).includes('порвался шов.png'), 'the picture is at the desk');
    expect(await seen()).toMatch(/"file":"[\w-]{22}\.png"/);

    await open.stop();
    const written = anna.says('Вы здесь?');
    open = await openProduct({ env, at: MONDAY });
    await written;
    await eventually(async () => (await seen()).includes('Вы здесь?'), 'what was written meanwhile came');

    await olga.ask('POST', `/api/conversations/${id}/seen`);
    const said = anna.items().findLast((item) => textOf(item) === 'Вы здесь?');
    await eventually(() => anna.knows.marks.seen === said?.seq, 'she sees that it was seen');
    let typing = false;
    anna.watch((event) => (typing ||= event.event === 'typing'));
    await olga.ask('PUT', `/api/conversations/${id}/draft`, { text: 'Да! В' });
    await eventually(() => typing, 'she sees that somebody writes');

    const { file: stored, name } = await olga.upload('бланк.png', PNG);
    const media = { file: stored, name };
    expect(await olga.does(id, { do: 'reply', text: 'Да! Вот бланк.', media })).toMatchObject({ ok: true });
    const blank = await anna.hears(/^Да! Вот бланк\.$/);
    expect(blank.files).toMatchObject([{ kind: 'photo', name: 'бланк.png' }]);
    const down = await anna.downloads(blank.files[0]?.id ?? '');
    expect(down && Buffer.from(down.bytes).equals(PNG)).toBe(true);
    await anna.reads();
    await eventually(async () => (await seen()).includes('"read"'), 'the desk sees that it was read');
  }, 60_000);

  test('is told when it is done, and the bot answers again; nothing was shown twice', async () => {
    expect(await olga.does(id, { do: 'resolve', outcome: 'solved' })).toMatchObject({ ok: true });
    await anna.hears(/Вопрос закрыт/);
    const before = anna.items().length;
    await anna.says('Сколько стоит доставка курьером?');
    await eventually(
      () =>
        anna
          .items()
          .slice(before)
          .some((item) => /390/.test(textOf(item))),
      'an answer',
    );
    expect(anna.knows.repeats).toBe(0);
    const shown = anna
      .items()
      .filter(({ from }) => from === 'visitor')
      .map(textOf);
    expect(shown.filter((text) => text === 'Вы здесь?')).toHaveLength(1);
    const reloaded = createVisitor({
      url: `${open.url}/chat/main`,
      origin: SHOP,
      token: anna.knows.token ?? '',
    });
    await reloaded.open();
    expect(reloaded.items()).toEqual(anna.items().slice(-50));
  });
});

test('a customer for whom the shop vouches sees her orders at once', async () => {
  const expires = Math.floor(clockFrom(MONDAY).now() / 1_000) + 3_600;
  const identity = signIdentity(SECRET, {
    user: 'c03',
    name: 'Олена Дем’яненко',
    phone: '79990001003',
    expires,
  });
  const olena = await arrive({ locale: 'uk', identity });
  await olena.says('де моє замовлення?');
  await olena.hears(/ML-10/);
});

test('a visitor goes on in Telegram by a code that works once, and is one person at the desk', async () => {
  const vera = await arrive({ locale: 'ru' });
  await vera.says('Сколько стоит доставка курьером?');
  await vera.hears(/390/);
  const telegram = open.product.channels.adapters.get('telegram:main');
  await eventually(() => telegram?.contactAddress?.() != null, 'the bot knows its name');
  await vera.says('пишите мне в телеграм');
  const offer = await vera.hears(/Где вам удобнее/);
  const link = offer.buttons.find((button) => button.kind === 'url' && button.url.includes('t.me'));
  const code = link?.kind === 'url' ? new URL(link.url).searchParams.get('start') : null;
  const phone = open.telegram.user(54_321);
  phone.person.languageCode = 'ru';
  phone.start(code ?? '');
  await phone.waitForMessage((message) => /мы вас узнали/.test(message.text ?? ''));
});

test('the same in English', async () => {
  const sean = await arrive({ locale: 'en-GB' });
  await sean.says('how much is curier delivry');
  await sean.hears(/390/);
});

test('after hours a message is left, and waits for people with its address', async () => {
  await open.stop();
  open = await openProduct({ env, at: SUNDAY_NIGHT });
  const late = await arrive({ locale: 'ru' });
  const config = await (await late.call('GET', 'config')).json();
  expect(config).toMatchObject({ shopName: 'Мята и Лён', desk: { is: 'closed', timeZone: 'Europe/Moscow' } });
  await late.post({ kind: 'leave', text: 'Напишите мне утром', name: 'Вера', email: 'vera@shop.example' });
  await late.hears(/./);
  const id = await inQueue();
  expect(JSON.stringify(await olga.lines(id))).toContain('vera@shop.example');
}, 60_000);

test('the frame opens only inside the shop, and webhooks have no way past the door', async () => {
  const config = await fetch(`${open.url}/chat/main/api/config`, {
    headers: { origin: 'https://evil.example' },
  });
  expect(config.status).toBe(403);
  const past = await fetch(`${open.url}/webhooks/webchat`, { method: 'POST', body: '{}' });
  expect(past.status).toBe(404);
});
