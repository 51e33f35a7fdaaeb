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

test('the loader is at most 4 kB', () => {
  expect(sum(/^loader\.js$/)).toBeLessThanOrEqual(4_096);
});

test('everything that one visitor fetches, in the longest language, is at most 30 kB', () => {
  expect(words()).toHaveLength(3);
  expect(sum(/\.(js|css|html)$/) + Math.max(...words())).toBeLessThanOrEqual(30_000);
});
