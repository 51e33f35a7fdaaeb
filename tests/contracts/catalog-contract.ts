/**
 * What every catalogue of a shop must do, whatever system stands behind it. `makeCatalog` fills a shop with the products
 * below and opens the connector on it; the suite asks only through the port, and what the capabilities exclude is not asked.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ShopCatalog, Variant } from '../../src/core/ports/shop-catalog.ts';

export interface CatalogUnderTest {
  catalog: ShopCatalog;
  close(): Promise<void> | void;
}

/** The products that `makeCatalog` has to fill in, all in RUB. */
const CONTRACT_PRODUCTS = {
  /** 9400.00, 6 pieces. */
  plain: 'BL-2',
  /** Sold out; 690.50 instead of 790.00. */
  soldOut: 'TW-1',
  /** Two variants of one product, "Джемпер из мериноса": M for 5200.00, 3 pieces; L for 5300.00, sold out. */
  medium: 'JM-M-RED',
  large: 'JM-L-RED',
  /** "Кружка «Кот & Ёж» 🐈", 1 piece. */
  odd: 'MG-1',
} as const;

const never = new AbortController().signal;

export function describeCatalog(name: string, makeCatalog: () => Promise<CatalogUnderTest>): void {
  describe(`catalogue: ${name}`, () => {
    let shop: CatalogUnderTest;
    beforeAll(async () => {
      shop = await makeCatalog();
    });
    afterAll(() => shop.close());

    const ask = async (...skus: string[]): Promise<Variant[]> => {
      const found = await shop.catalog.variants(
        skus.map((sku) => ({ sku })),
        never,
      );
      if (!found.ok) throw new Error(`the shop failed: ${found.failure.kind}`);
      return found.value;
    };
    const one = async (sku: string): Promise<Variant> => {
      const [variant, ...others] = await ask(sku);
      expect(others).toEqual([]);
      if (!variant) throw new Error(`no variant ${sku}`);
      return variant;
    };
    const all = async (): Promise<Variant[]> => {
      const variants: Variant[] = [];
      const read = await shop.catalog.snapshot((variant) => variants.push(variant), never);
      expect(read).toMatchObject({ ok: true, value: { count: variants.length } });
      return variants;
    };

    test('says what it can do', () => {
      for (const level of Object.values(shop.catalog.capabilities())) {
        expect(['native', 'derived', 'none']).toContain(level);
      }
    });

    test('a snapshot holds every variant once, well formed', async () => {
      const variants = await all();
      expect(variants.map(({ sku }) => sku ?? '').toSorted()).toEqual(
        Object.values(CONTRACT_PRODUCTS).toSorted(),
      );
      for (const variant of variants) {
        expect(variant.title.default).not.toBe('');
        expect(Number.isSafeInteger(variant.price.minor)).toBe(true);
        expect(variant.price.currency).toBe('RUB');
        expect(Number.isSafeInteger(variant.stock.atMs)).toBe(true);
        for (const url of [variant.url, variant.imageUrl]) if (url) expect(url).toMatch(/^https:\/\//);
      }
    });

    test('prices are exact, with what they were before', async () => {
      expect((await one(CONTRACT_PRODUCTS.plain)).price.minor).toBe(940_000);
      const reduced = await one(CONTRACT_PRODUCTS.soldOut);
      expect([reduced.price.minor, reduced.was?.minor]).toEqual([69_050, 79_000]);
    });

    test('stock: there is some, there is none, and how many where the shop counts', async () => {
      const [plain, soldOut] = [await one(CONTRACT_PRODUCTS.plain), await one(CONTRACT_PRODUCTS.soldOut)];
      expect([plain.stock.state, soldOut.stock.state]).toEqual(['in', 'out']);
      const counts = shop.catalog.capabilities().stockCount !== 'none';
      expect([plain.stock.saleable, soldOut.stock.saleable]).toEqual(counts ? [6, 0] : [null, null]);
    });

    test('variants of one product share it and differ by their options', async () => {
      const [medium, large] = [await one(CONTRACT_PRODUCTS.medium), await one(CONTRACT_PRODUCTS.large)];
      expect(medium.productId).toBe(large.productId);
      expect(medium.id).not.toBe(large.id);
      const size = (variant: Variant) =>
        variant.options.map(({ value }) => value.default).find((value) => /^[ML]$/.test(value));
      expect([size(medium), size(large)]).toEqual(['M', 'L']);
      expect(medium.title.default).toBe('Джемпер из мериноса');
    });

    test('quotes, an ampersand and an emoji arrive unharmed', async () => {
      expect((await one(CONTRACT_PRODUCTS.odd)).title.default).toBe('Кружка «Кот & Ёж» 🐈');
    });

    test('asks by id as by SKU, in one go, and leaves out what is unknown', async () => {
      const { id } = await one(CONTRACT_PRODUCTS.medium);
      const found = await shop.catalog.variants(
        [{ id }, { sku: 'XX-404' }, { sku: CONTRACT_PRODUCTS.odd }],
        never,
      );
      expect(found.ok && found.value.map(({ sku }) => sku)).toEqual([
        CONTRACT_PRODUCTS.medium,
        CONTRACT_PRODUCTS.odd,
      ]);
    });

    test.each(['', "' OR 1=1 --", 'JM-%', '🌿', '__proto__'])('knows nothing of %j', async (sku) => {
      expect(await ask(sku)).toEqual([]);
    });

    test('an aborted question fails and does not hang', async () => {
      const cut = AbortSignal.abort();
      expect((await shop.catalog.snapshot(() => {}, cut)).ok).toBe(false);
      expect((await shop.catalog.variants([{ sku: CONTRACT_PRODUCTS.plain }], cut)).ok).toBe(false);
    });
  });
}
