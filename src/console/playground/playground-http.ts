/** The page's calls: acts on phones, samples, and the way into the console. Every failure is a text for the person. */
import type { PlaygroundAct, CustomerView, NewCustomer, TroubleName } from '../../api/playground.ts';
import { CSRF_HEADER, PLAYGROUND_LOGIN, PLAYGROUND_NAMES } from '../../api/bounds.ts';
import type { SessionInfo } from '../../api/session.ts';
import type { ApiLocale } from '../../api/words.ts';

const BASE = '/playground/api';

export const playgroundHttp = {
  act: (customer: string, act: PlaygroundAct): Promise<unknown> =>
    call('POST', `${BASE}/customers/${customer}/acts`, act),

  add: (wish: NewCustomer) => call<CustomerView>('POST', `${BASE}/customers`, wish),

  trouble: (platform: string, trouble: TroubleName, on: boolean): Promise<unknown> =>
    call('POST', `${BASE}/platforms/${platform}`, { trouble, on }),

  play: (name: string) => call<{ customerId: string }>('POST', `${BASE}/samples/${name}`),

  async sendFile(customer: string, kind: 'photo' | 'document', file: File): Promise<void> {
    const query = new URLSearchParams({ kind, name: file.name });
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `${BASE}/customers/${customer}/files?${query}`;
    await read(await fetch(path, { method: 'POST', headers, body: file }));
  },

  /**
   * Sees to it that the console beside us is signed in and speaks this language. Somebody who signed in by themselves is
   * left alone. True when the console has to be drawn anew.
   */
  async openConsole(locale: ApiLocale): Promise<boolean> {
    const found = await session();
    const { operator, csrf } = found ?? (await signIn());
    if (operator.login !== PLAYGROUND_LOGIN || operator.locale === locale) return found === null;
    // The made-up operator has a made-up name in each language; one that somebody has chosen stays.
    const isOurs = Object.values(PLAYGROUND_NAMES).includes(operator.name);
    const wish = isOurs ? { locale, name: PLAYGROUND_NAMES[locale] } : { locale };
    await call('PATCH', '/api/me', wish, { [CSRF_HEADER]: csrf });
    return true;
  },
};

/** Where the bytes of a chat's file are. */
export function fileUrl(customer: string, file: string): string {
  return `${BASE}/customers/${customer}/files/${encodeURIComponent(file)}`;
}

async function session(): Promise<SessionInfo | null> {
  const response = await fetch('/api/session');
  if (response.status === 401) return null;
  return read<SessionInfo>(response);
}

async function signIn(): Promise<SessionInfo> {
  const { path } = await call<{ path: string }>('POST', `${BASE}/sign-in`);
  const token = path.slice(path.lastIndexOf('/') + 1);
  return call<SessionInfo>('POST', '/api/link', { token });
}

async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return read<T>(
    await fetch(path, { method, headers: { 'content-type': 'application/json', ...headers }, ...sent }),
  );
}

async function read<T>(response: Response): Promise<T> {
  const value: unknown = await response.json();
  if (response.ok) return value as T;
  const said = typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : '';
  throw new Error(said === '' ? String(response.status) : said);
}
