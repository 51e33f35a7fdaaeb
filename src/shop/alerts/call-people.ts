/**
 * Hands notices to the engine, one after another with a pause, and writes down what became of each. The same wish goes under
 * the same key until the engine has answered: nobody hears of it twice, and nobody is lost.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CommandOutcome } from '../../core/event.ts';
import type { Notice } from '../../core/notice.ts';
import type { CommandAnswer, Door } from '../../core/ports/accept.ts';
import type { CalledAlert, SettledCall, StockAlertStore } from '../../core/ports/stock-alerts.ts';
import type { AlertSettings } from './alert-settings.ts';
import { endNotice } from './alert-notice.ts';

interface Calling {
  store: StockAlertStore;
  notice: Door['notice'];
  settings(): AlertSettings;
  clock: Clock;
}

/** `words`: what those hear whose wish has come true; null: there are none among them. Returns how many were told. */
export async function callPeople(
  deps: Calling,
  called: readonly CalledAlert[],
  words: ((alert: CalledAlert) => Notice) | null,
  signal: AbortSignal,
): Promise<number> {
  const { store, clock, notice, settings } = deps;
  const settled: SettledCall[] = [];
  let isStopped = false;
  for (const [index, alert] of called.entries()) {
    if (isStopped || signal.aborted) {
      settled.push({ key: alert.key, to: 'waiting' });
      continue;
    }
    if (index > 0) await pause(clock, LIMITS.alertPaceMs, signal);
    const said =
      alert.about === 'back' && words ? words(alert) : endNotice(alert, settings().keepMonths, clock.now());
    const answer = await notice(alert.conversationId, said, alert.noticeKey);
    isStopped = answer.kind === 'refused' && answer.reason === 'overload';
    const became = settledBy(alert, answer, clock.now());
    if (became) settled.push(became);
  }
  await store.settleCalls(settled, clock.now());
  return settled.filter(({ to }) => to === 'told').length;
}

/** Those that a crash, or a slow engine, has left: by what the engine made of their notices. */
export async function settleLeft({ store, clock }: Calling): Promise<void> {
  const left = await store.readCalled(LIMITS.alertHeldLooked);
  const nowMs = clock.now();
  const settled = left.flatMap((alert): SettledCall[] => {
    if (alert.outcome === 'pending') return [];
    if (alert.outcome === null) return [{ key: alert.key, to: 'waiting' }];
    const outcome = alert.outcome === 'parked' ? FAILED : alert.outcome;
    return [byOutcome(alert, outcome, nowMs)];
  });
  if (settled.length > 0) await store.settleCalls(settled, nowMs);
}

const FAILED: CommandOutcome = { ok: false, code: 'failed' };

/** Null: the engine has it and will say. */
function settledBy(alert: CalledAlert, answer: CommandAnswer, nowMs: number): SettledCall | null {
  const { key } = alert;
  if (answer.kind === 'pending') return null;
  if (answer.kind === 'done') return byOutcome(alert, answer.outcome, nowMs);
  return answer.reason === 'overload' ? { key, to: 'waiting' } : { key, to: 'closed', reason: 'unreachable' };
}

function byOutcome(
  { key, about, attempt }: CalledAlert,
  outcome: CommandOutcome,
  nowMs: number,
): SettledCall {
  if (outcome.ok) return { key, to: 'told' };
  const later = { key, to: 'later', dueAtMs: nowMs + LIMITS.alertLaterMs } as const;
  const { code } = outcome;
  if (code === 'opted-out' || code === 'unreachable') return { key, to: 'closed', reason: code };
  if (code === 'window-closed') {
    return about === 'back' ? { key, to: 'held' } : { key, to: 'closed', reason: 'unheard' };
  }
  if (code === 'failed' && attempt >= LIMITS.alertTries) return { key, to: 'closed', reason: 'failed' };
  return later;
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
