/** A browser as far as the API is concerned: it keeps cookies, sends the session's token and says where it comes from. */
import { request } from 'node:http';
import type { House } from './open-house.ts';
import { PASSWORD } from './open-house.ts';

export interface Seen {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body as JSON; `{}` when it is none. */
  json: Record<string, unknown>;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  json?: unknown;
}

/** One bare request; never throws because of a status. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, json }: Ask = {},
): Promise<Seen> {
  const payload = json === undefined ? body : JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method,
        headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
        });
      },
    );
    call.on('error', reject);
    call.end(payload);
  });
}

export interface Browser {
  ask(path: string, what?: Ask): Promise<Seen>;
  get(path: string): Promise<Seen>;
  /** With the session's token and as one of our own pages. */
  send(method: string, path: string, json?: unknown): Promise<Seen>;
  signIn(login: string, password?: string): Promise<Seen>;
  cookies: Map<string, string>;
  csrf: string;
}

export function openBrowser({ port }: Pick<House, 'port'>): Browser {
  const browser: Browser = {
    cookies: new Map(),
    csrf: '',
    async ask(path, { headers = {}, ...what } = {}) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const seen = await ask(port, path, { ...what, headers: { ...(cookie ? { cookie } : {}), ...headers } });
      for (const line of [seen.headers['set-cookie'] ?? []].flat()) keep(browser.cookies, line);
      return seen;
    },
    get: (path) => browser.ask(path),
    async send(method, path, json) {
      const seen = await browser.ask(path, {
        method,
        ...(json === undefined ? {} : { json }),
        headers: {
          'x-csrf-token': browser.csrf,
          origin: `http://127.0.0.1:${port}`,
          'sec-fetch-site': 'same-origin',
        },
      });
      if (typeof seen.json['csrf'] === 'string') browser.csrf = seen.json['csrf'];
      return seen;
    },
    signIn: (login, password = PASSWORD) => browser.send('POST', '/api/session', { login, password }),
  };
  return browser;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  if (attributes.some((attribute) => attribute.trim() === 'Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
