/**
 * Outbound HTTP to platforms and shops: one keep-alive pool, one total time-out, bounded answers, no redirects, no retries.
 * What matters to the caller is told apart: an answer came; the request certainly never left; nobody knows.
 * Must never put a secret (tokens stand in URLs) into what it returns.
 */
import { isIP } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { createGuardedLookup, type Resolve } from './guarded-lookup.ts';
import { isPublicAddress } from './public-address.ts';
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
  /** Takes the bytes of an answer of status 200 instead of `body`, at its own pace; ended by whoever made it. */
  into?: Writable;
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
  /** PEM of certificate authorities to trust besides the usual ones. */
  ca?: string | null;
  /**
   * The one origin that may have any address, such as the configured API root; every other host is refused unless all its
   * addresses are public, looked at when the connection is made. Missing: no host is looked at. Behind a proxy it is the
   * proxy that resolves names, and only the addresses in URLs themselves can be looked at.
   */
  trustedOrigin?: string;
  /** How names become addresses; the machine's own way unless given. */
  resolve?: Resolve;
  /** Blotted out of every reason. */
  secrets?: string[];
}

/** A client with its own connections. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, trustedOrigin } = options;
  const open = createDispatcher(options, false);
  const guarded = trustedOrigin === undefined ? open : createDispatcher(options, true);
  // As it was written and as browsers write it: a file's address may come in either form.
  const trusted = new Set(
    trustedOrigin === undefined ? [] : [splitUrl(trustedOrigin).origin, URL.parse(trustedOrigin)?.origin],
  );
  const redact = createRedactor(options.secrets ?? []);
  return {
    request(call) {
      const { origin, path } = splitUrl(call.url);
      const isGuarded = trustedOrigin !== undefined && !trusted.has(origin);
      if (isGuarded && isInnerLiteral(origin))
        return Promise.resolve({ kind: 'not-sent', reason: 'not a public address' });
      return dispatch(isGuarded ? guarded : open, clock, redact, call, { origin, path });
    },
    async close() {
      await Promise.all([open.destroy(), guarded === open ? undefined : guarded.destroy()]);
    },
  };
}

function createDispatcher(
  { connections, proxy, ca, resolve }: HttpClientOptions,
  isGuarded: boolean,
): Dispatcher {
  const common = {
    connections: connections ?? LIMITS.sendsPerAccount * 2,
    pipelining: 1,
    // The total time-out below is the only one: undici's own are coarse and would say less.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const connect = {
    timeout: LIMITS.connectTimeoutMs,
    ...(ca ? { ca: [...getCACertificates(), ca] } : {}),
    // The proxy itself may well be an inner machine, and it is the proxy that looks up names.
    ...(isGuarded && !proxy ? { lookup: createGuardedLookup(resolve) } : {}),
  };
  return proxy
    ? new ProxyAgent({ ...common, uri: proxy, requestTls: connect, proxyTls: connect })
    : new Agent({ ...common, connect });
}

/** An address that stands in the URL itself is never looked up, so it has to be looked at here. */
function isInnerLiteral(origin: string): boolean {
  const host = (URL.parse(origin)?.hostname ?? '').replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host);
}

function dispatch(
  dispatcher: Dispatcher,
  clock: Clock,
  redact: (text: string) => string,
  call: HttpCall,
  { origin, path }: { origin: string; path: string },
): Promise<HttpOutcome> {
  const { promise, resolve } = Promise.withResolvers<HttpOutcome>();
  const limit = call.maxBytes ?? LIMITS.platformAnswerBytes;
  const exchange = createExchange(limit, call.into ?? null, redact, (outcome) => {
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
function createExchange(
  maxBytes: number,
  into: Writable | null,
  redact: (text: string) => string,
  end: (o: HttpOutcome) => void,
) {
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
    onResponseStart(current, statusCode, answerHeaders) {
      status = statusCode;
      headers = answerHeaders;
      // Said beforehand: not one byte of it has to come.
      if (Number(answerHeaders['content-length']) > maxBytes) {
        finish({ kind: 'oversized', status });
        current.abort(new Error('answer too large'));
      }
    },
    onResponseData(current, chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        finish({ kind: 'oversized', status });
        current.abort(new Error('answer too large'));
      } else if (into === null || status !== 200) chunks.push(chunk);
      else pour(chunk, into, current);
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
  into?.once('error', (error) => {
    fail(describe(error));
    controller?.abort(error);
  });
  return { handler, timeOut };
}

/** At the pace of whoever takes it. */
function pour(chunk: Buffer, into: Writable, controller: Dispatcher.DispatchController): void {
  if (into.write(chunk)) return;
  controller.pause();
  into.once('drain', () => controller.resume());
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
