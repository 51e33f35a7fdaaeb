/** A YML feed of any size as shops publish them: variants in groups, long descriptions, pictures, parameters nobody asks for. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { win1251 } from '../shop/feed/feed-files.ts';
import { manyVariants } from './many-variants.ts';

const WORDS =
  'Мягкая ткань, ровный шов и спокойный цвет; стирать при 40 градусах, сушить в тени, гладить с паром. ';

/** `round`: with each other round every tenth price and stock differs. */
export async function writeFeedFile(
  file: string,
  { offers, encoding, round }: { offers: number; encoding: 'utf-8' | 'windows-1251'; round: number },
): Promise<void> {
  const out = createWriteStream(file);
  const encode = (text: string) => (encoding === 'utf-8' ? Buffer.from(text) : win1251(text));
  const categories = Array.from(
    { length: 300 },
    (_, at) => `<category id="${at + 1}">Отдел ${at + 1}</category>`,
  );
  out.write(
    encode(
      `<?xml version="1.0" encoding="${encoding}"?>\n<yml_catalog date="2026-11-22 10:00"><shop><name>Лавка</name>` +
        `<currencies><currency id="RUB" rate="1"/></currencies><categories>${categories.join('')}</categories><offers>\n`,
    ),
  );
  for (let from = 0; from < offers; from += 1_000) {
    const text = manyVariants(Math.min(1_000, offers - from), from)
      .map(({ id, productId, title, options, price }, at) => {
        const [size, colour] = options.map(({ value }) => value.default);
        const count = (from + at) % 10 === 0 ? round : (from + at) % 7;
        return (
          `<offer id="${id}" available="${count > 0}" group_id="${productId.slice(1)}"><name>${title.default}, ${colour}, ${size}</name>` +
          `<vendor>Ткач</vendor><vendorCode>${id}</vendorCode><url>https://shop.example/catalogue/p/${productId}?v=${id}&amp;utm=feed</url>` +
          `<price>${price.minor / 100 + round}</price><oldprice>${price.minor / 100 + 500}</oldprice><currencyId>RUB</currencyId>` +
          `<categoryId>${(from + at) % 300}</categoryId><picture>https://shop.example/img/${productId}/${id}.jpg</picture>` +
          `<picture>https://shop.example/img/${productId}/${id}-2.jpg</picture><count>${count}</count>` +
          `<param name="Размер">${size}</param><param name="Цвет">${colour}</param><param name="Страна">Беларусь</param>` +
          `<description><![CDATA[<p>${WORDS.repeat(4)}</p>]]></description></offer>\n`
        );
      })
      .join('');
    if (!out.write(encode(text))) await once(out, 'drain');
  }
  out.end(encode('</offers></shop></yml_catalog>\n'));
  await finished(out);
}
