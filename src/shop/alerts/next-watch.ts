/**
 * What a reading of a variant's stock makes of what was seen of it before. Pure. Shops tell of several changes for one sale,
 * and feeds lose offers for an hour: nothing counts before it was read twice, some time apart.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Stock, Variant } from '../../core/ports/shop-catalog.ts';
import type { StockWatch, WatchState } from '../../core/ports/stock-alerts.ts';

/** `variant` null: the catalogue does not have it. */
export function nextWatch(watch: StockWatch, variant: Variant | null, nowMs: number): StockWatch {
  const reading = { nowMs, readAtMs: variant?.stock.atMs ?? nowMs };
  if (variant === null) return missing(watch, reading);
  if (!isHere(variant.stock)) return become(watch, 'out', reading);
  switch (watch.state) {
    case 'back':
      return { ...watch, readAtMs: reading.readAtMs };
    case 'maybe':
      return isConfirmed(watch, reading)
        ? { ...become(watch, 'back', reading), dueMs: nowMs }
        : { ...watch, dueMs: lookAgain(watch, nowMs) };
    case 'out':
    case 'missing':
    case 'gone':
      return { ...become(watch, 'maybe', reading), dueMs: nowMs + LIMITS.alertConfirmMs };
  }
}

/** It can be bought now. A pre-order is not what they wait for. */
export function isHere({ state, saleable }: Stock): boolean {
  return state === 'in' && saleable !== 0;
}

interface Reading {
  nowMs: number;
  readAtMs: number;
}

/** By our clock, and by another reading of the shop's own: the same feed read twice says nothing new. */
function isConfirmed({ sinceMs, readAtMs: firstMs }: StockWatch, { nowMs, readAtMs }: Reading): boolean {
  return nowMs - sinceMs >= LIMITS.alertConfirmMs && readAtMs > firstMs;
}

/** Not before the second reading may count; then as often as ever. */
function lookAgain({ sinceMs }: StockWatch, nowMs: number): number {
  const countsMs = sinceMs + LIMITS.alertConfirmMs;
  return countsMs > nowMs ? countsMs : nowMs + LIMITS.alertReadMs;
}

function missing(watch: StockWatch, reading: Reading): StockWatch {
  if (watch.state === 'gone') return watch;
  if (watch.state !== 'missing') return become(watch, 'missing', reading);
  if (reading.nowMs - watch.sinceMs < LIMITS.alertGoneMs) {
    return { ...watch, dueMs: reading.nowMs + LIMITS.alertReadMs };
  }
  return { ...become(watch, 'gone', reading), dueMs: reading.nowMs };
}

function become(watch: StockWatch, state: WatchState, { nowMs, readAtMs }: Reading): StockWatch {
  const sinceMs = watch.state === state ? watch.sinceMs : nowMs;
  const { variantId } = watch;
  return { variantId, state, sinceMs, readAtMs, dueMs: nowMs + LIMITS.alertReadMs, waveLeft: 0, wave: 0 };
}
