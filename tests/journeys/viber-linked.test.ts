/**
 * A one-time code that leads from Telegram into a Viber which takes nothing before the person has written: both are one at once,
 * nothing is refused, and the confirmation comes with the first word.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import { eventually } from '../bots/support/test-deps.ts';
import { viberSettings, webhookSettings } from '../support/channel-settings.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';

let viber: ViberEmulator;
let open: OpenProduct;

beforeAll(async () => {
  viber = await startViberEmulator({ onlyWelcome: true });
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
      ...viberSettings(viber),
    },
  });
  const adapter = open.product.channels.adapters.get('viber:main');
  await eventually(() => adapter?.contactAddress?.() != null, 'the bot knows its own address');
}, 60_000);

afterAll(async () => {
  await open?.stop();
  await viber?.close();
});

test('the confirmation waits for the first word', async () => {
  const here = open.telegram.user(81_001);
  here.person.languageCode = 'ru';
  here.text('пишите мне в вайбер');
  const offer = await here.waitForMessage(({ text = '' }) => /Где вам удобнее/.test(text), 20_000);
  const [, context = ''] = /\/to\/viber\/main\?p=(link_[A-Za-z0-9_-]+)/.exec(JSON.stringify(offer)) ?? [];
  const there = viber.user('linked000001A=');
  there.chat.language = 'ru';
  there.start(context);
  await here.waitForMessage(({ text = '' }) => /в другом чате: Viber/.test(text), 20_000);
  await there.waitForMessage(({ text }) => /(?:Здравствуйте|Доброе утро|Добрый вечер)/.test(text), 20_000);
  expect(sends()).toEqual([]);
  there.text('Сколько стоит доставка курьером?');
  await there.waitForMessage(({ text }) => /мы вас узнали/.test(text), 20_000);
  await there.waitForMessage(({ text }) => /390/.test(text), 20_000);
  expect(sends().every((outcome) => outcome === 'ok')).toBe(true);
}, 60_000);

function sends(): string[] {
  return viber.calls().flatMap(({ method, outcome }) => (method === 'send_message' ? [outcome] : []));
}
