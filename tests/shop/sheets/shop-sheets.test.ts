/** The tables of the embedded shop, edited: tried before they are written, never over somebody else's change, and undone. */
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../../src/core/limits.ts';
import { ORDER_STATES } from '../../../src/core/ports/shop.ts';
import type { ShopSheets } from '../../../src/core/ports/shop-sheets.ts';
import { readSample } from '../../../src/shop/embedded/read-sample.ts';
import { withFeed } from '../../../src/shop/sheets/with-feed.ts';
import { createShopSheets } from '../../../src/shop/sheets/shop-sheets.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { root } from '../../support/open-product.ts';

const VIEW = { nowMs: Date.parse('2026-11-22T09:00:00Z'), timeZone: 'Europe/Moscow', currency: 'RUB' };

let home: string;
let dir: string;
let sheets: ShopSheets;
let told = 0;
let tried: { at: string; mode: number }[] = [];
const clock = createManualClock(VIEW.nowMs);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sheets-'));
  dir = join(home, 'shop');
  await cp(join(root, 'data/sample-shop'), dir, { recursive: true });
  told = 0;
  tried = [];
  sheets = open();
});

afterEach(() => rm(home, { recursive: true, force: true }));

function open(): ShopSheets {
  return createShopSheets({
    dir,
    historyDir: join(home, 'history'),
    tables: ['products', 'orders', 'parcels'],
    choices: { 'orders.state': ORDER_STATES },
    async check(trial) {
      tried.push({ at: trial, mode: (await stat(trial)).mode & 0o777 });
      await readSample(trial, VIEW);
    },
    async onChanged() {
      told += 1;
    },
    clock,
  });
}

const fileOf = (name: string) => readFile(join(dir, `${name}.csv`), 'utf8');
const all = { search: '', offset: 0, limit: 1_000 };

async function open1(
  name: string,
  search: string,
): Promise<{ version: string; row: number; cells: string[]; columns: string[] }> {
  const page = await sheets.read(name, { search, offset: 0, limit: 1 });
  const [first] = page?.rows ?? [];
  if (!page || !first) throw new Error(`nothing in ${name} for ${search}`);
  return { version: page.version, ...first, columns: page.columns.map((column) => column.name) };
}

test('tables are listed and read in pages, searched in any cell; a closed list is told', async () => {
  expect((await sheets.list()).map(({ name }) => name)).toEqual(['products', 'orders', 'parcels']);
  const page = await sheets.read('orders', { ...all, limit: 3 });
  expect(page?.rows.map(({ row }) => row)).toEqual([0, 1, 2]);
  expect(page?.total).toBeGreaterThan(3);
  expect(page?.columns.find(({ name }) => name === 'state')?.choices).toEqual(ORDER_STATES);
  const found = await sheets.read('products', { ...all, search: 'ВАФЕЛЬН' });
  expect(found?.rows.length).toBeGreaterThan(0);
  expect(found?.rows.every(({ cells }) => cells.join(' ').toLowerCase().includes('вафельн'))).toBe(true);
  expect(await sheets.read('customers', all)).toBeNull();
  expect(await sheets.read('../shop', all)).toBeNull();
});

test('a changed cell is in the file and nothing else is; the shop is told', async () => {
  const before = await fileOf('products');
  const { version, row, columns } = await open1('products', 'BL-E-OAT');
  expect(columns).toContain('stock');
  const done = await sheets.change('products', { do: 'set', version, row, cells: { stock: '12' } }, 'Ольга');
  expect(done).toMatchObject({ ok: true });
  const [was, is] = [before.split('\n'), (await fileOf('products')).split('\n')];
  expect(is.filter((line, index) => line !== was[index])).toHaveLength(1);
  expect(is.find((line) => line.startsWith('BL-E-OAT'))).toMatch(/,12\r?$/);
  expect(told).toBe(1);
});

