/** Hands the server's doors to every component. */
import { createContext, useContext } from 'react';
import type { Endpoints } from './endpoints.ts';

export const ApiContext = createContext<Endpoints | null>(null);

/** The server's doors; only below `App`. */
export function useApi(): Endpoints {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi outside of App');
  return api;
}
