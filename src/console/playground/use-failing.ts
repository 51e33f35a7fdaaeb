/** What did not work, shown for a while. */
import { useCallback, useState } from 'react';
import { browserClock } from '../ambient/clock.ts';

const SHOWN_MS = 6_000;

/** Watches a promise; its failure becomes words for a few seconds. */
export type Trying = (work: Promise<unknown>) => void;

export function useFailing(): { failure: string | null; trying: Trying } {
  const [failure, setFailure] = useState<string | null>(null);
  const trying = useCallback<Trying>((work) => {
    work.catch((thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      setFailure(reason);
      browserClock.after(SHOWN_MS, () => setFailure((shown) => (shown === reason ? null : shown)));
    });
  }, []);
  return { failure, trying };
}
