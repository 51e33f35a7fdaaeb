/** An operator without a browser: signs in over HTTP, keeps the cookie, sends commands as the console does. */
import { randomUUID } from 'node:crypto';
import type { OpenProduct } from './open-product.ts';

export interface OperatorClient {
  rows(view: string): Promise<{ id: string; name: string }[]>;
  /** The newest lines of a conversation, oldest first. */
  lines(conversation: string): Promise<{ kind: string; content?: { text?: string; unsupported?: string } }[]>;
  does(conversation: string, command: Record<string, unknown>): Promise<unknown>;
  onDuty(): Promise<void>;
  /** A file for a reply: what comes back is its `media`. */
  upload(fileName: string, bytes: Uint8Array): Promise<Record<string, unknown>>;
  /** Any door of the API; throws unless it is answered well. */
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

/** Becomes the first admin by the one-time link. */
export async function setUpOperator({ url, product }: OpenProduct): Promise<OperatorClient> {
  const { setupLink } = product;
  const token = setupLink?.slice(setupLink.lastIndexOf('/') + 1);
  const answer = await call(url, 'POST', '/api/setup', {
    token,
    login: 'olga',
    name: 'Ольга Петрова',
    password: 'длинная фраза для входа',
    locale: 'ru',
  });
  return clientOf(url, answer);
}

/** The same, ready for customers. */
export async function operatorOnDuty(open: OpenProduct): Promise<OperatorClient> {
  const operator = await setUpOperator(open);
  await operator.onDuty();
  return operator;
}

/** Enters by a one-time link, such as `/link/<token>`. */
export async function enterByLink(url: string, link: string): Promise<OperatorClient> {
  return clientOf(
    url,
    await call(url, 'POST', '/api/link', { token: link.slice(link.lastIndexOf('/') + 1) }),
  );
}

async function clientOf(url: string, answer: Response): Promise<OperatorClient> {
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { csrf } = (await answer.json()) as { csrf: string };
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await call(url, method, path, body, { cookie, 'x-csrf-token': csrf });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : ((await response.json()) as Record<string, unknown>);
  };
  return {
    async rows(view) {
      const list = await ask('GET', `/api/conversations?view=${view}`);
      return list?.['rows'] as { id: string; name: string }[];
    },
    async lines(conversation) {
      const page = await ask('GET', `/api/conversations/${conversation}/thread`);
      return page?.['lines'] as Awaited<ReturnType<OperatorClient['lines']>>;
    },
    async does(conversation, command) {
      const clientId = randomUUID();
      // On a busy machine it may be stored and not decided yet: the same id asks for its outcome.
      for (;;) {
        const reply = await ask('POST', `/api/conversations/${conversation}/commands`, { clientId, command });
        if (reply?.['kind'] !== 'pending') return reply?.['outcome'];
      }
    },
    ask: async (method, path, body) => (await ask(method, path, body)) ?? {},
    async upload(fileName, bytes) {
      const response = await fetch(`${url}/api/media?name=${encodeURIComponent(fileName)}`, {
        method: 'POST',
        headers: { origin: url, cookie, 'x-csrf-token': csrf, 'content-type': 'application/octet-stream' },
        body: Buffer.from(bytes),
      });
      if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
      return (await response.json()) as Record<string, unknown>;
    },
    async onDuty() {
      await ask('PUT', '/api/me/duty', { onDuty: true });
    },
  };
}

function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      origin: url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
