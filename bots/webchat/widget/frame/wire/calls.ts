/**
 * The calls to the server, one function each. A refusal is an answer like any other; a connection that broke is `offline`:
 * nobody knows whether the call was carried out, so what must not happen twice carries an id. Nothing here repeats a call.
 */
import type {
  ChatConfig,
  ChatFile,
  ContinueAnswer,
  ContinueRequest,
  FileAnswer,
  History,
  MarksRequest,
  MessageAnswer,
  MessageRequest,
  Refusal,
  SessionAnswer,
  SessionRequest,
} from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; why: Refused; retryAfterMs: number };

/** `offline`: no answer came. */
export type Refused = Refusal['error'] | 'offline';

export interface Calls {
  config(): Promise<Answer<ChatConfig>>;
  session(request: SessionRequest): Promise<Answer<SessionAnswer>>;
  leave(): Promise<Answer<null>>;
  /** The newest page, or the one before the item with this `seq`. */
  history(before?: number): Promise<Answer<History>>;
  post(message: MessageRequest): Promise<Answer<MessageAnswer>>;
  marks(marks: MarksRequest): Promise<Answer<null>>;
  typing(): Promise<Answer<null>>;
  continueIn(where: ContinueRequest['in']): Promise<Answer<ContinueAnswer>>;
  upload(file: Blob, name: string, progress: (share: number) => void): Promise<Answer<FileAnswer>>;
  /** The bytes of a file of the chat. */
  file(file: ChatFile): Promise<Blob | null>;
  stream(after: number, signal: AbortSignal): Promise<Response>;
}

const TIMEOUT_MS = 20_000;
/** The server waits no longer either. */
const UPLOAD_TIMEOUT_MS = 1_200_000;
/** Nothing goes any more: the line is dead, though nobody said so. */
const STALLED_MS = 60_000;

/** `base`: the address of the calls, with a trailing slash. `token` gives the visitor's, if there is one. */
export function createCalls(base: string, token: () => string | null, clock: Clock): Calls {
  const authorization = (): Record<string, string> => {
    const held = token();
    return held === null ? {} : { Authorization: `Bearer ${held}` };
  };
  async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const headers = {
      ...authorization(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const stop = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => stop.abort());
    try {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(base + path, { method, headers, signal: stop.signal, ...sent });
      if (response.ok)
        return { ok: true, value: (response.status === 204 ? null : await response.json()) as T };
      return readRefusal(response.status, await response.json().catch(() => null));
    } catch {
      return { ok: false, why: 'offline', retryAfterMs: 0 };
    } finally {
      cancel();
    }
  }
  return {
    config: () => call('GET', 'config'),
    session: (request) => call('POST', 'session', request),
    leave: () => call('DELETE', 'session'),
    history: (before) => call('GET', before === undefined ? 'history' : `history?before=${before}`),
    post: (message) => call('POST', 'messages', message),
    marks: (marks) => call('POST', 'marks', marks),
    typing: () => call('POST', 'typing', {}),
    continueIn: (where) => call('POST', 'continue', { in: where }),
    upload: (file, name, progress) =>
      upload(`${base}files`, { file, name, headers: authorization(), clock }, progress),
    async file({ id }) {
      try {
        const response = await fetch(`${base}files/${id}`, { headers: authorization() });
        return response.ok ? await response.blob() : null;
      } catch {
        return null;
      }
    },
    stream: (after, signal) =>
      fetch(`${base}stream?after=${after}`, {
        headers: { ...authorization(), Accept: 'text/event-stream' },
        cache: 'no-store',
        signal,
      }),
  };
}

/** By XMLHttpRequest: `fetch` does not say how far an upload is. */
function upload(
  url: string,
  what: { file: Blob; name: string; headers: Record<string, string>; clock: Clock },
  progress: (share: number) => void,
): Promise<Answer<FileAnswer>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const offline = (): void => resolve({ ok: false, why: 'offline', retryAfterMs: 0 });
    let cancel = (): void => undefined;
    const moved = (): void => {
      cancel();
      cancel = what.clock.after(STALLED_MS, () => request.abort());
    };
    request.open('POST', url);
    request.timeout = UPLOAD_TIMEOUT_MS;
    for (const [key, value] of Object.entries(what.headers)) request.setRequestHeader(key, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(what.name));
    request.upload.addEventListener('progress', (event) => {
      moved();
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, offline);
    request.addEventListener('load', () => {
      const body = parse(request.responseText);
      if (request.status < 200 || request.status > 299) resolve(readRefusal(request.status, body));
      else resolve({ ok: true, value: body as FileAnswer });
    });
    request.addEventListener('loadend', () => cancel());
    moved();
    request.send(what.file);
  });
}

function readRefusal(status: number, body: unknown): { ok: false; why: Refused; retryAfterMs: number } {
  const refusal = body as Partial<Refusal> | null;
  const retryAfterMs = refusal?.retryAfterMs ?? 0;
  if (typeof refusal?.error === 'string') return { ok: false, why: refusal.error, retryAfterMs };
  // A gateway in front of the server answered in its place.
  if (status === 413) return { ok: false, why: 'too-large', retryAfterMs };
  return {
    ok: false,
    why: status === 429 ? 'slow-down' : status < 500 ? 'bad-request' : 'offline',
    retryAfterMs,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
