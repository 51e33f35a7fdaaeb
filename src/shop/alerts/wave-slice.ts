/**
 * A slice of every wave that is under way: the shop is asked once more, then the next in line are told. A wave is as large as
 * the pieces that are there allow; when it is through, the next one waits, so that those who were told have time to buy.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Stock, Variant } from '../../core/ports/shop-catalog.ts';
import type { CalledAlert, StockWatch } from '../../core/ports/stock-alerts.ts';
import { backNotice } from './alert-notice.ts';
import type { AlertRoundDeps, AlertSettings } from './alert-settings.ts';
import { callPeople } from './call-people.ts';
import { nextWatch } from './next-watch.ts';
import { readVariants } from './read-variants.ts';

/** How many people were called. */
export async function waveSlice(deps: AlertRoundDeps, signal: AbortSignal): Promise<number> {
  const { store, clock } = deps;
  const due = await store.dueStockWatches(['back', 'gone'], clock.now(), LIMITS.alertWaves);
  if (due.length === 0) return 0;
  const read = await readVariants(deps, due, signal);
  if (!read.ok) {
    const dueMs = clock.now() + Math.max(LIMITS.alertReadMs, read.retryAfterMs);
    await store.writeStockWatches(due.map((watch) => ({ ...watch, dueMs })));
    return 0;
  }
  let people = 0;
  for (const before of due) {
    if (people >= LIMITS.alertSlice || signal.aborted) break;
    const variant = read.variants.get(before.variantId) ?? null;
    const watch = planned(nextWatch(before, variant, clock.now()), variant, deps.settings());
    await store.writeStockWatches([watch]);
    people += await goOn(deps, watch, variant, LIMITS.alertSlice - people, signal);
  }
  return people;
}

/** The wave as the pieces of this moment allow it. */
function planned(watch: StockWatch, variant: Variant | null, settings: AlertSettings): StockWatch {
  if (watch.state !== 'back' || !variant) return watch;
  const size = waveSize(variant.stock, settings);
  return watch.waveLeft === 0
    ? { ...watch, waveLeft: size, wave: watch.wave + 1 }
    : { ...watch, waveLeft: Math.min(watch.waveLeft, size) };
}

/** People that are told while so many pieces are there. */
export function waveSize({ saleable }: Stock, { waveFactor, waveSize: few }: AlertSettings): number {
  const size = saleable === null ? few : Math.ceil(saleable * waveFactor);
  return Math.max(1, Math.min(size, LIMITS.alertWave));
}

async function goOn(
  deps: AlertRoundDeps,
  watch: StockWatch,
  variant: Variant | null,
  room: number,
  signal: AbortSignal,
): Promise<number> {
  const { store, clock, settings, log } = deps;
  const about = watch.state;
  if (about !== 'back' && about !== 'gone') return 0;
  const limit = about === 'back' ? Math.min(room, watch.waveLeft) : room;
  const { variantId, waveLeft } = watch;
  const nowMs = clock.now();
  const { called, others } = await store.callNext({ variantId, about, nowMs, limit, waveLeft });
  if (called.length === 0) {
    // Whoever is left is busy or cannot be written to.
    await store.writeStockWatches([{ ...watch, dueMs: nowMs + LIMITS.alertLaterMs }]);
    return 0;
  }
  const words = variant && about === 'back' ? newsOf(deps, variant, others) : null;
  const told = await callPeople(deps, called, words, signal);
  const left = Math.max(0, waveLeft - told);
  log.info({ step: 'stock-alerts', variant: variantId, wave: watch.wave, told, left }, 'People were told');
  const isThrough = about === 'back' && left === 0;
  const dueMs = clock.now() + (isThrough ? settings().wavePauseMs : 0);
  await store.writeStockWatches([{ ...watch, waveLeft: about === 'back' ? left : 0, dueMs }]);
  return called.length;
}

function newsOf(
  { clock, settings, quiet, speak, template }: AlertRoundDeps,
  variant: Variant,
  others: boolean,
) {
  const nextMs = quiet().endOf(clock.now() + settings().wavePauseMs);
  return (alert: CalledAlert) => {
    const nowMs = clock.now();
    const nextAt = others ? ({ locale }: CalledAlert) => speak(nextMs, nowMs, locale) : null;
    return backNotice(alert, { variant, nextAt, template, nowMs });
  };
}
