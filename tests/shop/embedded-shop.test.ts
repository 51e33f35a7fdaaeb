import { afterEach, describe, expect, test } from '@jest/globals';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrilavokError } from '../../src/core/errors.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { describeShop } from '../contracts/shop-contract.ts';
import { openContractShop } from '../shops/contract-shop.ts';
import { makeClock, makeSampleFolder, type SampleFolder } from './sample-files.ts';

const NOON = Date.parse('2026-11-22T12:00:00+03:00');
const DAY = 86_400_000;
const never = new AbortController().signal;
const folders: SampleFolder[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function newFolder(): Promise<SampleFolder> {
  const folder = await makeSampleFolder();
  folders.push(folder);
  return folder;
}

function openShop(dir: string, clock = makeClock(NOON), timeZone = 'Europe/Moscow') {
  const file = join(dir, 'shop.sqlite');
  return createEmbeddedShop({ file, dir, timeZone, currency: 'RUB', clock, log: silentLog });
}

async function orderOf(shop: Awaited<ReturnType<typeof openShop>>, number: string) {
  const found = await shop.findOrders({ number }, 5, never);
  return found.ok ? found.value[0] : undefined;
}

describeShop(
  'embedded',
  async () => {
    const { shop, ...under } = await openContractShop();
    return { ...under, orders: shop, catalog: shop.catalog };
  },
  {
    orderByNumber: 'native',
    ordersByPhone: 'native',
    ordersByEmail: 'native',
    orderByTrack: 'native',
    tracking: 'native',
    pickupCode: 'native',
    orderPush: 'none',
    sweep: 'native',
    note: 'native',
    payLink: 'native',
    cancel: 'native',
    changeAddress: 'native',
  },
);

describe('reading the CSV files', () => {
  test('dates fall in the shop’s time zone, totals are added up, titles come from the catalogue', async () => {
    const { dir } = await newFolder();
    const shop = await openShop(dir);
    const order = await orderOf(shop, 'ML-2002');
    expect(new Date(order?.placedAtMs ?? 0).toISOString()).toBe('2026-11-19T11:30:00.000Z');
    expect(new Date(order?.promisedMs ?? 0).toISOString()).toBe('2026-11-21T20:59:59.999Z');
    expect(order?.total).toEqual({ minor: 969_000, currency: 'RUB' });
    expect(order?.lines[0]?.title).toEqual({
      ru: 'Бельё из льна, овсяный, 2',
      uk: 'Білизна з льону, вівсяний, 2',
      en: 'Linen bedding, oat, 2',
      default: 'Бельё из льна, овсяный, 2',
    });
    shop.close();
  });

  test('a date on the day when clocks change is still the end of that day', async () => {
    const { dir } = await newFolder();
    const shop = await openShop(dir, makeClock(Date.parse('2026-03-29T12:00:00+03:00')), 'Europe/Kyiv');
    const order = await orderOf(shop, 'ML-2002');
    expect(new Date(order?.promisedMs ?? 0).toISOString()).toBe('2026-03-28T21:59:59.999Z');
    expect(new Date(order?.parcels[0]?.expectedMs ?? 0).toISOString()).toBe('2026-03-30T20:59:59.999Z');
    shop.close();
  });

  test('an order of today is not placed later than now', async () => {
    const { dir } = await newFolder();
    const early = Date.parse('2026-11-22T08:00:00+03:00');
    const shop = await openShop(dir, makeClock(early));
    expect((await orderOf(shop, 'ML-2006'))?.placedAtMs).toBe(early);
    shop.close();
  });

  test('the sample shop that comes with the product loads', async () => {
    const { dir } = await newFolder();
    const file = join(dir, 'real.sqlite');
    const clock = makeClock(NOON);
    const options = {
      file,
      dir: 'data/sample-shop',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      clock,
      log: silentLog,
    };
    const shop = await createEmbeddedShop(options);
    expect((await orderOf(shop, '1007'))?.buyer.phones).toContain('79990001001');
    shop.close();
  });
});

const FACTS =
  'product,url,image,brand,rating,ratings,bought,warranty_months,certificates_ru,certificates_uk,certificates_en';

describe('product_facts.csv', () => {
  test('what speaks for a product comes with each of its variants', async () => {
    const { dir } = await newFolder();
    const row = 'jumper,https://example.com/jumper,,Lana,4.8,31,250,24,Oeko-Tex,,Oeko-Tex class I';
    await writeFile(join(dir, 'product_facts.csv'), `${FACTS}\n${row}\n`);
    const shop = await openShop(dir);
    const found = await shop.catalog.variants([{ sku: 'JM-L-RED' }, { sku: 'TW-1' }], never);
    const [jumper, towel] = found.ok ? found.value : [];
    expect(jumper).toMatchObject({ url: 'https://example.com/jumper', brand: 'Lana' });
    expect(jumper?.facts).toEqual({
      rating: { stars: 4.8, count: 31 },
      bought: 250,
      warrantyMonths: 24,
      certificates: { ru: 'Oeko-Tex', en: 'Oeko-Tex class I', default: 'Oeko-Tex' },
    });
    expect(towel?.facts.rating).toBeNull();
    shop.close();
  });

  test.each([
    ['jumper,http://example.com,,,,,,,,,', /line 2: column "url": must begin with https/],
    ['jumper,,,,5.1,,,,,,', /line 2: column "rating": "5.1" is not a number from 0 to 5/],
    ['hat,,,,,,,,,,', /line 2: column "product": "hat" is no product in products\.csv/],
  ])('%s is refused', async (row, message) => {
    const { dir } = await newFolder();
    await writeFile(join(dir, 'product_facts.csv'), `${FACTS}\n${row}\n`);
    await expect(openShop(dir)).rejects.toThrow(message);
  });
});

describe('filling again', () => {
  test('an unchanged folder is not read twice on one day; the next day moves relative dates', async () => {
    const { dir } = await newFolder();
    const clock = makeClock(NOON);
    const shop = await openShop(dir, clock);
    const placed = (await orderOf(shop, 'ML-2001'))?.placedAtMs ?? 0;
    expect(await shop.reload()).toBe(false);
    clock.advance(DAY);
    expect(await shop.reload()).toBe(true);
    expect((await orderOf(shop, 'ML-2001'))?.placedAtMs).toBe(placed + DAY);
    shop.close();
  });

  test('a changed file is taken at the next start', async () => {
    const folder = await newFolder();
    (await openShop(folder.dir)).close();
    await folder.edit('orders.csv', (lines) =>
      lines.map((line) => line.replace('-3d 14:30,shipped', '-3d,delivered')),
    );
    const shop = await openShop(folder.dir);
    expect((await orderOf(shop, 'ML-2002'))?.state).toBe('delivered');
    shop.close();
  });

  test('a faulty change is refused and the good set stays', async () => {
    const folder = await newFolder();
    const shop = await openShop(folder.dir);
    await folder.edit('orders.csv', (lines) => [...lines, 'ML-9,c1,0d,lost,courier,0,0,0,,RUB']);
    await expect(shop.reload()).rejects.toThrow(/orders\.csv, line 8.*"lost" is not one of: new/);
    expect((await orderOf(shop, 'ML-2002'))?.state).toBe('shipped');
    shop.close();
  });
});

describe('faults name file, line, column and what is allowed', () => {
  const cases: [file: string, from: string | RegExp, to: string, message: RegExp][] = [
    ['orders.csv', 'completed', 'finished', /orders\.csv, line 2: column "state": "finished" is not one of/],
    ['orders.csv', '-40d 12:05', '40 days ago', /line 2: column "placed": .*such as 2026-11-20/],
    ['orders.csv', '-40d 12:05', '2026-02-30', /line 2: column "placed"/],
    ['orders.csv', 'ML-2001,c1', 'ML-2001,c9', /line 2: column "customer": "c9" is no id in customers\.csv/],
    ['orders.csv', 'ML-2002', 'ML-2001', /line 3: column "number": "ML-2001" stands in this file twice/],
    ['orders.csv', ',9400,-36d', ',9 400 ₽,-36d', /line 2: column "paid": .*is not an amount/],
    ['orders.csv', '-36d,RUB', '-36d,рубли', /line 2: column "currency"/],
    ['orders.csv', 'number,customer', 'no,customer', /orders\.csv, line 1: has an unknown column "no"/],
    ['orders.csv', ',currency', '', /orders\.csv, line 1: lacks the column "currency"/],
    ['orders.csv', '390,100', '0,99999', /line 3: column "discount": is larger than the whole order/],
    ['order_lines.csv', 'ML-2001,BL-2,1', 'ML-2001,BL-2,0', /line 2: column "quantity"/],
    ['order_lines.csv', 'ML-2001,BL-2', 'ML-2001,XX-1', /line 2: column "title_ru": .*no sku "XX-1"/],
    [
      'order_lines.csv',
      'ML-2001,',
      'ML-7777,',
      /line 2: column "order": "ML-7777" is no number in orders\.csv/,
    ],
    ['order_lines.csv', '690.50,,,', '690.505,,,', /line 5: column "unit_price"/],
    ['order_lines.csv', 'ML-2006,TW-1,3,690.50,,,', '', /column "number": "ML-2006" has no line/],
    [
      'order_lines.csv',
      '"Скатерть, круглая"',
      '"Скатерть',
      /order_lines\.csv, line \d+: is not well-formed CSV/,
    ],
    ['parcels.csv', 'https://example.com/track/1099000002', 'javascript:alert(1)', /line 2: column "url"/],
    ['customers.csv', '79161234567', '+7 916', /line 2: column "phones": .*digits with country code/],
    ['customers.csv', 'anna@example.com', 'anna', /line 2: column "emails"/],
    ['products.csv', ',,6', ',,many', /line 2: column "stock"/],
  ];

  test.each(cases)('%s: %s → %s', async (file, from, to, message) => {
    const folder = await newFolder();
    await folder.edit(file, (lines) => lines.join('\n').replace(from, to).split('\n'));
    const opening = openShop(folder.dir);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ name: 'PrilavokError', code: 'SAMPLE_INVALID' });
  });

  test('a missing file, an empty one and one in another encoding', async () => {
    const { dir } = await newFolder();
    await writeFile(join(dir, 'customers.csv'), Buffer.from([0xc0, 0xed, 0xed, 0xe0]));
    await expect(openShop(dir)).rejects.toThrow(/customers\.csv, line 1: is not UTF-8/);
    await writeFile(join(dir, 'customers.csv'), '');
    await expect(openShop(dir)).rejects.toThrow(/customers\.csv, line 1: is empty/);
    await rm(join(dir, 'customers.csv'));
    await expect(openShop(dir)).rejects.toThrow(/customers\.csv cannot be read \(ENOENT\)/);
  });

  test('an unusable database file', async () => {
    const { dir } = await newFolder();
    await writeFile(
      join(dir, 'shop.sqlite'),
      'this is no database, and it is longer than a header of one hundred bytes: '.repeat(9),
    );
    await expect(openShop(dir)).rejects.toThrow(PrilavokError);
  });
});
