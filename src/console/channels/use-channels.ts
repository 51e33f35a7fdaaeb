/** The channels and what can be done to them; looked at again every few seconds, faster while a code waits to be scanned. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelList, ChannelRow } from '../../api/channels.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useTell } from '../ui/toasts.tsx';
import { useWords } from '../i18n/use-words.ts';

const OFTEN_MS = 2_000;
const USUAL_MS = 5_000;

/** True for what does not come right by itself. */
export function needsPerson({ condition: { is } }: ChannelRow): boolean {
  return is === 'broken' || is === 'unpaired';
}

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: keys.channels,
    queryFn: api.channels,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.channels.some(isPairing) ? OFTEN_MS : USUAL_MS),
  });
}

/** How many channels wait for a person; for the menu, so looked at rarely. `on` false: not at all. */
export function useTroubleCount(on: boolean): number {
  const api = useApi();
  const { data } = useQuery({
    queryKey: keys.channels,
    queryFn: api.channels,
    enabled: on,
    refetchInterval: 30_000,
  });
  return data?.channels.filter(needsPerson).length ?? 0;
}

export function useSwitchChannel(id: string): { switchTo(on: boolean): void; switching: boolean } {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const failureText = useFailureText();
  const mutation = useMutation({
    mutationFn: (on: boolean) => api.switchChannel(id, { on }),
    onSuccess: (row) =>
      cache.setQueryData<ChannelList>(
        keys.channels,
        (old) => old && { channels: old.channels.map((one) => (one.id === row.id ? row : one)) },
      ),
    onError: (error) => tell('bad', failureText(error)),
  });
  return { switchTo: (on) => mutation.mutate(on), switching: mutation.isPending };
}

export function usePairAgain(id: string): { pairAgain(): void; pairing: boolean } {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const words = useWords();
  const failureText = useFailureText();
  const mutation = useMutation({
    mutationFn: () => api.pairChannel(id),
    onSuccess: () => {
      tell('good', words('channels.pair-begun'));
      void cache.invalidateQueries({ queryKey: keys.channels });
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  return { pairAgain: () => mutation.mutate(), pairing: mutation.isPending };
}

function isPairing({ phone }: ChannelRow): boolean {
  return phone?.is === 'pairing' || phone?.is === 'starting';
}
