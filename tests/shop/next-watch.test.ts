/** What a reading of the stock makes of what was seen before: twice, apart in time, by two readings of the shop's own. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LIMITS } from '../../src/core/limits.ts';
import type { Stock, Variant } from '../../src/core/ports/shop-catalog.ts';
import type { StockWatch } from '../../src/core/ports/stock-alerts.ts';
import { isHere, nextWatch } from '../../src/shop/alerts/next-watch.ts';
import { waveSize } from '../../src/shop/alerts/wave-slice.ts';

const NOON = Date.UTC(2026, 10, 23, 9);
const fresh: StockWatch = {
  variantId: 'V',
  state: 'out',
  sinceMs: NOON,
  readAtMs: NOON,
  dueMs: NOON,
  waveLeft: 0,
  wave: 0,
};

function read(state: Stock['state'], atMs: number, saleable: number | null = null): Variant {
  const facts = { rating: null, bought: null, certificates: null, warrantyMonths: null };
  const price = { minor: 1, currency: 'RUB' };
  const one = { id: 'V', productId: 'P', sku: 'V', title: { default: 'V' }, options: [], price, was: null };
  const rest = { url: null, imageUrl: null, category: null, brand: null, facts };
  return { ...one, ...rest, stock: { state, saleable, expectedMs: null, atMs } };
}

test('back is what was read twice, two minutes apart', () => {
  const first = nextWatch(fresh, read('in', NOON, 3), NOON);
  expect(first).toMatchObject({ state: 'maybe', dueMs: NOON + LIMITS.alertConfirmMs });
  const early = nextWatch(first, read('in', NOON + 1_000, 3), NOON + 1_000);
  expect(early).toMatchObject({ state: 'maybe', dueMs: NOON + LIMITS.alertConfirmMs });
  const at = NOON + LIMITS.alertConfirmMs;
  expect(nextWatch(early, read('in', at, 3), at)).toMatchObject({ state: 'back', dueMs: at, waveLeft: 0 });
});

test('the same reading of a feed twice is one; its next one counts', () => {
  const first = nextWatch(fresh, read('in', NOON), NOON);
  const at = NOON + 5 * 60_000;
  const again = nextWatch(first, read('in', NOON), at);
  expect(again).toMatchObject({ state: 'maybe', dueMs: at + LIMITS.alertReadMs });
  expect(nextWatch(again, read('in', at), at).state).toBe('back');
});

test('a clock of the shop that runs ahead, or stands still, tells nobody too early', () => {
  const ahead = nextWatch(fresh, read('in', NOON + 86_400_000), NOON);
  const at = NOON + LIMITS.alertConfirmMs;
  expect(nextWatch(ahead, read('in', NOON + 86_400_000), at).state).toBe('maybe');
  expect(nextWatch(ahead, read('in', NOON + 86_400_000 + 60_000), NOON + 60_000).state).toBe('maybe');
  expect(nextWatch(ahead, read('in', NOON + 86_400_000 + 60_000), at).state).toBe('back');
});

test('however a stock flaps, nobody is told unless two readings in a row say so', () => {
  const readings = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 600_000 })), { maxLength: 30 });
  fc.assert(
    fc.property(readings, (all) => {
      let watch = fresh;
      let nowMs = NOON;
      let inSince: number | null = null;
      for (const [isIn, pauseMs] of all) {
        nowMs += pauseMs;
        if (isIn) inSince ??= nowMs;
        else inSince = null;
        watch = nextWatch(watch, read(isIn ? 'in' : 'out', nowMs, isIn ? 1 : 0), nowMs);
        const isHeld = inSince !== null && nowMs - inSince >= LIMITS.alertConfirmMs;
        expect(watch.state === 'back').toBe(isHeld);
      }
    }),
    { seed: 20_261_122 },
  );
});

describe('what the catalogue does not have', () => {
  test('is missing first, and gone after a day; when it comes back it has to be confirmed', () => {
    const missing = nextWatch(fresh, null, NOON);
    expect(missing.state).toBe('missing');
    expect(nextWatch(missing, null, NOON + LIMITS.alertGoneMs - 1).state).toBe('missing');
    const gone = nextWatch(missing, null, NOON + LIMITS.alertGoneMs);
    expect(gone).toMatchObject({ state: 'gone', dueMs: NOON + LIMITS.alertGoneMs });
    expect(nextWatch(gone, null, NOON + 2 * LIMITS.alertGoneMs).state).toBe('gone');
    expect(nextWatch(gone, read('in', NOON), NOON + 2 * LIMITS.alertGoneMs).state).toBe('maybe');
  });
});

test.each<[Stock['state'], number | null, boolean]>([
  ['in', null, true],
  ['in', 1, true],
  ['in', 0, false],
  ['out', 5, false],
  ['preorder', 5, false],
  ['backorder', null, false],
  ['unknown', null, false],
])('%s with %s pieces: here %s', (state, saleable, here) => {
  expect(isHere({ state, saleable, expectedMs: null, atMs: 0 })).toBe(here);
});

test.each([
  [40, 60],
  [1, 2],
  [0, 1],
  [null, 20],
  [100_000, LIMITS.alertWave],
])('%s pieces: a wave of %s', (saleable, size) => {
  const settings = { on: true, waveFactor: 1.5, waveSize: 20, wavePauseMs: 1, keepMonths: 6 };
  expect(waveSize({ state: 'in', saleable, expectedMs: null, atMs: 0 }, settings)).toBe(size);
});
