/** The look at past questions that publishing waits for: begun, watched while it runs, read when it is done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FaqGateRun } from '../../api/faq.ts';
import { ApiFailure } from '../http/http.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

const WHILE_RUNNING_MS = 700;
/** Drafts of colleagues and files saved by hand make a report old. */
const WHEN_DONE_MS = 4_000;

export function useGate(id: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: keys.faqGate(id ?? ''),
    queryFn: () => api.gate(id ?? '').catch(nullWhenNone),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WHILE_RUNNING_MS : WHEN_DONE_MS),
  });
}

export function useBeginGate(begun: (id: string) => void) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.beginGate(),
    onSuccess(run) {
      cache.setQueryData<FaqGateRun | null>(keys.faqGate(run.id), run);
      begun(run.id);
    },
  });
}

function nullWhenNone(error: unknown): null {
  if (error instanceof ApiFailure && error.code === 'not-found') return null;
  throw error;
}
