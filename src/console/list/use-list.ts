/** One list of conversations, page by page, kept up to date by the live stream. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ConversationList, ConversationRow, View, ViewCounts } from '../../api/conversations.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { flatRows } from '../live/merge-rows.ts';

/** Rows of a view, and the way to more of them. */
export function useList(view: View, search: string) {
  const api = useApi();
  const cache = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: keys.list(view, search),
    queryFn: ({ pageParam }) => api.conversations(view, search, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (last: ConversationList) => last.next,
  });
  const pages = query.data?.pages;
  useEffect(() => {
    if (pages?.[0] !== undefined) cache.setQueryData(keys.counts, (old) => old ?? pages[0]?.counts);
  }, [cache, pages]);
  const rows = useMemo<ConversationRow[]>(() => (pages === undefined ? [] : flatRows(pages)), [pages]);
  return { ...query, rows };
}

/** How many wait and how many are held; null until known. The live stream renews it. */
export function useCounts(): ViewCounts | null {
  const query = useQuery<ViewCounts | null>({
    queryKey: keys.counts,
    queryFn: () => null,
    enabled: false,
    staleTime: Infinity,
  });
  return query.data ?? null;
}
