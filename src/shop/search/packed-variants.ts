/**
 * Variants as they are kept for the search: packed into pages outside the heap, what the variants of a product share only once.
 * A tenth of them is looked at in a day; they are unpacked when they are.
 */
import type { LocalText } from '../../core/local-text.ts';
import type { ProductFacts, Variant } from '../../core/ports/shop-catalog.ts';
import { createColumn } from './column.ts';

export interface PackedVariants {
  readonly count: number;
  /** `first`: the first variant of its product, −1 when this is it. Numbered in order, from 0. */
  add(variant: Variant, first: number): void;
  get(at: number): Variant;
  /** The same product's name, without unpacking the rest. */
  productId(first: number): string;
}

/** What many variants have alike is told by its number in a dictionary. */
type Coded = number | string;
type Shared = [productId: string, title: LocalText, goods: Coded];
type Goods = [currency: string, category: string | null, brand: string | null, facts: ProductFacts];
/** 0 as SKU: the same as the id. `others`: what differs from the product's first variant, if anything does. */
type Own = [
  id: string,
  sku: string | 0 | null,
  options: Coded,
  price: number,
  was: number | null,
  url: Address,
  image: Address,
  stock: Coded,
  others?: Shared,
];
/** Up to its last slash an address is one of few. */
type Address = [folder: Coded, rest: string] | null;

const PAGE_BITS = 20;
const PAGE = 1 << PAGE_BITS;

export function createPackedVariants(): PackedVariants {
  const pack = createPack();
  const codes = createCodes();
  /** Where each variant's own part stands, and what its product shares. */
  const own = createColumn();
  const shared = createColumn();
  const readShared = (at: number): Shared => JSON.parse(pack.read(shared.get(at))) as Shared;
  // Variants of one product mostly come one after the other.
  let lastFirst = -1;
  let lastText = '';

  return {
    get count() {
      return own.length;
    },
    add(variant, first) {
      const ours = codes.shared(variant);
      const text = JSON.stringify(ours);
      const part = codes.own(variant);
      if (first < 0) {
        shared.push(pack.write(text));
        lastFirst = own.length;
        lastText = text;
      } else {
        if (lastFirst !== first) {
          lastFirst = first;
          lastText = pack.read(shared.get(first));
        }
        if (text !== lastText) part.push(ours);
        shared.push(shared.get(first));
      }
      own.push(pack.write(JSON.stringify(part)));
    },
    get(at) {
      const part = JSON.parse(pack.read(own.get(at))) as Own;
      return codes.variant(part, part[8] ?? readShared(at));
    },
    productId: (first) => readShared(first)[0],
  };
}

/** A variant in short, and back. */
function createCodes() {
  const [goods, options, stocks, folders] = [dictionary(), dictionary(), dictionary(), dictionary()];
  const address = (url: string | null): Address => {
    if (url === null) return null;
    const cut = url.lastIndexOf('/') + 1;
    return [folders.code(url.slice(0, cut)), url.slice(cut)];
  };
  const whole = (short: Address): string | null => short && folders.text(short[0]) + short[1];
  return {
    shared({ productId, title, price, category, brand, facts }: Variant): Shared {
      const alike: Goods = [price.currency, category, brand, facts];
      return [productId, title, goods.code(JSON.stringify(alike))];
    },
    own(variant: Variant): Own {
      const { id, sku, price, was, url, imageUrl, stock } = variant;
      return [
        id,
        sku === id ? 0 : sku,
        options.code(JSON.stringify(variant.options)),
        price.minor,
        was?.minor ?? null,
        address(url),
        address(imageUrl),
        stocks.code(JSON.stringify(stock)),
      ];
    },
    variant(own: Own, [productId, title, alike]: Shared): Variant {
      const [id, sku, chosen, price, was, url, image, stock] = own;
      const [currency, category, brand, facts] = JSON.parse(goods.text(alike)) as Goods;
      return {
        id,
        productId,
        sku: sku === 0 ? id : sku,
        title,
        options: JSON.parse(options.text(chosen)) as Variant['options'],
        price: { minor: price, currency },
        was: was === null ? null : { minor: was, currency },
        url: whole(url),
        imageUrl: whole(image),
        category,
        brand,
        facts,
        stock: JSON.parse(stocks.text(stock)) as Variant['stock'],
      };
    },
  };
}

/** Entries of one dictionary; what comes later is written out. */
const ENTRIES = 10_000;

function dictionary() {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    code(text: string): Coded {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (texts.length >= ENTRIES) return text;
      numbers.set(text, texts.length);
      texts.push(text);
      return texts.length - 1;
    },
    text: (code: Coded): string => (typeof code === 'number' ? (texts[code] ?? '') : code),
  };
}

/** Texts one behind the other on pages; a text is never split, and each stands behind its own length. */
function createPack() {
  const pages: Buffer[] = [];
  let page = 0;
  let used = PAGE;
  return {
    write(text: string): number {
      const most = text.length * 3 + 4;
      if (used + most > PAGE) {
        // A text larger than a page has a page of its own.
        pages.push(Buffer.allocUnsafeSlow(Math.max(PAGE, most)));
        page = pages.length - 1;
        used = 0;
      }
      const bytes = pages[page]?.write(text, used + 4) ?? 0;
      pages[page]?.writeInt32LE(bytes, used);
      const at = page * PAGE + used;
      used += bytes + 4;
      return at;
    },
    read(at: number): string {
      const buffer = pages[at >> PAGE_BITS];
      const from = at & (PAGE - 1);
      return buffer?.toString('utf8', from + 4, from + 4 + buffer.readInt32LE(from)) ?? '';
    },
  };
}
