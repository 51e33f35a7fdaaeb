/** How a table is shown in a list: what names a row, what is said about it, and what is changed without opening it. */
import type { ApiLocale } from '../../api/words.ts';
import type { SheetPage } from '../../api/shop-sheets.ts';

export interface SheetShape {
  title: readonly string[];
  about: readonly string[];
  quick: string | null;
}

/** `*` stands for the language of the console. */
const SHAPES: Record<string, SheetShape> = {
  products: { title: ['title_*'], about: ['size', 'colour_*', 'price', 'sku'], quick: 'stock' },
  orders: { title: ['number'], about: ['placed', 'customer', 'paid', 'promised'], quick: 'state' },
  order_lines: { title: ['order', 'title_*'], about: ['sku', 'unit_price'], quick: 'quantity' },
  parcels: { title: ['order'], about: ['carrier', 'number', 'expected'], quick: 'state' },
  customers: { title: ['name'], about: ['id', 'phones', 'emails', 'city'], quick: 'points' },
  product_facts: { title: ['product'], about: ['brand', 'rating', 'bought', 'warranty_months'], quick: null },
  loyalty: { title: ['customer'], about: ['card', 'level_*', 'to_next'], quick: null },
  promotions: { title: ['title_*'], about: ['code', 'from', 'until'], quick: null },
  pickup_points: { title: ['name_*'], about: ['city_*', 'address_*', 'mon_fri'], quick: null },
  wishes: { title: ['order', 'words'], about: ['asked', 'wish', 'done'], quick: null },
  handovers: { title: ['order'], about: ['sku', 'delivered', 'informed'], quick: null },
};

/** The shape with the columns that the table really has; an unknown table shows its first ones. */
export function shapeOf(name: string, columns: readonly string[], locale: ApiLocale): SheetShape {
  const shape = SHAPES[name] ?? { title: columns.slice(0, 1), about: columns.slice(1, 5), quick: null };
  const there = (list: readonly string[]): string[] =>
    list.map((column) => column.replace('*', locale)).filter((column) => columns.includes(column));
  const quick = shape.quick !== null && columns.includes(shape.quick) ? shape.quick : null;
  return { title: there(shape.title), about: there(shape.about), quick };
}

/** The cells of a row by column. */
export function cellsOf(page: SheetPage, row: SheetPage['rows'][number]): Record<string, string> {
  return Object.fromEntries(page.columns.map(({ name }, index) => [name, row.cells[index] ?? '']));
}
