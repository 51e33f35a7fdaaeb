/** Two Telegram bots in one process: each with its own webhook, words and troubles; one that is dead changes nothing for the other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator, type Phone } from '../../bots/telegram/emulator/index.ts';
import { webhookSettings, type Settings } from '../support/channel-settings.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

const OPT_TOKEN = `777000777:${'o'.repeat(35)}`;
const PERSON = 52_777;

let wholesale: TelegramEmulator;
let webhook: Settings;
let open: OpenProduct;
let olga: OperatorClient;
const settings = () => ({
  ...webhook,
  TELEGRAM_ACCOUNTS: 'main,opt',
  TELEGRAM_OPT_BOT_TOKEN: OPT_TOKEN,
  TELEGRAM_OPT_WEBHOOK_SECRET: 'another-secret-of-32-characters-or-more',
  TELEGRAM_OPT_API_ROOT: wholesale.apiRoot,
});

beforeAll(async () => {
  // A network of its own, so that it can die alone.
  wholesale = await startTelegramEmulator();
  wholesale.addBot(OPT_TOKEN, 'wholesale_bot');
  webhook = await webhookSettings();
  open = await openProduct({ env: settings() });
  olga = await operatorOnDuty(open);
}, 30_000);

afterAll(async () => {
  await open.stop();
  await wholesale.close();
});

const ofMain = (id = PERSON): Phone => russian(open.telegram.user(id));
const ofOpt = (id = PERSON): Phone => russian(wholesale.user(id, OPT_TOKEN));
function russian(phone: Phone): Phone {
  phone.person.languageCode = 'ru';
  return phone;
}
const hears = (phone: Phone, expected: RegExp) =>
  phone.waitForMessage((message) => expected.test(message.text ?? ''), 20_000);
const ASK = 'Сколько стоит доставка курьером?';

test('each has a webhook and a secret of its own, and refuses the other’s', async () => {
  const main = open.telegram.world.bots.get(open.telegram.token)!.updates.webhook;
  const opt = wholesale.world.bots.get(OPT_TOKEN)!.updates.webhook;
  expect([main?.url, opt?.url].map((url) => url?.replace(/.*:\d+/, ''))).toEqual([
    '/webhooks/telegram',
    '/webhooks/telegram/opt',
  ]);
  const crossed = await fetch(opt?.url ?? '', {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': main?.secret ?? '' },
    body: '{"update_id":1}',
  });
  expect(crossed.status).toBe(401);
});

test('one person who writes to both has two conversations, each answered by its own bot', async () => {
  const [retail, trade] = [ofMain(), ofOpt()];
  retail.text(ASK);
  trade.text(ASK);
  await Promise.all([hears(retail, /390/), hears(trade, /390/)]);
  const rows = await olga.rows('all');
  for (const account of ['main', 'opt']) expect(rows).toContainEqual(expect.objectContaining({ account }));
  expect(rows).toHaveLength(2);
});

test('a dead network of one delays nobody at the other, and what waited arrives later, in order', async () => {
  const [retail, trade] = [ofMain(PERSON + 1), ofOpt(PERSON + 1)];
  wholesale.fault({ method: 'sendMessage', status: 500, times: 1_000 });
  trade.text(ASK);
  const startedAt = performance.now();
  // Whoever asks the same again is offered a person: three questions.
  const asked = [
    [ASK, /390/],
    ['Какие способы оплаты?', /карт/i],
    ['Сколько дней идёт доставка?', /дн/i],
  ] as const;
  for (const [question, answer] of asked) {
    retail.text(question);
    await hears(retail, answer);
  }
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(trade.received()).toEqual([]);
  wholesale.clearFaults();
  await hears(trade, /390/);
});

test('a bot whose token was taken away does not keep the other from starting', async () => {
  const other = await openProduct({
    env: {
      ...settings(),
      PORT: '0',
      PUBLIC_URL: '',
      TELEGRAM_MODE: 'poll',
      TELEGRAM_OPT_BOT_TOKEN: `111000111:${'x'.repeat(35)}`,
    },
  }).catch((error: unknown) => error as Error);
  if (other instanceof Error) throw other;
  try {
    expect([...other.product.refused.keys()]).toEqual(['telegram:opt']);
    const phone = russian(other.telegram.user(PERSON + 2));
    phone.text(ASK);
    await hears(phone, /390/);
  } finally {
    await other.stop();
  }
});

test('a bot that is switched off rests, and the other runs', async () => {
  const other = await openProduct({
    env: { ...settings(), PORT: '0', PUBLIC_URL: '', TELEGRAM_MODE: 'poll', TELEGRAM_OPT_ENABLED: 'no' },
  });
  try {
    expect([...other.product.channels.adapters.keys()]).toEqual(['telegram:main']);
  } finally {
    await other.stop();
  }
});
