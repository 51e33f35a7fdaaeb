/** Feeds to read: the products of the catalogue's contract in both kinds, single offers, and bytes in any encoding. */

export interface OfferParts {
  id?: string;
  name?: string;
  price?: string;
  /** Inside the tag: attributes other than the id. */
  attributes?: string;
  /** Further elements. */
  more?: string;
}

export function ymlOffer({
  id = 'A-1',
  name = 'Плед',
  price = '100',
  attributes = '',
  more = '',
}: OfferParts): string {
  const told = price === '' ? '' : `<price>${price}</price>`;
  return `<offer${id === '' ? '' : ` id="${id}"`} ${attributes}><name>${name}</name>${told}${more}</offer>\n`;
}

export function yml(offers: string, { encoding = 'UTF-8', head = '' } = {}): string {
  return (
    `<?xml version="1.0" encoding="${encoding}"?>\n<yml_catalog date="2026-11-22 10:00"><shop><name>Лавка</name>${head}` +
    `<currencies><currency id="RUB" rate="1"/></currencies>` +
    `<categories><category id="1">Одежда</category><category id="2" parentId="1">Джемперы</category></categories>` +
    `<offers>\n${offers}</offers></shop></yml_catalog>\n`
  );
}

export function google(items: string): string {
  return (
    `<?xml version="1.0"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Лавка</title>` +
    `${items}</channel></rss>`
  );
}

export function googleItem(id: string, title: string, fields: Record<string, string>): string {
  const tags = Object.entries(fields).map(([name, value]) => `<g:${name}>${value}</g:${name}>`);
  return `<item><g:id>${id}</g:id><title>${title}</title>${tags.join('')}</item>\n`;
}

const size = (value: string) => `<param name="Размер">${value}</param>`;

/** What the contract wants to find, as YML. */
export const CONTRACT_YML = [
  ymlOffer({
    id: '1',
    name: 'Комплект белья',
    price: '9400',
    more: '<vendorCode>BL-2</vendorCode><count>6</count>',
  }),
  ymlOffer({
    id: 'TW-1',
    name: 'Полотенце',
    price: '690.50',
    attributes: 'available="false"',
    more: '<oldprice>790</oldprice>',
  }),
  ymlOffer({
    id: 'JM-M-RED',
    name: 'Джемпер из мериноса, M',
    price: '5 200,00',
    attributes: 'available="true" group_id="7"',
    more: `<count>3</count><categoryId>2</categoryId>${size('M')}<url>http://shop.example/p?a=1&amp;b=2</url>`,
  }),
  ymlOffer({
    id: 'JM-L-RED',
    name: 'Джемпер из мериноса (L)',
    price: '5300',
    attributes: 'group_id="7"',
    more: `<count>0</count>${size('L')}`,
  }),
  ymlOffer({ id: 'MG-1', name: 'Кружка «Кот &amp; Ёж» &#128008;', more: '<count>1</count>' }),
].join('');

/** The same as Google has it. */
export const CONTRACT_GOOGLE = google(
  [
    googleItem('BL-2', 'Комплект белья', { price: '9400.00 RUB', availability: 'in_stock' }),
    googleItem('TW-1', 'Полотенце', {
      price: '790 RUB',
      sale_price: '690.50 RUB',
      availability: 'out of stock',
    }),
    googleItem('JM-M-RED', 'Джемпер из мериноса - M', {
      price: '5200.00 RUB',
      availability: 'in stock',
      item_group_id: '7',
      size: 'M',
      link: 'https://shop.example/p',
    }),
    googleItem('JM-L-RED', 'Джемпер из мериноса - L', {
      price: '5300.00 RUB',
      availability: 'out_of_stock',
      item_group_id: '7',
      size: 'L',
    }),
    googleItem('MG-1', 'Кружка «Кот &amp; Ёж» 🐈', { price: '100.00 RUB', availability: 'in_stock' }),
  ].join(''),
);

const UPPER = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';
const OTHERS: Record<string, number> = {
  Ё: 0xa8,
  ё: 0xb8,
  Є: 0xaa,
  є: 0xba,
  Ї: 0xaf,
  ї: 0xbf,
  І: 0xb2,
  і: 0xb3,
  '«': 0xab,
  '»': 0xbb,
  '\u00a0': 0xa0,
  '№': 0xb9,
  '—': 0x97,
};

/** A text in windows-1251; what the encoding has no letter for becomes a reference, as generators write it. */
export function win1251(text: string): Buffer {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const at = UPPER.indexOf(char);
    const byte = code < 0x80 ? code : at >= 0 ? 0xc0 + at : OTHERS[char];
    if (byte === undefined) bytes.push(...Buffer.from(`&#${code};`, 'latin1'));
    else bytes.push(byte);
  }
  return Buffer.from(bytes);
}
