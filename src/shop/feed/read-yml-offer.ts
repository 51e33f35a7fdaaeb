/** One `<offer>` of a YML feed → a variant, or why it is left out. Pure: the same offer is always read alike. */
import type { FeedVariant, OfferMend, OfferView, RawOffer, ReadOffer } from './feed-offer.ts';
import { addressOf, codeText, optionsOf } from './offer-parts.ts';
import { clipTitle, plainWords, withoutOptions } from './plain-words.ts';
import { currencyOf, readAmount } from './read-amount.ts';

/** The names under which dialects tell how many pieces are left. */
const COUNTS = ['count', 'stock_quantity', 'quantity_in_stock', 'quantity'] as const;

/** The fields that are read at all; everything else costs nothing. */
export const YML_FIELDS: ReadonlySet<string> = new Set([
  'name',
  'typePrefix',
  'vendor',
  'model',
  'vendorCode',
  'url',
  'picture',
  'price',
  'oldprice',
  'price_old',
  'old_price',
  'currencyId',
  'categoryId',
  'disabled',
  'available',
  'param',
  ...COUNTS,
]);

export function readYmlOffer(offer: RawOffer, view: OfferView): ReadOffer {
  const { attributes, fields } = offer;
  const field = (name: string) => fields.get(name)?.trim() ?? '';
  const id = codeText(attributes['id']);
  if (id === '') return { fault: 'no-id', id: '', detail: plainWords(nameOf(field)).slice(0, 80) };
  if (/^(?:true|1|yes)$/iu.test(field('disabled'))) return { fault: 'hidden', id, detail: '' };
  const name = nameOf(field);
  const options = optionsOf(offer.params);
  const plain = withoutOptions(plainWords(name), options);
  if (plain === '') return { fault: 'no-name', id, detail: '' };
  const title = clipTitle(plain);
  const currencyName = field('currencyId');
  const currency = currencyName === '' ? view.currency : (currencyOf(currencyName) ?? '');
  const price = readAmount(field('price'), currency);
  if ('fault' in price) {
    const detail = price.fault === 'unknown-currency' ? currencyName || field('price') : field('price');
    return { fault: price.fault, id, detail: detail.slice(0, 40) };
  }
  const was = readAmount(field('oldprice') || field('price_old') || field('old_price'), price.money.currency);
  const [url, image] = [addressOf(fields.get('url')), addressOf(fields.get('picture'))];
  const mended: OfferMend[] = [];
  if (price.mended) mended.push('price');
  if (/[<>]|&\w+;/u.test(name)) mended.push('name-markup');
  if (title !== plain) mended.push('name-cut');
  if (url.mended || image.mended) mended.push('address');
  if (currencyName !== '' && currencyName !== currency) mended.push('currency');
  const group = codeText(attributes['group_id']);
  const variant: FeedVariant = {
    id,
    productId: group === '' ? id : `group:${group}`,
    sku: codeText(fields.get('vendorCode')) || id,
    title: { default: title },
    options,
    price: price.money,
    was:
      'money' in was && was.money.currency === price.money.currency && was.money.minor > price.money.minor
        ? was.money
        : null,
    url: url.url,
    imageUrl: image.url,
    category: view.category(field('categoryId')),
    brand: plainWords(field('vendor')).slice(0, 100) || null,
    stock: stockOf(offer, field, view),
  };
  return { variant, mended };
}

/** `name`, or what a vendor.model offer is made of. */
function nameOf(field: (name: string) => string): string {
  const parts = ['typePrefix', 'vendor', 'model'].map(field).filter((part) => part !== '');
  return field('name') || parts.join(' ');
}

/** "Not available" is never outvoted by a count; "available" with none left is nothing that we could promise. */
function stockOf(
  { attributes }: RawOffer,
  field: (name: string) => string,
  { unavailable }: OfferView,
): FeedVariant['stock'] {
  const told = (attributes['available'] ?? field('available')).trim().toLowerCase();
  const text = COUNTS.map(field).find((count) => /^\d{1,9}(?:[.,]\d+)?$/u.test(count));
  const pieces = text === undefined ? null : Math.trunc(Number(text.replace(',', '.')));
  const expectedMs = null;
  if (told === 'false' || told === '0' || told === 'no') {
    if (unavailable === 'backorder') return { state: 'backorder', saleable: null, expectedMs };
    return { state: 'out', saleable: pieces === null ? null : 0, expectedMs };
  }
  if (pieces === null) return { state: 'in', saleable: null, expectedMs };
  if (pieces > 0) return { state: 'in', saleable: pieces, expectedMs };
  return { state: told === '' ? 'out' : 'unknown', saleable: 0, expectedMs };
}
