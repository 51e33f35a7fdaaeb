/** Takes the next waiting customer without looking for one: in the order of the queue, one's own customers first. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newClientId } from '../ambient/clock.ts';
import { go } from '../ambient/route.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText, useRefusalText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';
import { useCounts } from './use-list.ts';

/** Nothing while nobody waits. */
export function ClaimNext() {
  const words = useWords();
  const counts = useCounts();
  const { take, busy } = useClaimNext();
  if (counts === null || counts.queue === 0) return null;
  return (
    <Button size="xs" variant="light" fullWidth loading={busy} onClick={take}>
      {words('list.next')}
    </Button>
  );
}

/** The same for the key. */
export function useClaimNext(): { take(): void; busy: boolean } {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const words = useWords();
  const failureText = useFailureText();
  const refusalText = useRefusalText();
  const [busy, setBusy] = useState(false);
  // Two presses in one moment come before the page is drawn anew.
  const under = useRef(false);
  const run = async (): Promise<void> => {
    const { conversation, outcome } = await api.claimNext(newClientId());
    if (conversation === null) return tell('good', words('list.next-none'));
    if (outcome?.ok === false) return tell('bad', refusalText(outcome));
    void cache.invalidateQueries({ queryKey: keys.detail(conversation) });
    go(`/c/${conversation}`);
  };
  return {
    busy,
    take() {
      if (under.current) return;
      under.current = true;
      setBusy(true);
      run()
        .catch((error: unknown) => tell('bad', failureText(error)))
        .finally(() => {
          under.current = false;
          setBusy(false);
        });
    },
  };
}
