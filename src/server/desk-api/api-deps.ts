/** What the routes share. */
import type { ServerDeps } from '../server-deps.ts';
import type { Auth } from '../auth/auth.ts';
import type { Live } from '../live.ts';
import type { Patience } from '../patience.ts';
import { peopleOf, type People } from './views.ts';

export interface ApiDeps extends ServerDeps {
  auth: Auth;
  live: Live;
  patience: Patience;
  /** The address under which people reach the console, without a trailing slash. */
  baseUrl: () => string;
}

/** Everybody at the desk; a short list, read afresh so that no answer shows yesterday's roles. */
export async function readPeople({ store }: Pick<ApiDeps, 'store'>): Promise<People> {
  return peopleOf(await store.listOperators());
}
