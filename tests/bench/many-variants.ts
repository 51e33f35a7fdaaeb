/** A catalogue of any size, made of words of clothes and textiles in three languages, and questions as customers ask them. */
import type { ShopCatalog, Variant } from '../../src/core/ports/shop-catalog.ts';
import { createSeededRandom } from '../support/manual-clock.ts';

type Word = [ru: string, uk: string, en: string];

const THINGS: Word[] = [
  ['Джемпер', 'Джемпер', 'Jumper'],
  ['Плед', 'Плед', 'Throw'],
  ['Полотенце', 'Рушник', 'Towel'],
  ['Скатерть', 'Скатертина', 'Tablecloth'],
  ['Рубашка', 'Сорочка', 'Shirt'],
  ['Пижама', 'Піжама', 'Pyjamas'],
  ['Наволочка', 'Наволочка', 'Pillowcase'],
  ['Халат', 'Халат', 'Robe'],
  ['Шарф', 'Шарф', 'Scarf'],
  ['Фартук', 'Фартух', 'Apron'],
];
const MADE_OF: Word[] = [
  ['льняной', 'лляний', 'linen'],
  ['хлопковый', 'бавовняний', 'cotton'],
  ['шерстяной', 'вовняний', 'woollen'],
  ['вязаный', 'в’язаний', 'knitted'],
  ['махровый', 'махровий', 'terry'],
  ['вафельный', 'вафельний', 'waffle'],
  ['шёлковый', 'шовковий', 'silk'],
  ['стёганый', 'стьобаний', 'quilted'],
];
const COLOURS: Word[] = [
  ['белый', 'білий', 'white'],
  ['графитовый', 'графітовий', 'graphite'],
  ['мятный', 'м’ятний', 'mint'],
  ['терракотовый', 'теракотовий', 'terracotta'],
  ['овсяный', 'вівсяний', 'oat'],
];
const SIZES = ['S', 'M', 'L', 'XL', '130×170'];
const PER_PRODUCT = COLOURS.length * SIZES.length;
const SYLLABLES = ['ба', 'ве', 'ги', 'до', 'лу', 'ми', 'не', 'ра', 'со', 'ту', 'фа', 'ки'];
const LATIN = ['ba', 've', 'gi', 'do', 'lu', 'mi', 'ne', 'ra', 'so', 'tu', 'fa', 'ki'];

/** `from`: the number of the first. */
export function manyVariants(count: number, from = 0): Variant[] {
  return Array.from({ length: count }, (_, at) => variant(from + at));
}

/** A catalogue that holds these variants in memory. */
export function heldCatalog(variants: readonly Variant[]): ShopCatalog {
  return {
    capabilities: () => ({ stockCount: 'native', stockState: 'native' }),
    async snapshot(onVariant) {
      for (const [at, one] of variants.entries()) {
        onVariant(one);
        if (at % 200 === 0)
          await new Promise((next) => {
            setImmediate(next);
          });
      }
      return { ok: true, value: { atMs: 0, count: variants.length } };
    },
    async variants(refs) {
      return {
        ok: true,
        value: refs.flatMap(
          (ref) => variants.find(({ id, sku }) => ('id' in ref ? ref.id === id : ref.sku === sku)) ?? [],
        ),
      };
    },
  };
}

/** A third by name and kind, a third misspelt, a third in another case or by SKU. */
export function questionsOf(
  variants: readonly Variant[],
  count: number,
): { text: string; productIds: ReadonlySet<string> }[] {
  const byTitle = new Map<string, Set<string>>();
  for (const { title, productId } of variants) {
    byTitle.set(title.default, (byTitle.get(title.default) ?? new Set()).add(productId));
  }
  const random = createSeededRandom(7);
  return Array.from({ length: count }, (_, at) => {
    const one = variants[Math.floor(random.fraction() * variants.length)];
    if (!one) throw new Error('no variants');
    const productIds = byTitle.get(one.title.default) ?? new Set();
    const title = [one.title.ru, one.title.uk, one.title.en][at % 3] ?? one.title.default;
    if (at % 4 === 0) return { text: title.toLowerCase(), productIds };
    if (at % 4 === 1) return { text: swap(title, Math.floor(random.fraction() * 3) + 1), productIds };
    if (at % 4 === 2) return { text: one.sku ?? '', productIds: new Set([one.productId]) };
    return { text: `есть ли ${title} ${one.options[1]?.value.default ?? ''}?`, productIds };
  });
}

function swap(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

function variant(at: number): Variant {
  const product = Math.floor(at / PER_PRODUCT);
  const thing = pick(THINGS, product);
  const made = pick(MADE_OF, Math.floor(product / THINGS.length));
  const series = Math.floor(product / (THINGS.length * MADE_OF.length));
  const colour = pick(COLOURS, at);
  const sku = `A${String(at).padStart(6, '0')}-${at % 10}`;
  const titles = ([0, 1, 2] as const).map((language) => {
    const name = seriesName(series, language === 2 ? LATIN : SYLLABLES);
    return [thing[language], made[language], name].join(' ');
  });
  const [ru = '', uk = '', en = ''] = titles;
  return {
    id: sku,
    productId: `p${product}`,
    sku,
    title: { ru, uk, en, default: ru },
    options: [
      { name: 'size', value: { default: pick(SIZES, Math.floor(at / COLOURS.length)) } },
      { name: 'colour', value: { ru: colour[0], uk: colour[1], en: colour[2], default: colour[0] } },
    ],
    price: { minor: 100_000 + (at % 900) * 1_000, currency: 'RUB' },
    was: null,
    url: null,
    imageUrl: null,
    category: thing[2],
    brand: null,
    facts: { rating: null, bought: null, certificates: null, warrantyMonths: null },
    stock: { state: at % 3 === 0 ? 'out' : 'in', saleable: at % 3, expectedMs: null, atMs: 0 },
  };
}

function seriesName(series: number, syllables: readonly string[]): string {
  const [a, b] = [series % syllables.length, Math.floor(series / syllables.length) % syllables.length];
  return `${pick(syllables, a)}${pick(syllables, b)}${pick(syllables, a + b + 3)}${pick(syllables, series * 5)}`;
}

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