test('what the shop cannot be read with is refused with the place, and the file stays', async () => {
  const before = await fileOf('products');
  const { version, row } = await open1('products', 'BL-E-OAT');
  const many = await sheets.change(
    'products',
    { do: 'set', version, row, cells: { stock: 'много' } },
    'Ольга',
  );
  expect(many).toMatchObject({
    ok: false,
    code: 'invalid',
    message: expect.stringMatching(/products\.csv.*stock/),
  });
  const twice = await sheets.change(
    'products',
    {
      do: 'add',
      version,
      cells: { sku: 'BL-E-OAT', product: 'x', category: 'y', title_ru: 'z', price: '1', stock: '1' },
    },
    'Ольга',
  );
  expect(twice).toMatchObject({ ok: false, code: 'invalid' });
  const gone = await open1('orders', 'ML-1001');
  // Its lines would hang in the air.
  const torn = await sheets.change('orders', { do: 'remove', version: gone.version, row: gone.row }, 'Ольга');
  expect(torn).toMatchObject({ ok: false, code: 'invalid', message: expect.stringContaining('ML-1001') });
  expect(await fileOf('products')).toBe(before);
  expect(told).toBe(0);
  expect((await readdir(dir)).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('what is wrong comes by code with its place, so that it can be told in any language', async () => {
  const { version, row } = await open1('products', 'BL-E-OAT');
  const many = await sheets.change(
    'products',
    { do: 'set', version, row, cells: { stock: 'много' } },
    'Ольга',
  );
  expect(many).toMatchObject({
    fault: {
      table: 'products',
      line: row + 2,
      column: 'stock',
      what: { code: 'cell.whole', values: { text: 'много', least: 0 } },
    },
  });
});

test('goods that come from a feed are only to be read; everything else stays as it is', async () => {
  const fed = withFeed(sheets);
  const list = await fed.list();
  expect(list.filter(({ fixed }) => fixed === 'feed').map(({ name }) => name)).toEqual(['products']);
  expect(list.at(-1)?.name).toBe('products');
  const { version, row } = await open1('products', 'BL-E-OAT');
  const before = await fileOf('products');
  const closed = { ok: false, code: 'read-only' };
  expect(await fed.change('products', { do: 'set', version, row, cells: { stock: '9' } }, 'Ольга')).toEqual(
    closed,
  );
  expect(await fed.restore('products', 'any', version, 'Ольга')).toEqual(closed);
  expect(await fileOf('products')).toBe(before);
  const order = await open1('orders', 'ML-1001');
  const paid = { do: 'set' as const, version: order.version, row: order.row, cells: { paid: '9400' } };
  expect(await fed.change('orders', paid, 'Ольга')).toMatchObject({ ok: true });
});

test('of two who saw the same table one is told that it has changed; also when another program saved it', async () => {
  const { version, row } = await open1('products', 'BL-E-OAT');
  const set = (stock: string) =>
    sheets.change('products', { do: 'set', version, row, cells: { stock } }, 'Ольга');
  const both = await Promise.all([set('1'), set('2')]);
  expect(both).toEqual([expect.objectContaining({ ok: true }), { ok: false, code: 'changed' }]);
  const now = await open1('products', 'BL-E-OAT');
  await writeFile(join(dir, 'products.csv'), `${await fileOf('products')}\n`);
  const late = await sheets.change(
    'products',
    { do: 'set', version: now.version, row: now.row, cells: { stock: '3' } },
    'Ольга',
  );
  expect(late).toEqual({ ok: false, code: 'changed' });
});

test('a change is taken back, over a restart too; the way back is a change like any other', async () => {
  const before = await fileOf('products');
  const { version, row } = await open1('products', 'BL-E-OAT');
  await sheets.change('products', { do: 'set', version, row, cells: { stock: '12' } }, 'Ольга Петрова');
  sheets = open();
  const [state] = await sheets.history('products');
  expect(state).toMatchObject({ by: 'Ольга Петрова', atMs: VIEW.nowMs });
  const now = await open1('products', 'BL-E-OAT');
  expect(await sheets.restore('products', state?.id ?? '', 'old', 'Олег')).toEqual({
    ok: false,
    code: 'changed',
  });
  expect(await sheets.restore('products', '../../shop', now.version, 'Олег')).toEqual({
    ok: false,
    code: 'gone',
  });
  expect(await sheets.restore('products', state?.id ?? '', now.version, 'Олег')).toMatchObject({ ok: true });
  expect(await fileOf('products')).toBe(before);
  expect((await sheets.history('products')).map(({ by }) => by)).toEqual(['Олег', 'Ольга Петрова']);
});

test('a change is tried where nobody else looks; what a crash left there goes at the next start', async () => {
  const left = join(home, 'history/.trial/left');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'customers.csv'), 'phone');
  sheets = open();
  for (const stock of ['12', 'много']) {
    const { version, row } = await open1('products', 'BL-E-OAT');
    await sheets.change('products', { do: 'set', version, row, cells: { stock } }, 'Ольга');
  }
  const apart = { at: expect.stringContaining(join(home, 'history/.trial/')), mode: 0o700 };
  expect(tried).toEqual([apart, apart]);
  expect(await readdir(join(home, 'history/.trial'))).toEqual([]);
});

test('so many states are kept and no more', async () => {
  for (let stock = 1; stock <= LIMITS.sheetStatesKept + 3; stock += 1) {
    const { version, row } = await open1('products', 'BL-E-OAT');
    await sheets.change('products', { do: 'set', version, row, cells: { stock: String(stock) } }, 'Ольга');
  }
  const kept = await sheets.history('products');
  expect(kept).toHaveLength(LIMITS.sheetStatesKept);
  expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
});

describe('where nothing may be written', () => {
  test('a file that leads elsewhere is read and left alone', async () => {
    await rm(join(dir, 'parcels.csv'));
    await symlink(join(root, 'data/sample-shop/parcels.csv'), join(dir, 'parcels.csv'));
    const page = await sheets.read('parcels', all);
    const change = { do: 'remove' as const, version: page?.version ?? '', row: 0 };
    expect(await sheets.change('parcels', change, 'Ольга')).toEqual({ ok: false, code: 'read-only' });
  });

  test('neither is one that is too large shown', async () => {
    await writeFile(join(dir, 'parcels.csv'), `${await fileOf('parcels')}${'\n'.repeat(LIMITS.sheetBytes)}`);
    expect(await sheets.read('parcels', all)).toBeNull();
    expect(await sheets.list()).toContainEqual(expect.objectContaining({ name: 'parcels', tooLarge: true }));
  });
});
