/** One `<item>` or `<entry>` of a Google Merchant feed → a variant, or why it is left out. Pure. Google tells no counts. */
import type { FeedVariant, OfferMend, OfferView, RawOffer, ReadOffer } from './feed-offer.ts';
import { addressOf, codeText, optionsOf } from './offer-parts.ts';
import { clipTitle, plainWords, withoutOptions } from './plain-words.ts';
import { readAmount } from './read-amount.ts';

/** The fields that are read at all, by their local names. */
export const GOOGLE_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'item_group_id',
  'title',
  'price',
  'sale_price',
  'sale_price_effective_date',
  'availability',
  'availability_date',
  'link',
  'image_link',
  'size',
  'color',
  'brand',
  'product_type',
  'google_product_category',
  'quantity',
]);

export function readGoogleOffer(offer: RawOffer, view: OfferView): ReadOffer {
  const { fields } = offer;
  const field = (name: string) => fields.get(name)?.trim() ?? '';
  const id = codeText(fields.get('id'));
  const name = field('title');
  if (id === '') return { fault: 'no-id', id: '', detail: plainWords(name).slice(0, 80) };
  const params = ['size', 'color'].map((called) => ({ name: called, unit: '', value: field(called) }));
  const options = optionsOf(params);
  const plain = withoutOptions(plainWords(name), options);
  if (plain === '') return { fault: 'no-name', id, detail: '' };
  const title = clipTitle(plain);
  const full = readAmount(field('price'), view.currency);
  if ('fault' in full) return { fault: full.fault, id, detail: field('price').slice(0, 40) };
  const sale = saleOf(field, full.money.currency, view.nowMs);
  const isReduced = sale !== null && sale.currency === full.money.currency && sale.minor < full.money.minor;
  const [url, image] = [addressOf(fields.get('link')), addressOf(fields.get('image_link'))];
  const mended: OfferMend[] = [];
  if (full.mended) mended.push('price');
  if (/[<>]|&\w+;/u.test(name)) mended.push('name-markup');
  if (title !== plain) mended.push('name-cut');
  if (url.mended || image.mended) mended.push('address');
  const group = codeText(fields.get('item_group_id'));
  const variant: FeedVariant = {
    id,
    productId: group === '' ? id : `group:${group}`,
    sku: id,
    title: { default: title },
    options,
    price: isReduced ? sale : full.money,
    was: isReduced ? full.money : null,
    url: url.url,
    imageUrl: image.url,
    category: categoryOf(field),
    brand: plainWords(field('brand')).slice(0, 100) || null,
    stock: stockOf(field),
  };
  return { variant, mended };
}

/** The price of a sale that is on now; without dates it always is. */
function saleOf(
  field: (name: string) => string,
  currency: string,
  nowMs: number,
): FeedVariant['price'] | null {
  const read = readAmount(field('sale_price'), currency);
  if ('fault' in read) return null;
  const dates = field('sale_price_effective_date');
  if (dates === '') return read.money;
  const [from = NaN, to = NaN] = dates.split('/').map((date) => Date.parse(date.trim()));
  return nowMs >= from && nowMs < to ? read.money : null;
}

/** The last step of "Одежда > Джемперы". */
function categoryOf(field: (name: string) => string): string | null {
  const path = plainWords(field('product_type') || field('google_product_category'));
  if (/^\d*$/u.test(path)) return null;
  return path.split('>').at(-1)?.trim().slice(0, 100) || null;
}

/** Every spelling that is about: blanks, hyphens and underscores say the same. */
const STATES: Record<string, FeedVariant['stock']['state']> = {
  instock: 'in',
  available: 'in',
  limitedavailability: 'in',
  outofstock: 'out',
  soldout: 'out',
  discontinued: 'out',
  unavailable: 'out',
  preorder: 'preorder',
  backorder: 'backorder',
  availablefororder: 'backorder',
};

function stockOf(field: (name: string) => string): FeedVariant['stock'] {
  const told = field('availability')
    .toLowerCase()
    .replace(/^https?:\/\/schema\.org\//u, '')
    .replace(/[\s_-]+/gu, '');
  const state = STATES[told] ?? 'unknown';
  const date = Date.parse(field('availability_date'));
  const isAwaited = state === 'preorder' || state === 'backorder';
  return { state, saleable: null, expectedMs: isAwaited && Number.isSafeInteger(date) ? date : null };
}
