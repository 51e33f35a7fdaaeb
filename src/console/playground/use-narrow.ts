/** Whether the screen has room for one side only. */
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 820px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(NARROW).matches,
  );
}
