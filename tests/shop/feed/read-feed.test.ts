/** Feeds in pieces of any size, in any dress, and what is no feed at all. */
import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { createManualClock } from '../../support/manual-clock.ts';
import { CONTRACT_GOOGLE, CONTRACT_YML, win1251, yml, ymlOffer } from './feed-files.ts';
import { NOON } from './feed-house.ts';
import { one, read, troubleOf } from './read-pieces.ts';

describe('in pieces of any size', () => {
  const dressed: [string, Buffer][] = [
    ['UTF-8', Buffer.from(yml(CONTRACT_YML))],
    ['UTF-8 with a BOM', Buffer.from(`\uFEFF${yml(CONTRACT_YML)}`)],
    ['windows-1251', win1251(yml(CONTRACT_YML, { encoding: 'windows-1251' }))],
    ['UTF-16', Buffer.from(`\uFEFF${yml(CONTRACT_YML, { encoding: 'UTF-16' })}`, 'utf16le')],
    ['packed', gzipSync(win1251(yml(CONTRACT_YML, { encoding: 'windows-1251' })))],
    ['packed twice', gzipSync(gzipSync(yml(CONTRACT_YML)))],
  ];
  test.each(dressed)('%s: every size gives the same variants', async (_, bytes) => {
    const whole = await read(yml(CONTRACT_YML));
    expect(whole.variants).toHaveLength(5);
    for (const piece of [1, 2, 3, 5, 7, 11, 64, 1_000]) {
      expect((await read(bytes, { piece })).variants).toEqual(whole.variants);
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async (piece) => {
        expect((await read(bytes, { piece })).variants).toEqual(whole.variants);
      }),
      { numRuns: 15 },
    );
  });

  test('Google Merchant, too', async () => {
    const whole = await read(CONTRACT_GOOGLE);
    for (const piece of [1, 3, 10, 100])
      expect((await read(CONTRACT_GOOGLE, { piece })).variants).toEqual(whole.variants);
  });

  test('cut anywhere, it is never taken for a whole feed', async () => {
    const bytes = Buffer.from(yml(CONTRACT_YML));
    const closing = bytes.lastIndexOf('</yml_catalog>') + '</yml_catalog>'.length;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: closing - 1 }), async (end) => {
        expect(['cut', 'not-a-feed']).toContain(troubleOf(await read(bytes.subarray(0, end))));
      }),
    );
    const packed = gzipSync(bytes);
    for (const end of [20, packed.length >> 1, packed.length - 1])
      expect(troubleOf(await read(packed.subarray(0, end)))).toBe('cut');
  });
});

describe('the encoding, where file and server differ', () => {
  const utf8 = Buffer.from(yml(ymlOffer({ name: 'Плед «Ёж»' })));
  const as1251 = (encoding: string) => win1251(yml(ymlOffer({ name: 'Плед «Ёж»' }), { encoding }));
  test.each<[string, Buffer, string | null]>([
    ['the file says it', as1251('windows-1251'), null],
    ['the file says it under another name', as1251('cp1251'), null],
    ['the server says it, the file says UTF-8', as1251('UTF-8'), 'windows-1251'],
    ['the file says it, the server says UTF-8', as1251('windows-1251'), 'utf-8'],
    ['both say UTF-8 and it is not', as1251('UTF-8'), 'utf-8'],
    ['nobody says anything', win1251(yml(ymlOffer({ name: 'Плед «Ёж»' })).replace(/<\?.*\?>/u, '')), null],
    ['UTF-8, and the server says windows-1251', utf8, 'windows-1251'],
    [
      'UTF-8, and the file says windows-1251',
      Buffer.from(utf8.toString().replace('UTF-8', 'windows-1251')),
      null,
    ],
    ['UTF-8, and the server says what nobody knows', utf8, 'x-mac-ukraine'],
  ])('%s', async (_, bytes, charset) => {
    const { variants } = await read(bytes, { charset });
    expect(variants.map(({ title }) => title.default)).toEqual(['Плед «Ёж»']);
  });
});

describe('what is no feed', () => {
  test.each([
    ['nothing', '', 'not-a-feed'],
    ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'not-a-feed'],
    ['another XML', '<?xml version="1.0"?><urlset><url/></urlset>', 'not-a-feed'],
    ['JSON', '{"offers": []}', 'not-a-feed'],
    ['a table', 'id\ttitle\tprice\n1\tПлед\t100', 'not-a-feed'],
    ['an attribute without end', `<yml_catalog date="${'x'.repeat(2_100_000)}`, 'not-a-feed'],
    ['tags in tags', `<yml_catalog>${'<shop>'.repeat(50)}`, 'too-deep'],
    ['no offers', yml(''), 'empty'],
    ['no good offers', yml(ymlOffer({ price: '0' })), 'empty'],
  ])('%s', async (_, text, trouble) => {
    expect(troubleOf(await read(text))).toBe(trouble);
  });

  test('too slow, too large, or no longer wanted', async () => {
    const clock = createManualClock(NOON);
    const slow = { ...clock, monotonic: () => (clock.advance(120_000), clock.monotonic()) };
    const long = yml(Array.from({ length: 3_000 }, (_, at) => ymlOffer({ id: `${at}` })).join(''));
    expect(troubleOf(await read(long, { clock: slow }))).toBe('too-slow');
    expect(troubleOf(await read(yml(CONTRACT_YML), { signal: AbortSignal.abort() }))).toBe('aborted');
  });
});

describe('entities', () => {
  test('letters and signs, also those that were escaped twice', async () => {
    const variant = await one(
      ymlOffer({
        name: 'Чай &quot;Ромашка&quot; &#8470;5 &amp;laquo;Сад&amp;raquo; &amp;amp; мёд &#x1F43F;',
      }),
    );
    expect(variant.title.default).toBe('Чай "Ромашка" №5 «Сад» & мёд 🐿');
  });

  test('a file that makes its own is no feed: nothing is unfolded, nothing outside is opened', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const doctype = `<!DOCTYPE yml_catalog [<!ENTITY l0 "ха">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    const text = yml(ymlOffer({ name: 'Плед &l9; &file;' })).replace(
      '<yml_catalog',
      `${doctype}<yml_catalog`,
    );
    expect(troubleOf(await read(text))).toBe('not-a-feed');
  });

  test('a definition elsewhere is not looked for', async () => {
    const doctype = '<!DOCTYPE yml_catalog SYSTEM "shops.dtd">';
    const text = yml(ymlOffer({ name: 'Плед &l9;' })).replace('<yml_catalog', `${doctype}<yml_catalog`);
    expect((await read(text)).variants.map(({ title }) => title.default)).toEqual(['Плед &l9;']);
  });

  test('a bare ampersand is one', async () => {
    expect((await one(ymlOffer({ name: 'Чай & мёд' }))).title.default).toBe('Чай & мёд');
  });
});

test('any bytes are read to an end', async () => {
  const bits = fc.constantFrom(
    '<yml_catalog>',
    '<offer id="1">',
    '</offer>',
    '<name>',
    '<price>5',
    '&',
    '<![CDATA[',
    '-->',
    '</yml_catalog>',
    '\u0000',
    'ё',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(bits, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
      ),
      async (bytes) => {
        expect(typeof (await read(Buffer.from(bytes))).reading.ok).toBe('boolean');
      },
    ),
  );
});
