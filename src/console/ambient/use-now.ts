/** The passing of time for things that count: one ticker for the whole page, at rest while nobody looks. */
import { useSyncExternalStore } from 'react';
import { browserClock } from './clock.ts';
import { serverNow } from './server-time.ts';

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let current = serverNow();
let stop: (() => void) | null = null;

/** The server's time in ms, renewed every second; the component draws anew with it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (stop === null) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

function tick(): void {
  current = serverNow();
  for (const listener of listeners) listener();
  stop = browserClock.after(TICK_MS, tick);
}
