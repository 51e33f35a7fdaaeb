/** Links between the emulated phones: what a real phone would open in an app happens on the page. */
import { expect, test } from '@jest/globals';
import { readDeepLink } from '../../src/console/playground/deep-link.ts';

const HERE = 'http://127.0.0.1:8080';

test.each([
  [
    'https://t.me/shop_bot?start=link_abc',
    { platform: 'telegram', act: { do: 'start', payload: 'link_abc' } },
  ],
  [`${HERE}/to/viber/main?p=link_abc`, { platform: 'viber', act: { do: 'start', payload: 'link_abc' } }],
  [
    'https://wa.me/79990000001?text=%D0%9A%D0%BE%D0%B4%20PR-1',
    { platform: 'whatsapp', act: { do: 'text', text: 'Код PR-1' } },
  ],
])('%s', (url, link) => expect(readDeepLink(url, HERE)).toEqual(link));

test.each([
  'https://t.me/shop_bot',
  'https://wa.me/79990000001',
  'https://shop.example/to/viber/main?p=link_abc',
  `${HERE}/to/viber/main`,
  `${HERE}/playground?p=1`,
  'https://shop.example/?start=1&text=2',
  'mailto:shop@shop.example',
  'no address',
])('an ordinary address: %s', (url) => expect(readDeepLink(url, HERE)).toBeNull());
