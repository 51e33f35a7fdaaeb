/**
 * A visitor of the web chat without a browser: speaks the protocol over real HTTP as the widget does, with its cursor, its client
 * ids and its patience. There is no foreign platform to emulate here; this is the other side of our own.
 */
import { systemClock, systemRandom, type Clock, type Random } from '../../../src/core/clock.ts';
import { newPublicId } from '../../../src/core/ids.ts';
import {
  messageAnswerSchema,
  refusalSchema,
  sessionAnswerSchema,
  type ChatItem,
  type FileAnswer,
  fileAnswerSchema,
  historySchema,
  type Marks,
  type MessageRequest,
  type SessionAnswer,
  type SessionRequest,
  type StreamEvent,
} from '../protocol.ts';
import { readEvents } from './read-events.ts';

export interface VisitorOptions {
  /** `http://127.0.0.1:8080/chat/main`. */
  url: string;
  /** The shop's page that shows the chat. */
  origin: string;
  session?: SessionRequest;
  /** A token kept from before. */
  token?: string;
  clock?: Clock;
  random?: Random;
}

/** A message without its client id, which the client makes. */
export type Said = MessageRequest extends infer M
  ? M extends { cid: string }
    ? Omit<M, 'cid'>
    : never
  : never;

export interface VisitorClient {
  /** Opens the session and loads the history; the token is kept. */
  open(): Promise<SessionAnswer>;
  /** Keeps a stream open, coming back with the cursor, until `disconnect`. */
  connect(): void;
  disconnect(): Promise<void>;
  /** Says it until it is stored: the same `cid` each time. */
  post(message: Said, cid?: string): Promise<ChatItem | null>;
  says(text: string): Promise<ChatItem | null>;
  /** Presses the newest button with this label that an item offers. */
  taps(label: string): Promise<ChatItem | null>;
  uploads(bytes: Uint8Array, name: string): Promise<FileAnswer['file']>;
  downloads(fileId: string): Promise<{ bytes: Uint8Array; headers: Headers } | null>;
  /** Marks everything that is shown as read. */
  reads(): Promise<void>;
  /** One call as it is, for everything else. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** What is shown, in the order of the chat. */
  items(): ChatItem[];
  /** What it knows; moves on by itself. */
  readonly knows: Readonly<Known>;
  /** Told of every event, after it was taken. */
  watch(watcher: (event: StreamEvent) => void): () => void;
  /** Waits for an item; fails after `patienceMs`. */
  hears(expected: RegExp, patienceMs?: number): Promise<ChatItem>;
}

export interface Known {
  token: string | null;
  address: string;
  marks: Marks;
  /** The `seq` of every entry that was taken from the streams, in the order of arrival; and how many came a second time. */
  arrived: number[];
  repeats: number;
}

const NO_MARKS: Marks = { delivered: 0, read: 0, seen: 0 };
const RETRY_MS = 100;
const RETRIES = 200;
const PATIENCE_MS = 20_000;

interface State extends Required<Pick<VisitorOptions, 'url' | 'origin' | 'clock' | 'random'>>, Known {
  session: SessionRequest;
  shown: Map<string, ChatItem>;
  cursor: number;
  watchers: Set<(event: StreamEvent) => void>;
  /** The stream that is open or coming back; null: disconnected. */
  stop: AbortController | null;
  streaming: Promise<void>;
}

export function createVisitor(options: VisitorOptions): VisitorClient {
  const state = initialState(options);
  const says = (message: Said, cid = newPublicId(state.random)): Promise<ChatItem | null> =>
    postUntilStored(state, { ...message, cid });
  return {
    open: () => openSession(state),
    connect() {
      if (state.stop) return;
      state.stop = new AbortController();
      state.streaming = keepStream(state, state.stop);
    },
    async disconnect() {
      state.stop?.abort();
      state.stop = null;
      await state.streaming;
    },
    post: says,
    says: (text) => says({ kind: 'text', text }),
    async taps(label) {
      const found = findButton(state, label);
      if (found === null) throw new Error(`no button says "${label}"`);
      return says({ kind: 'tap', ...found });
    },
    uploads: (bytes, name) => upload(state, bytes, name),
    async downloads(id) {
      const response = await call(state, 'GET', `files/${id}`);
      if (response.status !== 200) return null;
      return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
    },
    async reads() {
      const newest = Math.max(0, ...itemsOf(state).map(({ seq }) => seq));
      await call(state, 'POST', 'marks', { read: newest });
    },
    call: (method, path, body, headers) => call(state, method, path, body, headers),
    items: () => itemsOf(state),
    knows: state,
    watch(watcher) {
      state.watchers.add(watcher);
      return () => void state.watchers.delete(watcher);
    },
    hears: (expected, patienceMs = PATIENCE_MS) => hear(state, expected, patienceMs),
  };
}

function initialState(options: VisitorOptions): State {
  return {
    clock: systemClock,
    random: systemRandom,
    ...options,
    session: options.session ?? {},
    token: options.token ?? null,
    address: '',
    shown: new Map(),
    cursor: 0,
    arrived: [],
    repeats: 0,
    marks: NO_MARKS,
    watchers: new Set(),
    stop: null,
    streaming: Promise.resolve(),
  };
}

