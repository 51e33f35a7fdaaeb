/**
 * The words of buttons: up to three short ones are buttons on every messenger, a longer one turns them into a list that has to be
 * opened first. The shortest messenger shows 20 characters.
 */
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { LOCALES } from '../../src/core/locale.ts';
import { loadSample } from '../support/sample-content.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SHORT = 20;
/** These come with so many others that they are a list anyway, are links, or name a thing as the shop calls it. */
const ANY_LENGTH = [
  'desk.button.option',
  'orderCare.button.stop',
  'orderStatus.button.last',
  'orderStatus.button.pick',
  'orderStatus.button.trackOne',
  'orderStatus.button.waitFor',
  'payment.button.known',
  'pickup.button.map',
  'product.button.show',
  'return.button.exchange',
  'return.button.item',
  'return.button.lastOrder',
  'return.button.pieces',
  'script.button.product',
  // The law of the European Union gives these words.
  'return.button.withdraw',
  'stockAlert.button.end',
  'stockAlert.button.show',
  'stockAlert.button.variant',
];

test.each(LOCALES)('of flows and desk are short enough to be buttons everywhere, in %s', async (locale) => {
  const keys = await labelKeys();
  expect(keys.length).toBeGreaterThan(15);
  const { texts } = (await loadSample()).live;
  const long = keys
    .filter((key) => !ANY_LENGTH.includes(key))
    .map((key) => [key, texts.text(locale, key)])
    .filter(([, words = '']) => words.length > SHORT);
  expect(long).toEqual([]);
});

test.each(LOCALES)('of a command are that command when they are typed, in %s', async (locale) => {
  const { texts, words } = (await loadSample()).live;
  const meant = (key: string) => words.command(texts.text(locale, key));
  expect(meant('desk.button.operator')).toBe('operator');
  expect(meant('menu.operator')).toBe('operator');
  expect(meant('menu.channels')).toBe('channels');
  expect(meant('desk.button.menu')).toBe('menu');
});

/** Every text that stands as the label of a button in the sources. */
async function labelKeys(): Promise<string[]> {
  const keys = new Set<string>();
  for await (const path of glob('{flows/**,src/engine/turn}/*.ts', { cwd: root })) {
    const source = await readFile(`${root}/${path}`, 'utf8');
    for (const [, key = ''] of source.matchAll(/label:\s*'([\w.]+)'/g)) keys.add(key);
    for (const [, key = ''] of source.matchAll(/\?\s*'(\w+\.button\.\w+)'/g)) keys.add(key);
    for (const [, key = ''] of source.matchAll(/:\s*'(\w+\.button\.\w+)'/g)) keys.add(key);
  }
  return [...keys].toSorted();
}
