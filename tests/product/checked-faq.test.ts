/** The kept FAQ is used only while every byte behind it is the same, and its loss or damage is never noticed. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadShop } from '../../src/content/shop-settings.ts';
import { FLOWS } from '../../flows/registry.ts';
import { createFaqReader } from '../../src/content/faq/load-faq-aside.ts';
import { systemClock } from '../../src/core/clock.ts';
import { loadCheckedFaq } from '../../src/product/checked-faq.ts';
import { root } from '../support/open-product.ts';

let folder: string;
let faq: string;
let cache: string;
const shop = loadShop(join(root, 'data/sample-shop'));
if (!shop.ok) throw new Error('The sample shop is broken');
const options = { shop: shop.settings, knownFlows: FLOWS.map(({ name }) => name) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faq-'));
  faq = join(folder, 'faq');
  cache = join(folder, 'kept.json');
  cpSync(join(root, 'faq'), faq, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the second load gives the very same answers without parsing', async () => {
  const first = await loadCheckedFaq(faq, options, cache);
  const written = statSync(cache).mtimeMs;
  const second = await loadCheckedFaq(faq, options, cache);
  expect(second).toEqual(first);
  expect(statSync(cache).mtimeMs).toBe(written);
});

test('an edited file is read again', async () => {
  await loadCheckedFaq(faq, options, cache);
  appendFileSync(
    join(faq, 'ru/payment.md'),
    '\n## Новый вопрос? {#brand-new}\n\n- Совсем новый\n- Ещё один\n- И ещё\n\nНовый ответ.\n',
  );
  const loaded = await loadCheckedFaq(faq, options, cache);
  expect(loaded.ok && loaded.set.entries.some(({ id }) => id === 'brand-new')).toBe(true);
});

test('a changed setting of the shop is an edit, too', async () => {
  await loadCheckedFaq(faq, options, cache);
  const contacts = { ...options.shop.contacts, phone: '+7 800 111-22-33' };
  const loaded = await loadCheckedFaq(faq, { ...options, shop: { ...options.shop, contacts } }, cache);
  expect(loaded.ok && JSON.stringify(loaded.set).includes('111-22-33')).toBe(true);
});

test('a broken file is refused although a good set is kept', async () => {
  await loadCheckedFaq(faq, options, cache);
  const file = join(faq, 'ru/returns.md');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 700));
  expect((await loadCheckedFaq(faq, options, cache)).ok).toBe(false);
});

test('a damaged or unwritable keep is as good as none', async () => {
  writeFileSync(cache, '{"key": 1');
  expect((await loadCheckedFaq(faq, options, cache)).ok).toBe(true);
  const nowhere = join(folder, 'no/such/folder/kept.json');
  expect((await loadCheckedFaq(faq, options, nowhere)).ok).toBe(true);
  expect(existsSync(nowhere)).toBe(false);
});

test('at a start after a broken edit the last good set is live, with the errors told', async () => {
  const good = await loadCheckedFaq(faq, options, cache);
  const file = join(faq, 'ru/returns.md');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 700));
  const started = await loadCheckedFaq(faq, options, cache, { fallBack: true });
  expect(started.ok && good.ok && started.set).toEqual(good.ok && good.set);
  const errors = started.ok ? started.warnings.filter(({ level }) => level === 'error') : [];
  expect(errors.some(({ file: at }) => at.includes('returns.md'))).toBe(true);
});

test('without an earlier run a broken file stops the start', async () => {
  const file = join(faq, 'ru/returns.md');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 700));
  expect((await loadCheckedFaq(faq, options, cache, { fallBack: true })).ok).toBe(false);
});

test('read in a thread it is the very same set, and the very same faults; a file mended is read anew', async () => {
  const reader = createFaqReader(systemClock);
  const aside = { aside: reader };
  const file = join(faq, 'ru/returns.md');
  const good = readFileSync(file, 'utf8');
  const here = await loadCheckedFaq(faq, options, null);
  expect(await loadCheckedFaq(faq, options, null, aside)).toEqual(here);
  writeFileSync(file, good.slice(0, 700));
  const broken = await loadCheckedFaq(faq, options, null);
  expect(broken.ok).toBe(false);
  expect(await loadCheckedFaq(faq, options, null, aside)).toEqual(broken);
  writeFileSync(file, good);
  expect(await loadCheckedFaq(faq, options, null, aside)).toEqual(here);
  reader.close();
  // A thread that was given up is begun anew.
  expect(await loadCheckedFaq(faq, options, null, aside)).toEqual(here);
  reader.close();
});
