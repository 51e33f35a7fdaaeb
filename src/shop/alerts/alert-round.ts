/**
 * The round of stock alerts: reads the stock of what is waited for, and when it is back tells those who asked, in the order
 * of asking, so many at a time as there are pieces. What it does next stands in rows, so that it may die at any moment. It
 * writes to nobody at night, and steps back while customers wait for answers.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { StockWatch } from '../../core/ports/stock-alerts.ts';
import type { AlertRoundDeps } from './alert-settings.ts';
import { callPeople, settleLeft } from './call-people.ts';
import { nextWatch } from './next-watch.ts';
import { readVariants } from './read-variants.ts';
import { waveSlice } from './wave-slice.ts';

/** One round; never two at once. */
export function createAlertRound(deps: AlertRoundDeps): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    await settleLeft(deps);
    if (!deps.settings().on) return;
    const { store, clock } = deps;
    await store.releaseHeld(LIMITS.alertHeldLooked);
    await store.forgetAlerts(clock.now() - LIMITS.alertKeptMs, LIMITS.alertSlice);
    await readStock(deps, signal);
    // A long wave leaves room for the readings of the next round.
    for (let slice = 0; slice < SLICES && maySpeak(deps, signal); slice += 1) {
      const told = (await waveSlice(deps, signal)) + (await endOld(deps, signal));
      if (told === 0) return;
    }
  };
}

/** Slices of waves in one round. */
const SLICES = 10;

function maySpeak({ quiet, clock, isCalm }: AlertRoundDeps, signal: AbortSignal): boolean {
  return !signal.aborted && isCalm() && !quiet().isQuiet(clock.now());
}

/** Asks the shop about what was out, was seen once, or was missing. */
async function readStock(deps: AlertRoundDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const due = await store.dueStockWatches(['out', 'maybe', 'missing'], clock.now(), LIMITS.alertReadings);
  for (let at = 0; at < due.length && !signal.aborted; at += LIMITS.variantsAsked) {
    const slice = due.slice(at, at + LIMITS.variantsAsked);
    const read = await readVariants(deps, slice, signal);
    if (!read.ok) {
      const dueMs = clock.now() + Math.max(LIMITS.alertReadMs, read.retryAfterMs);
      await store.writeStockWatches(due.slice(at).map((watch) => ({ ...watch, dueMs })));
      return;
    }
    await store.writeStockWatches(slice.map((watch) => seen(deps, watch, read.variants)));
  }
}

function seen(
  { clock, log }: AlertRoundDeps,
  watch: StockWatch,
  variants: ReadonlyMap<string, Variant>,
): StockWatch {
  const next = nextWatch(watch, variants.get(watch.variantId) ?? null, clock.now());
  if (next.state !== watch.state) {
    log.info({ step: 'stock-alerts', variant: watch.variantId, state: next.state }, 'The stock has changed');
  }
  return next;
}

/** Wishes that have grown too old are told so and ended. */
async function endOld(deps: AlertRoundDeps, signal: AbortSignal): Promise<number> {
  const { store, clock, settings } = deps;
  const beforeMs = monthsBefore(clock.now(), settings().keepMonths);
  const called = await store.callExpired(beforeMs, clock.now(), LIMITS.alertSlice);
  if (called.length > 0) await callPeople(deps, called, null, signal);
  return called.length;
}

/** Calendar months; a day that the month does not have is its last one. */
function monthsBefore(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