/** The words of an item as they are read. */
export function textOf(item: ChatItem): string {
  return item.text.map((span) => span.text).join('');
}

async function call(
  state: State,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const json = body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' };
  return fetch(`${state.url}/api/${path}`, {
    method,
    headers: {
      origin: state.origin,
      ...(state.token === null ? {} : { authorization: `Bearer ${state.token}` }),
      ...json,
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
}

async function openSession(state: State): Promise<SessionAnswer> {
  const response = await call(state, 'POST', 'session', state.session);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`session: ${response.status} ${JSON.stringify(body)}`);
  const answer = sessionAnswerSchema.parse(body);
  if (answer.visitor !== state.address) forget(state);
  state.token = answer.token ?? state.token;
  state.address = answer.visitor;
  state.marks = answer.marks;
  const history = await call(state, 'GET', 'history');
  const { items, cursor } = historySchema.parse(await history.json());
  for (const item of items) state.shown.set(item.id, item);
  state.cursor = Math.max(state.cursor, cursor);
  return answer;
}

function forget(state: State): void {
  state.shown.clear();
  state.cursor = 0;
}

/** On no answer, or "later", the same message again: that is what the client id is for. */
async function postUntilStored(state: State, message: MessageRequest): Promise<ChatItem | null> {
  for (let tries = 0; tries < RETRIES; tries += 1) {
    const response = await call(state, 'POST', 'messages', message).catch(() => null);
    const body: unknown = await response?.json().catch(() => null);
    // An answer that was cut on its way is none.
    const isCut = response?.status === 200 && body === null;
    if (response?.status === 200 && !isCut) {
      const { item } = messageAnswerSchema.parse(body);
      if (item) take(state, item);
      return item;
    }
    const refusal = refusalSchema.safeParse(body);
    const passes = isCut || response === null || response.status === 429 || response.status === 503;
    if (!passes) throw new Error(`${message.kind}: ${response.status} ${JSON.stringify(body)}`);
    await pause(state.clock, refusal.data?.retryAfterMs ?? RETRY_MS);
  }
  throw new Error(`never stored: ${message.kind}`);
}

async function upload(state: State, bytes: Uint8Array, name: string): Promise<FileAnswer['file']> {
  const response = await call(state, 'POST', 'files', bytes, { 'x-file-name': encodeURIComponent(name) });
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`files: ${response.status} ${JSON.stringify(body)}`);
  return fileAnswerSchema.parse(body).file;
}

async function keepStream(state: State, { signal }: AbortController): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await call(state, 'GET', `stream?after=${state.cursor}`, undefined, {}, signal);
      if (response.status === 200 && response.body) {
        for await (const event of readEvents(response.body)) await onEvent(state, event);
      } else if (response.status === 401) await openSession(state);
    } catch {
      // The server is gone or the stream was cut: it is asked for again.
    }
    if (!signal.aborted) await pause(state.clock, RETRY_MS);
  }
}

async function onEvent(state: State, event: StreamEvent): Promise<void> {
  switch (event.event) {
    case 'hello':
    case 'marks':
      state.marks = event.event === 'hello' ? event.data.marks : event.data;
      break;
    case 'entry':
      takeEntry(state, event.data.seq, event.data.put);
      break;
    case 'bye':
      if (event.data.reason === 'reload' || event.data.reason === 'session') await openSession(state);
      break;
    case 'typing':
      break;
  }
  for (const watcher of state.watchers) watcher(event);
}

function takeEntry(state: State, seq: number, item: ChatItem): void {
  if (seq <= state.cursor) {
    state.repeats += 1;
    return;
  }
  state.cursor = seq;
  state.arrived.push(seq);
  take(state, item);
}

function take(state: State, item: ChatItem): void {
  state.shown.set(item.id, item);
}

function itemsOf(state: State): ChatItem[] {
  return [...state.shown.values()].toSorted((a, b) => a.seq - b.seq);
}

function findButton(state: State, label: string): { item: string; token: string } | null {
  for (const item of itemsOf(state).toReversed()) {
    const buttons = [...item.buttons, ...item.cards.flatMap((card) => card.buttons)];
    const found = buttons.find((button) => button.kind === 'reply' && button.label === label);
    if (found?.kind === 'reply') return { item: item.id, token: found.token };
  }
  return null;
}

async function hear(state: State, expected: RegExp, patienceMs: number): Promise<ChatItem> {
  const until = state.clock.monotonic() + patienceMs;
  for (;;) {
    const found = itemsOf(state).findLast((item) => item.from === 'shop' && expected.test(textOf(item)));
    if (found) return found;
    if (state.clock.monotonic() > until) {
      const heard = itemsOf(state).map((item) => `${item.from}: ${textOf(item)}`);
      throw new Error(`never heard ${expected}; heard:\n${heard.join('\n')}`);
    }
    await pause(state.clock, 20);
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
