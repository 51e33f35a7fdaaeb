/** Viber in the playground: the phone beside Telegram's, through its emulator, the real adapter and the real engine, both ways. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { CustomerPhone, PhoneMessage } from '../../src/core/ports/phone.ts';
import { startProduct, type Product } from '../../src/product/start-product.ts';
import { PNG } from '../bots/support/test-deps.ts';
import { eventual } from '../support/eventual.ts';
import { clockFrom, root } from '../support/open-product.ts';
import { enterByLink, type OperatorClient } from '../support/operator-client.ts';

jest.setTimeout(60_000);

let dataDir: string;
let product: Product;
let desk: OperatorClient;
let phone: CustomerPhone;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'prilavok-played-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir }, { envFile: '/dev/null' });
  const clock = clockFrom('2026-11-23T12:00:00+03:00');
  product = await startProduct(config, { root, release: 'test', clock, log: silentLog });
  const answer = await fetch(`${product.url}/playground/api/sign-in`, {
    method: 'POST',
    headers: { origin: product.url },
  });
  const { path } = (await answer.json()) as { path: string };
  desk = await enterByLink(product.url, path);
  phone = product.channels.emulated.get('viber')!.phones.phone('viber1')!;
}, 60_000);

afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('Start, a key, an answer; a person with pictures both ways', async () => {
  phone.act({ do: 'start' });
  await shows(/^(?:Здравствуйте|Доброе утро|Добрый вечер), Анна/);
  const keys = phone.screen().keyboard?.flat() ?? [];
  phone.act({ do: 'key', key: keys.findIndex(({ label }) => label === 'Позвать человека') });
  await shows(/очеред/);
  const { id } = await eventual(async () => (await desk.rows('queue'))[0], 'a row in the queue');
  expect(await desk.does(id, { do: 'claim' })).toMatchObject({ ok: true });
  await shows(/на связи/);
  phone.act({ do: 'photo', bytes: PNG, caption: 'вот' });
  await eventual(async () => {
    const lines = await desk.lines(id);
    return JSON.stringify(lines).includes('"mime":"image/png"');
  }, 'the picture is in the console');
  const { file } = await desk.upload('чек.png', PNG);
  await desk.does(id, { do: 'reply', text: 'Этот?', media: { file, name: 'чек.png' } });
  await eventual(async () => {
    const picture = phone.screen().messages.find(({ from, media }) => from === 'shop' && media !== null);
    return phone.file(picture?.media?.file ?? '')?.bytes.length === PNG.length;
  }, 'the picture is on the phone');
});

async function shows(expected: RegExp): Promise<PhoneMessage> {
  return eventual(
    async () =>
      phone
        .screen()
        .messages.find(({ from, text }) => from === 'shop' && text.some((span) => expected.test(span.text))),
    String(expected),
  );
}
