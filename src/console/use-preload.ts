/** Fetches the rest of the console once the desk has had time to draw. */
import { useEffect } from 'react';
import { browserClock } from './ambient/clock.ts';
import { fetchLater } from './later.ts';

const PAUSE_MS = 1_500;

/** `writes`: this person writes answers. */
export function usePreload(writes: boolean): void {
  useEffect(() => browserClock.after(PAUSE_MS, () => fetchLater(writes)), [writes]);
}
