/** What the search keeps outside the heap comes back as it was put there. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Variant } from '../../src/core/ports/shop-catalog.ts';
import { createPackedVariants } from '../../src/shop/search/packed-variants.ts';
import { createPostings } from '../../src/shop/search/postings.ts';
import { createProductIndex } from '../../src/shop/search/product-index.ts';
import { createTextPlaces } from '../../src/shop/search/text-places.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const money = fc.record({ minor: fc.nat(), currency: fc.constantFrom('RUB', 'UAH') });
const localText = fc.record({ default: text, ru: text, uk: text }, { requiredKeys: ['default'] });

const variants = fc.array(
  fc.record<Variant>({
    id: text,
    productId: fc.constantFrom('p1', 'p2', 'p3'),
    sku: fc.option(text),
    title: localText,
    options: fc.array(fc.record({ name: fc.constantFrom('size', 'colour'), value: localText }), {
      maxLength: 2,
    }),
    price: money,
    was: fc.option(money),
    url: fc.option(fc.webUrl()),
    imageUrl: fc.option(fc.webUrl()),
    category: fc.option(text),
    brand: fc.option(text),
    facts: fc.constant({ rating: null, bought: null, certificates: null, warrantyMonths: null }),
    stock: fc.record({
      state: fc.constantFrom('in', 'out', 'preorder', 'backorder', 'unknown'),
      saleable: fc.option(fc.nat()),
      expectedMs: fc.option(fc.nat()),
      atMs: fc.nat(),
    }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** A reduction is in the currency of the price. */
const sound = (one: Variant): Variant => ({
  ...one,
  was: one.was && { ...one.was, currency: one.price.currency },
});

test('any variants, in any order of their products', () => {
  fc.assert(
    fc.property(variants, (drawn) => {
      const packed = createPackedVariants();
      const firsts = new Map<string, number>();
      const all = drawn.map(sound);
      for (const [at, one] of all.entries()) {
        packed.add(one, firsts.get(one.productId) ?? -1);
        if (!firsts.has(one.productId)) firsts.set(one.productId, at);
      }
      // Through JSON, as -0 and the like do not matter.
      expect(all.map((_, at) => packed.get(at))).toEqual(JSON.parse(JSON.stringify(all)));
      for (const [id, first] of firsts) expect(packed.productId(first)).toBe(id);
    }),
  );
});

test('more different addresses and options than a dictionary holds', () => {
  const packed = createPackedVariants();
  const make = (at: number): Variant => ({
    id: `${at}`,
    productId: `${at}`,
    sku: null,
    title: { default: 'Плед' },
    options: [{ name: 'size', value: { default: `${at} см` } }],
    price: { minor: at, currency: 'RUB' },
    was: null,
    url: `https://shop.example/${at}/x`,
    imageUrl: null,
    category: `Отдел ${at}`,
    brand: null,
    facts: { rating: null, bought: null, certificates: null, warrantyMonths: null },
    stock: { state: 'in', saleable: at, expectedMs: null, atMs: 1 },
  });
  for (let at = 0; at < 12_000; at += 1) packed.add(make(at), -1);
  for (const at of [0, 9_999, 10_000, 11_999]) expect(packed.get(at)).toEqual(make(at));
});

test('postings of many words, in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(1_000_000)), { maxLength: 400 }), (drawn) => {
      const postings = createPostings();
      const expected = new Map<number, number[]>();
      for (const [term, posting] of drawn) {
        postings.add(term, posting);
        expected.set(term, [...(expected.get(term) ?? []), posting]);
      }
      const into = new Int32Array(400);
      for (let term = 0; term <= 20; term += 1) {
        const count = postings.read(term, into);
        expect([...into.subarray(0, count)]).toEqual(expected.get(term) ?? []);
      }
    }),
  );
});

test('texts are found where they were put, also after growing', () => {
  const places = createTextPlaces();
  for (let at = 0; at < 20_000; at += 1) places.add(`sku-${at % 15_000}`);
  expect(places.maybe('sku-7')).toEqual([7, 15_007]);
  expect(places.maybe('sku-14999')).toEqual([14_999]);
  expect(places.maybe('sku-x')).toEqual([]);
});

describe('a code that several variants share', () => {
  const make = (id: string, productId: string): Variant => ({
    id,
    productId,
    sku: 'JM-77',
    title: { default: 'Джемпер' },
    options: [],
    price: { minor: 100, currency: 'RUB' },
    was: null,
    url: null,
    imageUrl: null,
    category: null,
    brand: null,
    facts: { rating: null, bought: null, certificates: null, warrantyMonths: null },
    stock: { state: 'in', saleable: null, expectedMs: null, atMs: 0 },
  });
  test('means all of its product', () => {
    const builder = createProductIndex();
    for (const one of [make('a', 'p'), make('b', 'p'), make('c', 'q')]) builder.add(one);
    expect(builder.finish().find('jm 77')).toMatchObject([{ productId: 'p', variantIds: ['a', 'b'] }]);
  });
});
