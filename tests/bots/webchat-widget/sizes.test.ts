/** What a visitor's browser fetches stays small: the loader on every page of the shop, the rest when it is wanted. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { buildWidget } from '../../../src/product/build-widget.ts';
import { root } from './widget-rig.ts';

const folder = join(root, 'dist/webchat');
const sizes = new Map<string, number>();

beforeAll(async () => {
  await buildWidget(root);
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.\w+$/.test(name)) sizes.set(name, gzipSync(await readFile(join(folder, name))).length);
  }
}, 60_000);

const sum = (pattern: RegExp): number =>
  [...sizes].reduce((all, [name, size]) => (pattern.test(name) ? all + size : all), 0);
const words = (): number[] => [...sizes].flatMap(([name, size]) => (name.endsWith('.json') ? [size] : []));

test('the loader, which every page of the shop fetches, is at most 5 kB', () => {
  expect(sum(/^loader\.js$/)).toBeLessThanOrEqual(5_000);
});

test('loader, script and style of the chat are at most 30 kB', () => {
  expect(sum(/\.(js|css)$/)).toBeLessThanOrEqual(30_000);
});

test('the words of one language are at most 2.5 kB', () => {
  expect(words()).toHaveLength(3);
  expect(Math.max(...words())).toBeLessThanOrEqual(2_500);
});
