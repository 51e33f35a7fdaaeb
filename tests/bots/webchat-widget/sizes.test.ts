/** What a visitor's browser fetches stays small, as the server packs it: the loader on every page of the shop, the rest when wanted. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { createPages } from '../../../bots/webchat/pages.ts';
import { buildWidget } from '../../../src/product/build-widget.ts';
import { root } from './widget-rig.ts';

const folder = join(root, 'dist/webchat');
/** By file: bytes on the way in each of the encodings. */
const sizes = new Map<string, { gzip: number; br: number }>();

beforeAll(async () => {
  await buildWidget(root);
  const config = { account: 'webchat:main' as const, publicOrigin: null, identitySecret: null, color: null };
  const pages = createPages({ ...config, origins: [] }, folder);
  const bytes = async (path: string, encoding: string): Promise<number> => {
    const headers = { 'accept-encoding': encoding };
    const response = await pages.serve(path, new Request('http://127.0.0.1/', { headers }));
    expect(response?.headers.get('content-encoding')).toBe(encoding);
    return (await response?.arrayBuffer())?.byteLength ?? Infinity;
  };
  const assets = await readdir(join(folder, 'assets'));
  for (const path of ['widget.js', 'frame', ...assets.map((name) => `assets/${name}`)]) {
    sizes.set(path, { gzip: await bytes(path, 'gzip'), br: await bytes(path, 'br') });
  }
}, 60_000);

const named = (pattern: RegExp): { gzip: number; br: number }[] =>
  [...sizes].flatMap(([name, size]) => (pattern.test(name) ? [size] : []));

test('a visitor fetches the loader, the page and the words of one of three languages, and nothing else', () => {
  expect([...sizes.keys()].map((name) => name.replace(/-[\w-]{8}\./, '.')).toSorted()).toEqual([
    'assets/en.json',
    'assets/ru.json',
    'assets/uk.json',
    'frame',
    'widget.js',
  ]);
});

test('the loader, which every page of the shop fetches, is at most 4.7 kB', () => {
  expect(named(/^widget\.js$/)[0]?.gzip).toBeLessThanOrEqual(4_700);
});

test('the words of one language are at most 1.9 kB', () => {
  expect(Math.max(...named(/json$/).map(({ gzip }) => gzip))).toBeLessThanOrEqual(1_900);
});

test.each([
  ['gzip', 30_000],
  ['br', 27_000],
] as const)(
  'all that a visitor fetches, the largest of the books included: %s, at most %d bytes',
  (encoding, most) => {
    const books = named(/json$/).map((size) => size[encoding]);
    const rest = named(/^(widget\.js|frame)$/).map((size) => size[encoding]);
    expect(rest.reduce((all, size) => all + size, Math.max(...books))).toBeLessThanOrEqual(most);
  },
);
