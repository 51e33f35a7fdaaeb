import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import type { ShopCatalog, Variant } from '../../src/core/ports/shop-catalog.ts';
import { createEmbeddedReturns } from '../../src/shop/embedded/embedded-returns.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createReturnBook } from '../../src/shop/embedded/return-book.ts';
import { openReturnsDatabase } from '../../src/shop/embedded/returns-database.ts';
import { describeReturns } from '../contracts/returns-contract.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';

const timeZone = 'Europe/Moscow';
const DAY = 86_400_000;

async function open(dir = 'data/sample-shop', seen = (variant: Variant): Variant => variant) {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-returns-'));
  const clock = createManualClock(Date.parse('2026-11-23T12:00:00+03:00'));
  const file = join(folder, 'shop.sqlite');
  const shop = await createEmbeddedShop({
    file,
    dir: 'data/sample-shop',
    timeZone,
    currency: 'RUB',
    clock,
    log: silentLog,
  });
  const db = openReturnsDatabase(join(folder, 'returns.sqlite'));
  const close = async () => {
    db.close();
    shop.close();
    await rm(folder, { recursive: true, force: true });
  };
  const catalog: ShopCatalog = {
    ...shop.catalog,
    async variants(refs, signal) {
      const found = await shop.catalog.variants(refs, signal);
      return found.ok ? { ok: true, value: found.value.map(seen) } : found;
    },
  };
  const returns = await createEmbeddedReturns({ db, dir, timeZone, catalog, clock }).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const found = await shop.findOrders({ number: 'ML-1003' }, 1, new AbortController().signal);
  const order = found.ok ? found.value[0] : undefined;
  if (!order) throw new Error('the sample shop has ML-1003');
  return { returns, order, line: 2, db, clock, close };
}

describeReturns('the embedded shop', open);

test('a faulty hand-over is told with file, line and column', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'handovers-'));
  await writeFile(
    join(dir, 'handovers.csv'),
    'order,sku,delivered,informed,made_to_measure\nML-1003,,soon,yes,\n',
  );
  await expect(open(dir)).rejects.toThrow(/handovers\.csv.*2.*soon/s);
  await rm(dir, { recursive: true });
});

test('an exchange is named by size and colour, or by its name where there are none, never by its SKU', async () => {
  const labels = async (seen?: (variant: Variant) => Variant) => {
    const { returns, order, close } = await open(undefined, seen);
    const facts = await returns.facts(order, new AbortController().signal);
    await close();
    if (!facts.ok) throw new Error(facts.failure.kind);
    return facts.value.flatMap(({ variants }) => variants.map(({ label }) => label));
  };
  expect((await labels()).map(({ uk }) => uk)).toContain('M, запилено-блакитний');
  const named = await labels((variant) => ({ ...variant, options: [] }));
  expect(named.length).toBeGreaterThan(0);
  expect(named.map(({ ru }) => ru)).toContain('Рубашка из льна');
  for (const { default: label } of named) expect(label).not.toMatch(/^[A-Z]{2}-/);
});

describe('the book', () => {
  test('a ticket opens its order for its owner alone, and not for ever', async () => {
    const { db, order, close } = await open();
    const book = createReturnBook(db, createSeededRandom(1));
    const ticket = await book.open({ identity: 'telegram:main|1', order }, 0);
    expect((await book.read(ticket, 'telegram:main|1', 29 * DAY))?.order.number).toBe('ML-1003');
    expect(await book.read(ticket, 'telegram:main|2', 1)).toBeNull();
    expect(await book.read('made-up', 'telegram:main|1', 1)).toBeNull();
    expect(await book.read(ticket, 'telegram:main|1', 31 * DAY)).toBeNull();
    await close();
  });
});
