/** Who is signed in: read once, renewed by every answer that carries a session. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { OperatorRow } from '../../api/people.ts';
import type { SessionInfo } from '../../api/session.ts';
import { learnServerTime } from '../ambient/server-time.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

export const SessionContext = createContext<SessionInfo | null>(null);

/** The session; only below the sign-in gate. */
export function useSession(): SessionInfo {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession before sign-in');
  return session;
}

/** The question whether anybody is signed in; `data` is null when nobody is. */
export function useSessionQuery() {
  const api = useApi();
  return useQuery({
    queryKey: keys.session,
    queryFn: async () => {
      const session = await api.session();
      if (session !== null) learnServerTime(session.nowMs);
      return session;
    },
    staleTime: Infinity,
  });
}

/** Takes over a fresh session after signing in, setting up or using a link. */
export function useEnter(): (session: SessionInfo) => void {
  const cache = useQueryClient();
  return (session) => {
    learnServerTime(session.nowMs);
    cache.setQueryData(keys.session, session);
  };
}

/** Forgets the session and everything read in it. */
export function leave(cache: QueryClient): void {
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  cache.setQueryData(keys.session, null);
}

/** Puts the signed-in operator's new row into the session. */
export function renewMe(cache: QueryClient, operator: OperatorRow): void {
  cache.setQueryData<SessionInfo | null>(keys.session, (session) =>
    session && session.operator.id === operator.id ? { ...session, operator } : session,
  );
}
