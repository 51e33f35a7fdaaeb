/**
 * The shop's own tables from the console: what is saved there the bot answers a moment later; who may see what; and a slip is
 * taken back. Real product, real files.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { SheetHistory, SheetList, SheetPage } from '../../src/api/shop-sheets.ts';
import { openProduct, root, type OpenProduct } from '../support/open-product.ts';
import { setUpOperator, type OperatorClient } from '../support/operator-client.ts';

jest.setTimeout(60_000);

let shop: string;
let open: OpenProduct;
let admin: OperatorClient;

beforeAll(async () => {
  shop = await mkdtemp(join(tmpdir(), 'shop-page-'));
  await cp(join(root, 'data/sample-shop'), shop, { recursive: true });
  open = await openProduct({ env: { SHOP_DIR: shop } });
  admin = await setUpOperator(open);
}, 60_000);

afterAll(async () => {
  await open.stop();
  await rm(shop, { recursive: true, force: true });
});

const SOLD_OUT = 'BL-E-OAT';

async function rowOf(who: OperatorClient, table: string, text: string) {
  const page = (await who.ask('GET', `/api/shop/sheets/${table}?search=${text}`)) as unknown as SheetPage;
  const [row] = page.rows;
  if (!row) throw new Error(`No row with ${text}`);
  return { version: page.version, row: row.row };
}

const change = (who: OperatorClient, table: string, body: object) =>
  who.ask('POST', `/api/shop/sheets/${table}/changes`, body);

async function colleague(role: string): Promise<OperatorClient> {
  const invite = await admin.ask('POST', '/api/invites', { role });
  const token = String(invite['link']).split('/').at(-1);
  const person = { token, login: role, name: role, password: 'длинная фраза для входа', locale: 'ru' };
  const answer = await fetch(`${open.url}/api/setup`, {
    method: 'POST',
    headers: { origin: open.url, 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { csrf } = (await answer.json()) as { csrf: string };
  const ask: OperatorClient['ask'] = async (method, path, body) => {
    const response = await fetch(open.url + path, {
      method,
      headers: { origin: open.url, cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as Record<string, unknown>;
  };
  return { ...admin, ask };
}

test('pieces that come in are in the chat a moment later, and gone again when it is taken back', async () => {
  const phone = open.telegram.user(88_001);
  phone.person.languageCode = 'ru';
  phone.text(SOLD_OUT);
  await phone.waitForMessage(
    ({ text = '', caption = '' }) => /нет в наличии|закончил/i.test(text + caption),
    20_000,
  );

  const { version, row } = await rowOf(admin, 'products', SOLD_OUT);
  const set = { do: 'set', version, row, cells: { stock: '7' } };
  expect(await change(admin, 'products', set)).toMatchObject({ ok: true });
  expect(await readFile(join(shop, 'products.csv'), 'utf8')).toMatch(/^BL-E-OAT.*,7\r?$/m);
  const asks = async (expected: RegExp) => {
    for (const until = Date.now() + 20_000; ;) {
      phone.text(SOLD_OUT);
      const said = await phone.waitForMessage(
        ({ text = '', caption = '' }) => /BL-E|лен|лён|льна/i.test(text + caption),
        20_000,
      );
      if (expected.test((said.text ?? '') + (said.caption ?? ''))) return;
      if (Date.now() > until) throw new Error(`The bot still says: ${said.text ?? said.caption}`);
      await new Promise((next) => {
        setTimeout(next, 250);
      });
    }
  };
  await asks(/в наличии/i);

  const history = (await admin.ask('GET', '/api/shop/sheets/products/history')) as unknown as SheetHistory;
  expect(history.states[0]).toMatchObject({ by: 'Ольга Петрова' });
  const now = await rowOf(admin, 'products', SOLD_OUT);
  const back = { id: history.states[0]?.id, version: now.version };
  expect(await admin.ask('POST', '/api/shop/sheets/products/restore', back)).toMatchObject({ ok: true });
  expect(await readFile(join(shop, 'products.csv'), 'utf8')).toMatch(/^BL-E-OAT.*,0\r?$/m);
});

test('what cannot be read is refused with the place, and a table that has changed is not written over', async () => {
  const { version, row } = await rowOf(admin, 'orders', 'ML-1001');
  expect(await change(admin, 'orders', { do: 'set', version, row, cells: { state: 'lost' } })).toMatchObject({
    ok: false,
    code: 'invalid',
    message: expect.stringContaining('orders.csv'),
  });
  expect(await change(admin, 'orders', { do: 'set', version: 'old', row, cells: {} })).toEqual({
    ok: false,
    code: 'changed',
  });
  await expect(
    change(admin, 'orders', { do: 'set', version, row, cells: { state: 'x'.repeat(3_000) } }),
  ).rejects.toThrow('400');
  await expect(admin.ask('GET', '/api/shop/sheets/..%2Fshop')).rejects.toThrow('404');
});

test('what customers wish for an order that is being packed is there to be read, and only that', async () => {
  const wishes = async () =>
    ((await admin.ask('GET', '/api/shop/sheets/wishes')) as unknown as SheetPage).rows.map(
      ({ cells }) => cells,
    );
  expect(await wishes()).toEqual([]);
  const shopFile = new Database(join(open.dataDir, 'shop.sqlite'));
  shopFile.pragma('busy_timeout = 5000');
  shopFile
    .prepare('INSERT INTO order_wishes VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(
      'k',
      'ML-1001',
      'cancel',
      JSON.stringify({ reason: 'передумал' }),
      '{"value":{"outcome":"requested"}}',
      1,
      'new',
    );
  shopFile.close();
  expect(await wishes()).toEqual([['1970-01-01 03:00', 'ML-1001', 'cancel', 'передумал', 'no']]);
  expect(await change(admin, 'wishes', { do: 'remove', version: '1', row: 0 })).toEqual({
    ok: false,
    code: 'read-only',
  });
});

test('editors keep the goods and see no customer; operators have no tables', async () => {
  const editor = await colleague('editor');
  const { sheets } = (await editor.ask('GET', '/api/shop/sheets')) as unknown as SheetList;
  expect(sheets.map(({ name }) => name)).toEqual([
    'products',
    'product_facts',
    'promotions',
    'pickup_points',
  ]);
  for (const table of ['customers', 'orders', 'loyalty', 'wishes']) {
    await expect(editor.ask('GET', `/api/shop/sheets/${table}`)).rejects.toThrow('404');
    await expect(change(editor, table, { do: 'remove', version: 'x', row: 0 })).rejects.toThrow('404');
    await expect(editor.ask('GET', `/api/shop/sheets/${table}/history`)).rejects.toThrow('404');
  }
  const operator = await colleague('operator');
  await expect(operator.ask('GET', '/api/shop/sheets')).rejects.toThrow('403');
});
