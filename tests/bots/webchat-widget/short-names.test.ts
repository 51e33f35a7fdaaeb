/** Names that the build shortens are the widget's own: nothing that the page, the server, the other frame or the browser calls by name. */
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { parseSync } from 'vite';
import { shortNames } from '../../../bots/webchat/widget/build/short-names.ts';
import { root } from './widget-rig.ts';

let names: string[] = [];

beforeAll(async () => {
  const bot = join(root, 'bots/webchat');
  names = await shortNames(join(bot, 'widget'), join(bot, 'protocol.ts'), parseSync);
});

test.each([
  ['what the shop calls', ['open', 'close', 'identify', 'on', 'Prilavok']],
  ['what goes between page, frame and tabs', ['do', 'key', 'value', 'say', 'live', 'after', 'kept', 'state']],
  [
    'what goes to the server and comes from it',
    ['cid', 'items', 'cursor', 'token', 'visitor', 'why', 'page'],
  ],
  ['what the browser keeps', ['what', 'order', 'atMs', 'blob', 'changed']],
  ['attributes and listeners', ['class', 'for', 'role', 'onclick', 'enterkeyhint', 'placeholder']],
  ['words and their slots', ['again', 'failed', 'count', 'name', 'time', 'when']],
  ['what browsers call so', ['focus', 'remove', 'append', 'then', 'get', 'has', 'now', 'format', 'port1']],
])('leaves alone %s', (_, kept) => {
  expect(names.filter((name) => kept.includes(name))).toEqual([]);
});

test('takes names of values that hold functions', () => {
  expect(names).toEqual(expect.arrayContaining(['outbox', 'tabs', 'setLocale']));
  expect(names.length).toBeGreaterThan(40);
});
