/** Two Viber bots in one process: each is answered by its own, and what befalls one does not befall the other. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import { webhookSettings } from '../support/channel-settings.ts';
import { eventual } from '../support/eventual.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { setUpOperator, type OperatorClient } from '../support/operator-client.ts';

jest.setTimeout(60_000);

const PERSON = 'same-person=';
let retail: ViberEmulator;
let opt: ViberEmulator;
let open: OpenProduct;
let olga: OperatorClient;

beforeAll(async () => {
  retail = await startViberEmulator();
  opt = await startViberEmulator({ token: 'the-token-of-the-second-bot' });
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
      TELEGRAM_MODE: 'poll',
      VIBER_ACCOUNTS: 'main,opt',
      VIBER_AUTH_TOKEN: retail.token,
      VIBER_API_ROOT: retail.apiRoot,
      VIBER_OPT_AUTH_TOKEN: opt.token,
      VIBER_OPT_API_ROOT: opt.apiRoot,
    },
  });
  olga = await setUpOperator(open);
}, 60_000);

afterAll(async () => {
  await open?.stop();
  await retail.close();
  await opt.close();
});

test('each has its webhook, its people and its answers', async () => {
  await eventual(async () => opt.world.webhook ?? undefined, 'both webhooks stand');
  expect(new URL(retail.world.webhook ?? '').pathname).toBe('/webhooks/viber');
  expect(new URL(opt.world.webhook ?? '').pathname).toBe('/webhooks/viber/opt');
  const phones = [retail.user(PERSON), opt.user(PERSON)];
  for (const phone of phones) {
    phone.chat.language = 'ru';
    phone.text('Сколько стоит доставка курьером?');
    await phone.waitForMessage(({ text }) => /390/.test(text));
  }
  expect(phones.map((phone) => phone.received().length)).toEqual([1, 1]);
  // The same id with two bots is two people: ids are each bot's own.
  expect(await olga.rows('all')).toHaveLength(2);
});

test('one that is down holds up nobody else, and loses nothing', async () => {
  const [quiet, heard] = [retail.user('quiet='), opt.user('heard=')];
  retail.fault({ method: 'send_message', body: { status: 12 }, times: Infinity });
  quiet.chat.language = 'ru';
  heard.chat.language = 'ru';
  quiet.text('Сколько стоит доставка курьером?');
  heard.text('Сколько стоит доставка курьером?');
  await heard.waitForMessage(({ text }) => /390/.test(text));
  expect(quiet.received()).toEqual([]);
  retail.clearFaults();
  await quiet.waitForMessage(({ text }) => /390/.test(text));
  expect(quiet.received()).toHaveLength(1);
});
