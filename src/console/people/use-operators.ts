/** Everybody at the desk; the live stream renews it. */
import { useQuery } from '@tanstack/react-query';
import type { OperatorRow } from '../../api/people.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

/** Operators, the ones who are here first; empty until known. */
export function useOperators() {
  const api = useApi();
  return useQuery({
    queryKey: keys.operators,
    queryFn: api.operators,
    select: ({ operators }) => operators.toSorted(byPresence),
  });
}

const RANK: Record<OperatorRow['presence'], number> = { here: 0, gone: 1, away: 2 };

function byPresence(a: OperatorRow, b: OperatorRow): number {
  const off = (row: OperatorRow): number => Number(row.disabled);
  return off(a) - off(b) || RANK[a.presence] - RANK[b.presence] || a.name.localeCompare(b.name);
}
