/** Two numbers of one WhatsApp app: Meta knows one address, each conversation belongs to its own number, one key serves both. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WhatsAppEmulator } from '../../bots/whatsapp/emulator/emulator.ts';
import type { Phone } from '../../bots/whatsapp/emulator/phone.ts';
import { startWhatsAppEmulator } from '../../bots/whatsapp/emulator/index.ts';
import { eventually } from '../bots/support/test-deps.ts';
import { webhookSettings, WHATSAPP_VERIFY_TOKEN, whatsappSettings } from '../support/channel-settings.ts';
import { clockFrom, openProduct, type OpenProduct } from '../support/open-product.ts';

const NOON = '2026-11-23T12:00:00+03:00';
const WHOLESALE = '106540000000002';
const CUSTOMER = '79995550042';

let whatsapp: WhatsAppEmulator;
let open: OpenProduct;
let env: Record<string, string>;

beforeAll(async () => {
  whatsapp = await startWhatsAppEmulator({ clock: clockFrom(NOON) });
  whatsapp.addNumber(WHOLESALE, '+7 999 000-00-02');
  env = {
    ...(await webhookSettings()),
    WHATSAPP_ACCOUNTS: 'main,opt',
    ...whatsappSettings(whatsapp),
    WHATSAPP_OPT_PHONE_NUMBER_ID: WHOLESALE,
  };
  open = await openProduct({ at: NOON, env });
  await whatsapp.setWebhook(`${open.url}/webhooks/whatsapp`, WHATSAPP_VERIFY_TOKEN);
}, 60_000);

afterAll(async () => {
  await open.stop();
  await whatsapp.close();
});

test('a customer who writes to both is answered by both, each for itself, even in one call', async () => {
  const retail = whatsapp.user(CUSTOMER);
  const wholesale = whatsapp.user(CUSTOMER, WHOLESALE);
  whatsapp.hold();
  retail.text('Сколько стоит доставка курьером?');
  wholesale.text('меню');
  whatsapp.release({ together: true });
  await retail.waitForMessage(({ text }) => /390/.test(text));
  await wholesale.waitForMessage(({ text }) => /Чем помочь/.test(text));
  expect([retail.received().length, wholesale.received().length]).toEqual([1, 1]);
  expect(new Set(whatsapp.deliveries().map(({ status }) => status))).toEqual(new Set([200]));
});

test('the address of the second number answers too, with the same word', async () => {
  expect(await whatsapp.setWebhook(`${open.url}/webhooks/whatsapp/opt`, WHATSAPP_VERIFY_TOKEN)).toBe(true);
  const retail = whatsapp.user(CUSTOMER);
  retail.text('меню');
  await retail.waitForMessage(({ text }) => /Чем помочь/.test(text));
});

test('a number that rests loses nothing: Meta keeps its words, the others go through at once and once', async () => {
  const retail = whatsapp.user('79995550043');
  const wholesale = whatsapp.user('79995550043', WHOLESALE);
  const opt = open.product.channels.switches.get('whatsapp:opt');
  await opt?.setOn(false);
  await exchangeInOneCall(retail, wholesale);
  expect(wholesale.received()).toEqual([]);
  expect(whatsapp.deliveries().at(-1)?.status).toBe(503);
  await opt?.setOn(true);
  await wholesale.waitForMessage(({ text }) => /Чем помочь/.test(text), 20_000);
  await eventually(() => whatsapp.deliveries().at(-1)?.status === 200, 'the call was taken in the end');
  expect([retail.received().length, wholesale.received().length]).toEqual([1, 1]);
}, 60_000);

test('so does the number whose address Meta knows', async () => {
  await whatsapp.setWebhook(`${open.url}/webhooks/whatsapp`, WHATSAPP_VERIFY_TOKEN);
  const retail = whatsapp.user('79995550044');
  const wholesale = whatsapp.user('79995550044', WHOLESALE);
  const main = open.product.channels.switches.get('whatsapp:main');
  await main?.setOn(false);
  await exchangeInOneCall(wholesale, retail);
  expect(retail.received()).toEqual([]);
  await main?.setOn(true);
  await retail.waitForMessage(({ text }) => /Чем помочь/.test(text), 20_000);
  await eventually(() => whatsapp.deliveries().at(-1)?.status === 200, 'the call was taken in the end');
  expect([retail.received().length, wholesale.received().length]).toEqual([1, 1]);
}, 60_000);

test('what is switched off by its settings is not taken for a stranger either', async () => {
  await open.stop();
  open = await openProduct({ at: NOON, env: { ...env, WHATSAPP_OPT_ENABLED: 'no' } });
  const retail = whatsapp.user('79995550045');
  const wholesale = whatsapp.user('79995550045', WHOLESALE);
  await exchangeInOneCall(retail, wholesale);
  expect(whatsapp.deliveries().at(-1)?.status).toBe(503);
  await open.stop();
  open = await openProduct({ at: NOON, env });
  await wholesale.waitForMessage(({ text }) => /Чем помочь/.test(text), 30_000);
  expect(wholesale.received().length).toBe(1);
}, 90_000);

/** Both write in one call; `answered` gets an answer, though Meta was not told that all is well. */
async function exchangeInOneCall(answered: Phone, silent: Phone): Promise<void> {
  whatsapp.hold();
  answered.text('Сколько стоит доставка курьером?');
  silent.text('меню');
  whatsapp.release({ together: true });
  await answered.waitForMessage(({ text }) => /390/.test(text), 20_000);
}
