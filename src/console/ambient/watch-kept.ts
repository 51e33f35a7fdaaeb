/** What the browser's other tabs do to the things kept. */
import { KEPT_PREFIX } from './kept.ts';

/** Calls `listener` when another tab of this browser changes something kept; returns the way to stop. */
export function watchKept(listener: (key: string) => void): () => void {
  const hear = (event: StorageEvent): void => {
    if (event.key?.startsWith(KEPT_PREFIX)) listener(event.key.slice(KEPT_PREFIX.length));
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}
