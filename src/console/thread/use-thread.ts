/** The lines of one conversation: the newest page, older ones on demand, and whatever the live stream announces. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ThreadLine, ThreadPage } from '../../api/thread.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { confirmedIds, mergeNewest, mergeOlder } from '../live/merge-thread.ts';
import { useOutbox, useUnsent } from '../outbox/use-outbox.ts';

export interface Thread {
  /** Undefined until the first page is there. */
  lines: readonly ThreadLine[] | undefined;
  more: boolean;
  error: unknown;
  retry(): void;
  loadOlder(): void;
  loadingOlder: boolean;
}

/** `id` is the conversation's. */
export function useThread(id: string): Thread {
  const api = useApi();
  const cache = useQueryClient();
  const outbox = useOutbox();
  const key = keys.thread(id);
  const query = useQuery({
    queryKey: key,
    queryFn: async () => {
      const newest = await api.thread(id, null);
      return mergeNewest(cache.getQueryData<ThreadPage>(key), newest);
    },
  });
  const older = useMutation({
    mutationFn: (before: number) => api.thread(id, before),
    onSuccess: (page) => cache.setQueryData<ThreadPage>(key, (known) => mergeOlder(known, page)),
  });
  const lines = query.data?.lines;
  useEffect(() => {
    if (lines !== undefined) outbox.confirm(confirmedIds(lines));
  }, [lines, outbox]);
  // Normally the stream tells of a sent line first; without it the line is asked for.
  const unsent = useUnsent(id);
  const arrived = unsent.filter((item) => item.state === 'done').length;
  useEffect(() => {
    if (arrived > 0) void cache.invalidateQueries({ queryKey: keys.thread(id) });
  }, [arrived, cache, id]);
  const first = lines?.[0];
  return {
    lines,
    more: query.data?.more ?? false,
    error: lines === undefined ? query.error : null,
    retry: () => void query.refetch(),
    loadOlder: () => {
      if (first !== undefined && !older.isPending) older.mutate(first.seq);
    },
    loadingOlder: older.isPending,
  };
}
