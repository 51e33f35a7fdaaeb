/** One engine, two messengers by webhook: what works in Telegram works in Viber, and neither waits for the other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import { viberSettings, webhookSettings } from '../support/channel-settings.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

let viber: ViberEmulator;
let open: OpenProduct;
let olga: OperatorClient;

beforeAll(async () => {
  viber = await startViberEmulator();
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
      ...viberSettings(viber),
    },
  });
  olga = await operatorOnDuty(open);
}, 30_000);

afterAll(async () => {
  await open.stop();
  await viber.close();
});

test('a customer in Viber is answered, gets a person and the bot again', async () => {
  const phone = viber.user('01234567890A=');
  const hears = (expected: RegExp) => phone.waitForMessage((message) => expected.test(message.text ?? ''));
  phone.text('Сколько стоит доставка курьером?');
  await hears(/390/);
  phone.tap('Да, помогло');
  await hears(/рад, что помог|Обращайтесь/);
  phone.text('оператор');
  await hears(/очеред/);
  const [row] = await olga.rows('queue');
  expect(row).toBeDefined();
  const id = row?.id ?? '';
  expect(await olga.does(id, { do: 'claim' })).toMatchObject({ ok: true });
  await hears(/на связи Ольга/);
  expect(await olga.does(id, { do: 'reply', text: 'Здравствуйте!' })).toMatchObject({ ok: true });
  await hears(/^Здравствуйте!$/);
  expect(await olga.does(id, { do: 'resolve', outcome: 'solved' })).toMatchObject({ ok: true });
  await hears(/Вопрос закрыт/);
  phone.text('Сколько стоит доставка курьером?');
  await hears(/390/);
});

test('Telegram by webhook works beside it', async () => {
  const phone = open.telegram.user(52_900);
  phone.person.languageCode = 'ru';
  phone.text('Сколько стоит доставка курьером?');
  const answer = await phone.waitForMessage((message) => /390/.test(message.text ?? ''));
  expect(answer.text).toMatch(/390/);
});

test('a webhook with a wrong secret or signature is refused, and nothing is stored', async () => {
  const before = await olga.rows('all');
  const update = {
    update_id: 1,
    message: { message_id: 1, date: 1, text: 'x', chat: { id: 1, type: 'private' } },
  };
  const forged = [
    fetch(`${open.url}/webhooks/telegram`, { method: 'POST', body: JSON.stringify(update) }),
    fetch(`${open.url}/webhooks/telegram`, {
      method: 'POST',
      body: JSON.stringify(update),
      headers: { 'x-telegram-bot-api-secret-token': 'a-secret-of-32-characters' },
    }),
    fetch(`${open.url}/webhooks/viber`, {
      method: 'POST',
      body: '{}',
      headers: { 'x-viber-content-signature': 'ab' },
    }),
  ];
  for (const answer of await Promise.all(forged)) expect(answer.status).toBe(401);
  expect(await olga.rows('all')).toHaveLength(before.length);
});
