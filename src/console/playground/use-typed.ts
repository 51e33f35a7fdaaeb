/** A text that appears letter by letter, as if typed. */
import { useEffect, useState } from 'react';
import { browserClock } from '../ambient/clock.ts';

const FRAME_MS = 40;

/** As much of the draft as has been "typed" so far; "" without one. */
export function useTyped(draft: { text: string; ms: number } | null): string {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    setShown(0);
    if (draft === null) return undefined;
    const begun = browserClock.now();
    let stop = (): void => {};
    const tick = (): void => {
      const part = Math.min(1, (browserClock.now() - begun) / (draft.ms * 0.9));
      setShown(Math.ceil(part * draft.text.length));
      if (part < 1) stop = browserClock.after(FRAME_MS, tick);
    };
    tick();
    return () => stop();
  }, [draft]);
  return draft === null ? '' : draft.text.slice(0, shown);
}
