/** A value once it has stopped changing: what is asked of the server follows the hand, not every key. */
import { useEffect, useState } from 'react';
import { browserClock } from '../ambient/clock.ts';

const PAUSE_MS = 350;

export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => browserClock.after(PAUSE_MS, () => setSettled(value)), [value]);
  return settled;
}
