/** The outbox of the signed-in operator for every component, and what of it belongs to one conversation. */
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { browserClock } from '../ambient/clock.ts';
import { browserKept } from '../ambient/kept.ts';
import { watchKept } from '../ambient/watch-kept.ts';
import { useApi } from '../http/use-api.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Unsent } from './unsent.ts';

export const OutboxContext = createContext<Outbox | null>(null);

/** The outbox; only below the sign-in gate. */
export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (outbox === null) throw new Error('useOutbox before sign-in');
  return outbox;
}

/** Words of this conversation that the server has not confirmed, oldest first. */
export function useUnsent(conversation: string): Unsent[] {
  const outbox = useOutbox();
  const all = useSyncExternalStore(outbox.subscribe, outbox.list);
  return useMemo(() => all.filter((item) => item.conversation === conversation), [all, conversation]);
}

/** Makes the outbox of one operator and keeps it in step with the browser's other tabs. */
export function useMakeOutbox(operatorId: string): Outbox {
  const api = useApi();
  const outbox = useMemo(
    () => createOutbox({ operatorId, kept: browserKept, clock: browserClock, send: api.command }),
    [operatorId, api],
  );
  useEffect(() => {
    const stop = watchKept((key) => {
      if (key.startsWith(`unsent.${operatorId}.`)) outbox.reread();
    });
    return () => {
      stop();
      outbox.close();
    };
  }, [outbox, operatorId]);
  return outbox;
}
