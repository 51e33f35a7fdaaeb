/** The filters of the feedback page, which the address keeps, and the pages that fit them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { FEEDBACK_DAYS, SCORE_LEVELS, SURVEYS } from '../../api/bounds.ts';
import { useQueryValue } from '../ambient/route.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

export type Filters = Record<'days' | 'kind' | 'level' | 'operator', string>;

/** What the address says, as far as it makes sense; "" for no filter. */
export function useFilters(): Filters {
  const days = useQueryValue('days');
  const kind = useQueryValue('kind');
  const level = useQueryValue('level');
  const operator = useQueryValue('operator');
  return {
    days: oneOf(FEEDBACK_DAYS, days) ?? '30',
    kind: oneOf(SURVEYS, kind) ?? '',
    level: oneOf(SCORE_LEVELS, level) ?? '',
    operator,
  };
}

/** As the server takes them. */
export function askedFor(filters: Filters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

export function useFeedback(filters: Filters) {
  const api = useApi();
  const asked = askedFor(filters);
  return useInfiniteQuery({
    queryKey: keys.feedback(asked),
    queryFn: ({ pageParam }) => api.feedback(pageParam === '' ? asked : { ...asked, before: pageParam }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  });
}

function oneOf(allowed: readonly string[], value: string): string | null {
  return allowed.includes(value) ? value : null;
}
