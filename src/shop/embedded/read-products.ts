/**
 * products.csv and, where there is one, product_facts.csv → variants as the catalogue gives them. The columns are described
 * beside the files, in the folder's README. Never invents: an empty cell is a fact that the shop does not tell.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalText } from '../../core/local-text.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { ProductFacts, Variant, VariantOption } from '../../core/ports/shop-catalog.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';

export const PRODUCTS_FILE = 'products.csv';
/** May be missing. */
export const PRODUCT_FACTS_FILE = 'product_facts.csv';

const PRODUCTS = [
  'sku',
  'product',
  'category',
  ...cell.localised('title'),
  'size',
  ...cell.localised('colour'),
  'price',
  'was',
  'stock',
];
const FACTS = [
  'product',
  'url',
  'image',
  'brand',
  'rating',
  'ratings',
  'bought',
  'warranty_months',
  ...cell.localised('certificates'),
];

/** What all variants of a product share. */
type Shared = Pick<Variant, 'url' | 'imageUrl' | 'brand' | 'facts'>;

const NOTHING_TOLD: Shared = {
  url: null,
  imageUrl: null,
  brand: null,
  facts: { rating: null, bought: null, certificates: null, warrantyMonths: null },
};

/** Variants by SKU. Throws SAMPLE_INVALID. `currency`: of the prices. */
export async function readProducts(
  dir: string,
  view: { currency: string; nowMs: number },
): Promise<Map<string, Variant>> {
  const rows = await readCsvTable(join(dir, PRODUCTS_FILE), PRODUCTS);
  const products = new Set(rows.map((row) => row.text('product')));
  const facts = await readFacts(dir, products);
  return cell.indexed(rows, 'sku', (row) => toVariant(row, facts, view));
}

/** The product's name with what tells this variant from the others, in each language that has a title. */
export function variantTitle(variant: Variant): Partial<Record<Locale, string>> {
  const title: Partial<Record<Locale, string>> = {};
  for (const locale of LOCALES) {
    const name = variant.title[locale];
    // Colour first, as a customer would say it.
    const options = variant.options.map(({ value }) => value[locale] ?? value.default).toReversed();
    if (name) title[locale] = [name, ...options].join(', ');
  }
  return title;
}

async function readFacts(dir: string, products: ReadonlySet<string>): Promise<Map<string, Shared>> {
  const file = join(dir, PRODUCT_FACTS_FILE);
  if (!existsSync(file)) return new Map();
  return cell.indexed(await readCsvTable(file, FACTS), 'product', (row) => {
    if (!products.has(row.text('product')))
      throw row.fault('product', 'cell.no-product', { text: row.text('product') });
    return {
      url: cell.address(row, 'url'),
      imageUrl: cell.address(row, 'image'),
      brand: cell.optional(row, 'brand'),
      facts: factsOf(row),
    };
  });
}

function factsOf(row: Row): ProductFacts {
  const count = (column: string) => (row.text(column) === '' ? null : cell.whole(row, column, 0));
  const stars = row.text('rating');
  if (stars !== '' && !/^(?:[0-4](?:\.\d)?|5(?:\.0)?)$/.test(stars))
    throw row.fault('rating', 'cell.rating', { text: stars });
  return {
    rating: stars === '' ? null : { stars: Number(stars), count: count('ratings') ?? 0 },
    bought: count('bought'),
    certificates: cell.localText(row, 'certificates'),
    warrantyMonths: count('warranty_months'),
  };
}

function toVariant(row: Row, facts: Map<string, Shared>, view: { currency: string; nowMs: number }): Variant {
  const title = cell.localText(row, 'title');
  if (!title) throw row.fault('title_ru', 'cell.one-language');
  const productId = cell.required(row, 'product');
  const sku = row.text('sku');
  const pieces = cell.whole(row, 'stock', 0);
  const stock: Variant['stock'] = {
    state: pieces > 0 ? 'in' : 'out',
    saleable: pieces,
    expectedMs: null,
    atMs: view.nowMs,
  };
  return {
    id: sku,
    productId,
    sku,
    title,
    options: optionsOf(cell.optional(row, 'size'), cell.localText(row, 'colour')),
    price: cell.money(row, 'price', view.currency),
    was: row.text('was') === '' ? null : cell.money(row, 'was', view.currency),
    category: cell.required(row, 'category'),
    ...(facts.get(productId) ?? NOTHING_TOLD),
    stock,
  };
}

function optionsOf(size: string | null, colour: LocalText | null): VariantOption[] {
  return [
    ...(size === null ? [] : [{ name: 'size', value: { default: size } }]),
    ...(colour === null ? [] : [{ name: 'colour', value: colour }]),
  ];
}
