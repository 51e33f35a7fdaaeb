/** What nobody answered yet, as the server has gathered it; looked at again now and then, and soon while it is being worked out. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PutAside, Settle } from '../../api/unanswered.ts';
import { ApiFailure } from '../http/http.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';

const LOOK_MS = 30_000;
const WHILE_WORKING_MS = 2_000;

export function useUnanswered(query: Record<string, string>) {
  const api = useApi();
  return useQuery({
    queryKey: keys.unansweredList(query),
    queryFn: () => api.unanswered(query),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isWorking === true ? WHILE_WORKING_MS : LOOK_MS),
  });
}

/** Null: somebody else has dealt with it, or it was worked out anew. */
export function useCluster(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.cluster(id),
    queryFn: () =>
      api.cluster(id).catch((error: unknown) => {
        if (error instanceof ApiFailure && error.code === 'not-found') return null;
        throw error;
      }),
    staleTime: 0,
  });
}

export function usePutAside(id: string, done: () => void) {
  const api = useApi();
  const words = useWords();
  const settle = useSettled(done, () => words('unanswered.aside-done'));
  return useMutation({ mutationFn: (body: PutAside) => api.putAside(id, body), ...settle });
}

/** Says that questions became an entry or phrasings; a cluster that is gone by then is no fault. */
export function useSettle(id: string): (body: Settle) => Promise<void> {
  const api = useApi();
  const cache = useQueryClient();
  return async (body) => {
    await api.settle(id, body).catch((error: unknown) => {
      if (!(error instanceof ApiFailure && error.code === 'not-found')) throw error;
    });
    void cache.invalidateQueries({ queryKey: keys.unanswered });
  };
}

function useSettled(done: () => void, told: () => string) {
  const cache = useQueryClient();
  const tell = useTell();
  const failureText = useFailureText();
  return {
    onSuccess() {
      void cache.invalidateQueries({ queryKey: keys.unanswered });
      tell('good', told());
      done();
    },
    onError(error: Error) {
      void cache.invalidateQueries({ queryKey: keys.unanswered });
      tell('bad', failureText(error));
    },
  };
}
