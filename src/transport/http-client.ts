/**
 * Outbound HTTP to platforms and shops: one keep-alive pool, one total time-out, bounded answers, no redirects, no retries.
 * What matters to the caller is told apart: an answer came; the request certainly never left; nobody knows.
 * Must never put a secret (tokens stand in URLs) into what it returns.
 */
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { Readable } from 'node:stream';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { createRedactor } from './redact.ts';

export interface HttpClient {
  /** Never rejects. */
  request(call: HttpCall): Promise<HttpOutcome>;
  /** Ends every connection at once; calls under way come back as `unknown` or `not-sent`. */
  close(): Promise<void>;
}

export interface HttpCall {
  method: 'GET' | 'POST';
  /** Absolute, http or https. */
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | Readable;
  /** In all, from now to the last byte; LIMITS.sendTimeoutMs unless given. */
  timeoutMs?: number;
  /** Of the answer; LIMITS.platformAnswerBytes unless given. */
  maxBytes?: number;
}

export type HttpOutcome =
  | { kind: 'answer'; status: number; headers: AnswerHeaders; body: Buffer }
  /** It was answered, with more bytes than we take. */
  | { kind: 'oversized'; status: number }
  /** Not one byte of the request was written: no connection, no name, no trust in the certificate. */
  | { kind: 'not-sent'; reason: string }
  /** Written, and then no whole answer: it may have been carried out. */
  | { kind: 'unknown'; reason: string };

/** Lower-case names. */
export type AnswerHeaders = Record<string, string | string[] | undefined>;

export interface HttpClientOptions {
  clock: Clock;
  /** Connections to one origin. */
  connections?: number;
  /** URL of a proxy that all requests go through. */
  proxy?: string | null;
  /** PEM of a certificate authority to trust instead of the machine's. */
  ca?: string | null;
  /** Blotted out of every reason. */
  secrets?: string[];
}

/** A client with its own connections. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const dispatcher = createDispatcher(options);
  const redact = createRedactor(options.secrets ?? []);
  return {
    request: (call) => dispatch(dispatcher, options.clock, redact, call),
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ connections, proxy, ca }: HttpClientOptions): Dispatcher {
  const tls = ca ? { ca } : {};
  const common = {
    connections: connections ?? LIMITS.sendsPerAccount * 2,
    pipelining: 1,
    // The total time-out below is the only one: undici's own are coarse and would say less.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const connect = { timeout: LIMITS.connectTimeoutMs, ...tls };
  return proxy
    ? new ProxyAgent({ ...common, uri: proxy, requestTls: connect, proxyTls: connect })
    : new Agent({ ...common, connect });
}

function dispatch(
  dispatcher: Dispatcher,
  clock: Clock,
  redact: (text: string) => string,
  call: HttpCall,
): Promise<HttpOutcome> {
  const { origin, path } = splitUrl(call.url);
  const { promise, resolve } = Promise.withResolvers<HttpOutcome>();
  const exchange = createExchange(call.maxBytes ?? LIMITS.platformAnswerBytes, redact, (outcome) => {
    cancelTimer();
    resolve(outcome);
  });
  const cancelTimer = clock.after(call.timeoutMs ?? LIMITS.sendTimeoutMs, exchange.timeOut);
  const { method, headers = null, body = null } = call;
  try {
    dispatcher.dispatch({ origin, path, method, headers, body }, exchange.handler);
  } catch (error) {
    exchange.handler.onResponseError?.(NO_CONTROLLER, toReason(error));
  }
  return promise;
}

/** The life of one request: ends exactly once, by answer, error or time. */
function createExchange(maxBytes: number, redact: (text: string) => string, end: (o: HttpOutcome) => void) {
  let controller: Dispatcher.DispatchController | null = null;
  let ended = false;
  let status = 0;
  let headers: AnswerHeaders = {};
  let bytes = 0;
  const chunks: Buffer[] = [];
  const finish = (outcome: HttpOutcome): void => {
    if (ended) return;
    ended = true;
    end(outcome);
  };
  const fail = (reason: string): void =>
    finish({ kind: controller === null ? 'not-sent' : 'unknown', reason: redact(reason) });

  const handler: Dispatcher.DispatchHandler = {
    // Called right before the first byte is written: from here on the platform may have seen the request.
    onRequestStart(started) {
      if (ended) started.abort(new Error('timed out before a connection was free'));
      else controller = started;
    },
    onResponseStart(_controller, statusCode, answerHeaders) {
      status = statusCode;
      headers = answerHeaders;
    },
    onResponseData(current, chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        finish({ kind: 'oversized', status });
        current.abort(new Error('answer too large'));
      } else chunks.push(chunk);
    },
    onResponseEnd: () =>
      finish({
        kind: 'answer',
        status,
        headers,
        body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
      }),
    onResponseError: (_controller, error) => fail(describe(error)),
  };
  const timeOut = (): void => {
    fail('timed out');
    controller?.abort(new Error('timed out'));
  };
  return { handler, timeOut };
}

/** undici parses a URL object per call otherwise; a cut at the third slash is all there is to do. */
function splitUrl(url: string): { origin: string; path: string } {
  const slash = url.indexOf('/', url.indexOf('://') + 3);
  return slash < 0 ? { origin: url, path: '/' } : { origin: url.slice(0, slash), path: url.slice(slash) };
}

function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `${code}: ${error.message}`;
}

function toReason(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

const NO_CONTROLLER: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  abort() {},
  pause() {},
  resume() {},
};
