/** Single offers as shops write them: left out, mended, and what becomes of names, prices and stock. */
import { describe, expect, test } from '@jest/globals';
import { googleItem, yml, ymlOffer } from './feed-files.ts';
import { one, read } from './read-pieces.ts';

describe('offers that cannot be used are left out, told, and sink nothing', () => {
  test.each([
    ['no-id', ymlOffer({ id: '' })],
    ['no-id', ymlOffer({ id: 'x'.repeat(101) })],
    ['no-name', ymlOffer({ name: ' <b></b> ' })],
    ['no-price', ymlOffer({ price: '' })],
    ['no-price', ymlOffer({ price: '0.00' })],
    ['no-price', ymlOffer({ price: 'по запросу' })],
    ['no-price', ymlOffer({ price: '-5' })],
    ['no-price', ymlOffer({ price: '1'.repeat(40) })],
    ['unclear-price', ymlOffer({ price: '1.299' })],
    ['unclear-price', ymlOffer({ price: '1,299' })],
    ['unclear-price', ymlOffer({ price: '1,2,3' })],
    ['unknown-currency', ymlOffer({ more: '<currencyId>XQZ</currencyId>' })],
    ['duplicate', ymlOffer({ id: 'good' })],
    ['hidden', ymlOffer({ more: '<disabled>true</disabled>' })],
  ])('%s', async (fault, offer) => {
    const { reading, variants } = await read(
      yml(ymlOffer({ id: 'good' }) + offer + ymlOffer({ id: 'last' })),
    );
    expect(reading).toMatchObject({ ok: true, report: { kept: 2, leftOut: { [fault]: 1 } } });
    expect(variants.map(({ id }) => id)).toEqual(['good', 'last']);
    expect(reading.report.named).toHaveLength(fault === 'hidden' ? 0 : 1);
  });

  test('the first ten are named, all are counted', async () => {
    const bad = Array.from({ length: 30 }, (_, at) => ymlOffer({ id: `b${at}`, price: '' })).join('');
    const { reading } = await read(yml(bad + ymlOffer({})));
    expect(reading.report.leftOut).toEqual({ 'no-price': 30 });
    expect(reading.report.named.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, at) => `b${at}`));
  });

  test('an offer that was never closed ends where the next begins', async () => {
    const { variants } = await read(
      yml(`<offer id="a"><name>Плед</name><price>1</price>${ymlOffer({ id: 'b' })}`),
    );
    expect(variants.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('offers that can be mended are', () => {
  test.each([
    ['690', 69_000],
    ['690.5', 69_050],
    ['690,50', 69_050],
    ['1 299,90', 129_990],
    ['1\u00a0299', 129_900],
    ['1\u2009299.00', 129_900],
    ['1\u202f299', 129_900],
    ["1'299.00", 129_900],
    ['1,299.00', 129_900],
    ['1.299,00', 129_900],
    ['12.345.678', 1_234_567_800],
    ['199.9900', 19_999],
    ['199.9950', 20_000],
    ['0.999', 100],
    ['1299.500', 129_950],
    ['1 299 руб.', 129_900],
    ['1299 ₽', 129_900],
    ['RUB 1299', 129_900],
  ])('the price %j', async (price, minor) => {
    expect((await one(ymlOffer({ price }))).price).toEqual({ minor, currency: 'RUB' });
  });

  test('currencies: by their old and everyday names, without cents where there are none', async () => {
    expect((await one(ymlOffer({ more: '<currencyId>RUR</currencyId>' }))).price.currency).toBe('RUB');
    expect((await one(ymlOffer({ more: '<currencyId>грн</currencyId>' }))).price.currency).toBe('UAH');
    expect((await one(ymlOffer({ price: '1500', more: '<currencyId>JPY</currencyId>' }))).price).toEqual({
      minor: 1_500,
      currency: 'JPY',
    });
    expect((await one(ymlOffer({ price: '1.5', more: '<currencyId>KWD</currencyId>' }))).price.minor).toBe(
      1_500,
    );
  });

  test('names with markup, of 300 characters, with blanks of all kinds', async () => {
    const long = await one(
      ymlOffer({ name: `<![CDATA[<b>Плед</b>&nbsp;тёплый<br/> ${'слово '.repeat(60)}]]>` }),
    );
    expect(long.title.default).toMatch(/^Плед тёплый слово /u);
    expect(long.title.default.length).toBeLessThanOrEqual(200);
    expect(long.title.default).toMatch(/слово…$/u);
    expect((await one(ymlOffer({ name: 'Доска 3 < 5 > 2' }))).title.default).toBe('Доска 3 < 5 > 2');
  });

  test('thousands of parameters', async () => {
    const params = Array.from({ length: 5_000 }, (_, at) => `<param name="П${at}">${at}</param>`).join('');
    const { reading, variants } = await read(
      yml(ymlOffer({ more: `<param name="Размер">M</param>${params}` })),
    );
    expect(variants[0]?.options).toEqual([{ name: 'size', value: { default: 'M' } }]);
    expect(reading.report.mended).toEqual({ 'params-cut': 1 });
  });

  test('addresses: http becomes https, anything else nothing', async () => {
    const address = async (url: string) => (await one(ymlOffer({ more: `<url>${url}</url>` }))).url;
    expect(await address('http://shop.example/p?a=1&amp;b=2')).toBe('https://shop.example/p?a=1&b=2');
    expect(await address('//shop.example/p')).toBe('https://shop.example/p');
    expect(await address('javascript:alert(1)')).toBeNull();
    expect(await address('https://me:secret@shop.example/')).toBeNull();
    expect(await address('/p/1')).toBeNull();
  });
});

describe('what tells a variant from its siblings is no part of its name', () => {
  const param = (name: string, value: string, unit = '') =>
    `<param name="${name}" unit="${unit}">${value}</param>`;
  test.each([
    ['Джемпер «Карпаты», M, синий', param('Размер', 'M') + param('Цвет', 'синий'), 'Джемпер «Карпаты»'],
    ['Джемпер (синий, M)', param('Розмір', 'M') + param('Колір', 'синий'), 'Джемпер'],
    ['Шампунь 250 мл', param('Объём', '250', 'мл'), 'Шампунь'],
    ['Джемпер размер M', param('Размер', 'M'), 'Джемпер'],
    ['Плед M', param('Цвет', 'лед M'), 'Плед M'],
    ['M', param('Размер', 'M'), 'M'],
  ])('%s', async (name, more, title) => {
    expect((await one(ymlOffer({ name, more }))).title.default).toBe(title);
  });

  test('vendor.model offers are called by type, maker and model', async () => {
    const offer =
      '<offer id="1" type="vendor.model"><typePrefix>Бельё</typePrefix><vendor>Сон</vendor><model>Евро</model><price>1</price></offer>';
    expect(await one(offer)).toMatchObject({ title: { default: 'Бельё Сон Евро' }, brand: 'Сон' });
  });

  test('categories of one name are told apart by their parents', async () => {
    const tree =
      '<categories><category id="11">Женщинам</category><category id="12">Мужчинам</category>' +
      '<category id="21" parentId="11">Джемперы</category><category id="22" parentId="12">Джемперы</category>' +
      '<category id="30" parentId="30">Пледы</category></categories>';
    const offers = ['21', '22', '30', '404'].map((id) =>
      ymlOffer({ id, more: `<categoryId>${id}</categoryId>` }),
    );
    const { variants } = await read(yml(offers.join(''), { head: tree }));
    expect(variants.map(({ category }) => category)).toEqual([
      'Женщинам / Джемперы',
      'Мужчинам / Джемперы',
      'Пледы',
      null,
    ]);
  });
});

describe('stock', () => {
  test.each<[string, string, string, number | null]>([
    ['', '', 'in', null],
    ['available="true"', '', 'in', null],
    ['available="false"', '', 'out', null],
    ['available="true"', '<count>3</count>', 'in', 3],
    ['', '<stock_quantity>2</stock_quantity>', 'in', 2],
    ['', '<quantity_in_stock>2.00</quantity_in_stock>', 'in', 2],
    ['', '<count>0</count>', 'out', 0],
    ['available="true"', '<count>0</count>', 'unknown', 0],
    ['available="false"', '<count>5</count>', 'out', 0],
    ['', '<count>много</count>', 'in', null],
    ['', '<available>false</available>', 'out', null],
  ])('YML %s %s: %s', async (attributes, more, state, saleable) => {
    expect((await one(ymlOffer({ attributes, more }))).stock).toMatchObject({ state, saleable });
  });

  test('"not available" may mean made to order', async () => {
    const offer = ymlOffer({ attributes: 'available="false"' });
    expect((await one(offer, { unavailable: 'backorder' })).stock.state).toBe('backorder');
  });

  test.each([
    ['in_stock', 'in'],
    ['in stock', 'in'],
    ['In Stock', 'in'],
    ['limited availability', 'in'],
    ['out-of-stock', 'out'],
    ['out of stock', 'out'],
    ['https://schema.org/OutOfStock', 'out'],
    ['preorder', 'preorder'],
    ['pre-order', 'preorder'],
    ['backorder', 'backorder'],
    ['available for order', 'backorder'],
    ['who knows', 'unknown'],
    ['', 'unknown'],
  ])('Google %j: %s', async (availability, state) => {
    const item = googleItem('1', 'Cap', {
      price: '9 EUR',
      availability,
      availability_date: '2026-12-20T00:00+0100',
    });
    const expectedMs = state === 'preorder' || state === 'backorder' ? Date.UTC(2026, 11, 19, 23) : null;
    expect((await one(item)).stock).toEqual({ state, saleable: null, expectedMs });
  });

  test.each([
    ['', 800],
    ['2026-11-01T00:00Z/2026-12-01T00:00Z', 800],
    ['2026-12-01T00:00Z/2026-12-31T00:00Z', 1_000],
    ['2026-01-01T00:00Z/2026-02-01T00:00Z', 1_000],
    ['soon', 1_000],
  ])('a sale holds in its time: %j', async (dates, minor) => {
    const sale = { price: '10.00 UAH', sale_price: '8.00 UAH', sale_price_effective_date: dates };
    const variant = await one(googleItem('1', 'Cap', sale));
    expect([variant.price.minor, variant.was?.minor ?? null]).toEqual([minor, minor === 800 ? 1_000 : null]);
  });
});

test('Google in Atom, with another prefix', async () => {
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://base.google.com/ns/1.0"><title>Shop</title>' +
    '<entry><id>https://shop.example/1</id><m:id>A-1</m:id><title>Cap</title><link href="https://shop.example/p/1"/>' +
    '<m:price>UAH 100.00</m:price><m:availability>in stock</m:availability><m:product_type>Clothes &gt; Caps</m:product_type></entry></feed>';
  const { variants } = await read(atom);
  expect(variants).toMatchObject([
    {
      id: 'A-1',
      sku: 'A-1',
      url: 'https://shop.example/p/1',
      price: { minor: 10_000, currency: 'UAH' },
      category: 'Caps',
    },
  ]);
});
