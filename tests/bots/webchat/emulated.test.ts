/** The visitors of the playground, in the whole product without a browser: what they do and see, and what a bad network does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.ts';
import type { EmulatedPlatform } from '../../../src/core/ports/emulated.ts';
import { silentLog } from '../../../src/core/ports/log.ts';
import type { CustomerPhone, PhoneEvent, PhoneMessage } from '../../../src/core/ports/phone.ts';
import { startProduct, type Product } from '../../../src/product/start-product.ts';
import { clockFrom, root } from '../../support/open-product.ts';
import { eventually, PNG } from '../support/test-deps.ts';

let folder: string;
let product: Product;
let webchat: EmulatedPlatform;
let anna: CustomerPhone;

const textOf = (message: PhoneMessage) => message.text.map(({ text }) => text).join('');
const heard = (expected: RegExp) =>
  anna.screen().messages.filter((message) => message.from === 'shop' && expected.test(textOf(message)));
const hears = (expected: RegExp) => eventually(() => heard(expected).length > 0, String(expected));

async function start(): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder }, { envFile: '/dev/null' });
  const clock = clockFrom('2026-11-23T12:00:00+03:00');
  product = await startProduct(config, { root, release: 'test', clock, log: silentLog });
  webchat = product.channels.emulated.get('webchat')!;
  anna = webchat.phones.phone(webchat.phones.list()[0]!.id)!;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prilavok-webchat-played-'));
  await start();
}, 60_000);
afterAll(async () => {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a visitor begins, asks, taps, shows a picture and is known by the shop', async () => {
  const seen: PhoneEvent['type'][] = [];
  webchat.phones.watch((_id, event) => seen.push(event.type));
  expect(anna.screen().started).toBe(false);
  anna.act({ do: 'start' });
  await hears(/Мята и Лён/);
  anna.act({ do: 'text', text: 'Сколько стоит доставка курьером?' });
  await hears(/390/);
  const answer = heard(/390/)[0]!;
  const yes = answer.buttons.flat().findIndex(({ label }) => label === 'Да, помогло');
  expect(anna.act({ do: 'tap', messageId: answer.id, button: yes })).toMatchObject({ ok: true });
  await hears(/рад, что помог|Обращайтесь/);
  anna.act({ do: 'photo', bytes: PNG, caption: 'вот' });
  await eventually(() => anna.screen().messages.some(({ media }) => media?.kind === 'photo'), 'the picture');
  const { media } = anna.screen().messages.find((message) => message.media)!;
  expect(anna.file(media?.file ?? '')?.bytes).toEqual(PNG);
  anna.act({ do: 'text', text: 'где мой заказ?' });
  await hears(/ML-10/);
  expect(seen).toEqual(expect.arrayContaining(['message', 'state']));
  expect(anna.act({ do: 'tap', messageId: 9_999, button: 0 })).toEqual({
    ok: false,
    reason: 'no-such-message',
  });
});

test('held, mixed and repeated: everything comes once', async () => {
  const said = (text: string) =>
    anna.screen().messages.filter((message) => message.from === 'customer' && textOf(message) === text)
      .length;
  webchat.troubles.set('down', true);
  anna.act({ do: 'text', text: 'пока сети нет' });
  webchat.troubles.set('down', false);
  await eventually(() => said('пока сети нет') === 1, 'it came when the network was back');
  webchat.troubles.set('twice', true);
  anna.act({ do: 'text', text: 'дважды сказано' });
  await eventually(() => said('дважды сказано') === 1, 'it came');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(said('дважды сказано')).toBe(1);
  webchat.troubles.set('twice', false);
});

test('after a restart the same customer goes on where she was', async () => {
  const before = anna.screen().messages.length;
  await product.stop();
  await start();
  anna.act({ do: 'text', text: 'я вернулась' });
  await eventually(
    () => anna.screen().messages.some((message) => textOf(message) === 'я вернулась'),
    'she is back',
  );
  expect(anna.screen().messages.length).toBeGreaterThan(Math.min(before, 40));
}, 60_000);
