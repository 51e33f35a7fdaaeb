/** Flows and scripts as the server has them now; looked at again every few seconds, so that a saved file shows by itself. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PlayScript } from '../../api/scripts.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

/** A file that is saved is live within two seconds; here it shows soon after. */
const LOOK_MS = 3_000;

export function useScripts() {
  const api = useApi();
  return useQuery({
    queryKey: keys.scripts,
    queryFn: api.scripts,
    staleTime: 0,
    refetchInterval: LOOK_MS,
  });
}

export function useChart(name: string, on: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.scriptChart(name),
    queryFn: () => api.scriptChart(name),
    enabled: on,
    staleTime: 0,
    refetchInterval: LOOK_MS,
  });
}

/** Played from its beginning with everything that was said; the same question has the same answer until the file changes. */
export function usePlay(name: string, play: PlayScript) {
  const api = useApi();
  return useQuery({
    queryKey: keys.scriptPlay(name, play),
    queryFn: () => api.playScript(name, play),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}
