/** Products found as customers type them, over the catalogue that comes with the product. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Variant } from '../../src/core/ports/shop-catalog.ts';
import { readProducts } from '../../src/shop/embedded/read-products.ts';
import { createProductIndex, type ProductIndex } from '../../src/shop/search/product-index.ts';

let index: ProductIndex;
let variants: Variant[];

beforeAll(async () => {
  variants = [...(await readProducts('data/sample-shop', { currency: 'RUB', nowMs: 0 })).values()];
  const builder = createProductIndex();
  for (const variant of variants) builder.add(variant);
  index = builder.finish();
});

const ids = (text: string) => index.find(text).map(({ productId }) => productId);

describe('one product', () => {
  test.each([
    ['as it is called', 'Плед вязаный', 'plaid'],
    ['in another case', 'нет ли у вас пледа?', 'plaid'],
    ['in the plural', 'носки', 'socks'],
    ['genitive plural', 'носков из мериноса', 'socks'],
    ['with a typo', 'пижамма', 'pyjamas'],
    ['with two typos', 'палатенце вафильное', 'towel-waffle'],
    ['in Ukrainian', 'сукня з льону', 'dress'],
    ['in Ukrainian with a form', 'шкарпеток', 'socks'],
    ['in English', 'knitted throw', 'plaid'],
    ['English plural', 'linen dresses', 'dress'],
    ['on the wrong keyboard', 'gktl', 'plaid'],
    ['on the wrong keyboard, Ukrainian', 'gs;fvf', 'pyjamas'],
    ['in Latin letters', 'polotence vafelnoe', 'towel-waffle'],
    ['with a question around it', 'Сколько стоит халат льняной, и есть ли в наличии?', 'robe'],
    ['with a colour', 'махровое полотенце графитовое', 'towel-terry'],
  ])('%s: %s', (_, text, product) => {
    expect(ids(text)[0] ?? 'none').toBe(product);
  });

  test.each(['PL-130-TER', 'pl 130 ter', 'артикул PL-130-TER', 'РL-130-ТЕR', 'зд-130-еук'])(
    'by SKU: %s',
    (text) => {
      expect(index.find(text)).toMatchObject([{ productId: 'plaid', variantIds: ['PL-130-TER'] }]);
    },
  );

  test('the size or colour that is named is the variant that is meant', () => {
    expect(index.find('плед графитовый')[0]?.variantIds).toEqual(['PL-130-GRA']);
    expect(index.find('халат размер М')[0]?.variantIds).toEqual(['RB-M-OAT']);
    expect(index.find('плед')[0]?.variantIds).toEqual([]);
  });
});

test('several products share a word: all of them, no others', () => {
  expect(ids('полотенце').toSorted()).toEqual(['towel-terry', 'towel-waffle']);
});

test.each([
  'хочу вернуть платье, оно не подошло по размеру и цвету',
  'белый',
  'когда привезёте',
  'добрый день',
  'asdfgh',
  '',
  '🌿',
  '42',
  'плед '.repeat(100),
])('is no product: %s', (text) => {
  expect(ids(text)).toEqual([]);
});

test('alternatives are of the same category, can be had, and leave out the product itself', () => {
  const found = index.alternatives('dress', 3);
  expect(found).toHaveLength(3);
  expect(found).not.toContain('dress');
  for (const id of found) {
    const own = index.variantsOf(id);
    expect(own[0]?.category).toBe('clothes');
    expect(own.some(({ stock }) => stock.state === 'in')).toBe(true);
  }
  expect(index.alternatives('towel-terry', 3)).toEqual(['towel-waffle']);
  expect(index.alternatives('nothing', 3)).toEqual([]);
});

test('any text is answered, the same way each time, and every hit is a product', () => {
  const pieces = fc.constantFrom('плед', 'Рушник', 'linen', 'PL-130', 'м', ' ', '-', '×', 'gktl', '🌿', '%');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 300 }),
        fc.array(pieces).map((all) => all.join(' ')),
      ),
      (text) => {
        const hits = index.find(text);
        expect(index.find(text)).toEqual(hits);
        for (const hit of hits) {
          expect(hit.coverage).toBeGreaterThanOrEqual(0.6);
          expect(index.variantsOf(hit.productId).length).toBeGreaterThan(0);
        }
      },
    ),
  );
});

test('every variant of the shop is found by its SKU and its product by its own name in each language', () => {
  for (const { id, productId, title, sku } of variants) {
    expect(index.find(sku ?? '')).toMatchObject([{ productId, variantIds: [id] }]);
    for (const name of Object.values(title)) expect(ids(name)).toContain(productId);
  }
});
