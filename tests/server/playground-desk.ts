/** A playground over real sockets: its handler, the emulator behind it, and a hand-moved bot that speaks its HTTP API. */
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulatedTelegram } from '../../bots/telegram/emulator/emulated.ts';
import type { LetterView, PlaygroundState } from '../../src/api/playground.ts';
import { systemClock, systemRandom, type Clock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createPlayground } from '../../src/server/playground.ts';
import type { Sample } from '../../src/server/playground/samples.ts';

export interface PlaygroundDesk {
  url: string;
  port: number;
  letters: LetterView[];
  /** Words of the shop that wait, as the house would say. */
  waiting: number;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  state(): Promise<PlaygroundState>;
  /** A call of the shop's side, as the adapter makes it. */
  bot(method: string, params?: Record<string, unknown>): Promise<unknown>;
  /** The next updates that the shop's side fetches. */
  updates(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: unknown;
}

export interface DeskOptions {
  samples?: Sample[];
  clock?: Clock;
  consoleDir?: string;
}

/** Opens everything on free loopback ports. */
export async function openPlaygroundDesk(options: DeskOptions = {}): Promise<PlaygroundDesk> {
  const { samples = [], clock = systemClock, consoleDir = '/nowhere' } = options;
  const played = await startEmulatedTelegram({
    clock,
    random: systemRandom,
    ownUrl: 'http://127.0.0.1:1',
    first: [
      { name: 'Анна Смирнова', locale: 'ru', number: '79990001001' },
      { name: 'Emma Clarke', locale: 'en' },
    ],
  });
  const { API_ROOT: apiRoot, BOT_TOKEN: token } = played.settings;
  const letters: LetterView[] = [];
  const handler = createPlayground({
    platforms: new Map([['telegram', played]]),
    waiting: () => desk.waiting,
    signInLink: () => Promise.resolve('http://127.0.0.1:1/link/a-token'),
    letters: () => letters,
    consoleDir,
    shop: { name: (locale) => `Мята ${locale}`, timeZone: () => 'Europe/Moscow' },
    samples,
    log: silentLog,
    clock,
  });
  const server = createServer(handler);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let offset = 0;
  const ask = (method: string, path: string, body?: Buffer, headers: Record<string, string> = {}) =>
    send({ port, method, path: `/playground${path}`, headers }, body);
  const bot = async (method: string, params: Record<string, unknown> = {}): Promise<unknown> => {
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    const { result } = (await response.json()) as { result?: unknown };
    return result;
  };
  const desk: PlaygroundDesk = {
    waiting: 0,
    url: `http://127.0.0.1:${port}`,
    port,
    letters,
    get: (path, headers) => ask('GET', path, undefined, headers),
    post: (path, body, headers) =>
      ask('POST', path, Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body ?? {})), headers),
    state: async () => (await ask('GET', '/api/state')).json as PlaygroundState,
    bot,
    async updates() {
      const found = (await bot('getUpdates', { offset, timeout: 3 })) as Record<string, unknown>[];
      offset = Number(found.at(-1)?.['update_id'] ?? offset - 1) + 1;
      return found;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await played.close();
    },
  };
  return desk;
}

/** The low-level client: unlike `fetch` it may claim any Host. */
function send(options: object, body: Buffer | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = openRequest({ host: '127.0.0.1', ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = String(response.headers['content-type']).includes('json');
        const json: unknown = isJson ? JSON.parse(text) : null;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

export interface Heard {
  events: { name: string; data: Record<string, unknown> }[];
  /** The first event that fits, now or soon. */
  until(fits: (name: string, data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  stop(): void;
}

/** Listens to the stream of events. */
export async function listen(desk: PlaygroundDesk): Promise<Heard> {
  const stop = new AbortController();
  const response = await fetch(`${desk.url}/playground/api/events`, { signal: stop.signal });
  const events: Heard['events'] = [];
  const waiting = new Set<() => void>();
  void (async () => {
    let rest = '';
    try {
      for await (const chunk of response.body ?? []) {
        rest += Buffer.from(chunk).toString();
        const frames = rest.split('\n\n');
        rest = frames.pop() ?? '';
        for (const frame of frames) {
          const name = /^event: (.*)$/m.exec(frame)?.[1];
          const data = /^data: (.*)$/m.exec(frame)?.[1];
          if (name !== undefined && data !== undefined) events.push({ name, data: JSON.parse(data) });
        }
        for (const look of waiting) look();
      }
    } catch {
      // Stopped.
    }
  })();
  return {
    events,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`not heard among: ${events.map(({ name }) => name).join(', ')}`));
        }, 4_000);
        const look = (): void => {
          const found = events.find(({ name, data }) => fits(name, data));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.data);
        };
        waiting.add(look);
        look();
      }),
    stop: () => stop.abort(),
  };
}
