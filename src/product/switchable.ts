/**
 * An adapter that can be switched off and on again while the counter runs: the rest of the house holds this one, and behind it
 * a new adapter is made at each switching on. Off, it hears nothing, sends nothing and loses nothing.
 */
import { toError } from '../core/errors.ts';
import {
  isHosted,
  type HostedAdapter,
  isSession,
  type ChannelAdapter,
  type EventSink,
  type ChannelFinding,
  type SendResult,
  type SessionAdapter,
  type SessionState,
} from '../core/ports/channel.ts';

export interface Switchable {
  /** What everybody else holds. */
  adapter: ChannelAdapter;
  readonly on: boolean;
  /** What opening met, until it is opened again; null: nothing. */
  readonly fault: string | null;
  /** Before `open`: it stays closed then. */
  startOff(): void;
  /** Opening may meet a platform that refuses: that is kept as the fault, and it stays switched on. */
  setOn(on: boolean): Promise<void>;
  /** Also while it is off. */
  check(): Promise<ChannelFinding[]>;
}

interface State {
  current: ChannelAdapter;
  make(): ChannelAdapter;
  sink: EventSink | null;
  on: boolean;
  fault: string | null;
  listeners: Set<(state: SessionState) => void>;
  /** Switching takes its turn. */
  last: Promise<void>;
}

const OFF: SendResult = { kind: 'retry', afterMs: 5_000, scope: 'account', reason: 'switched-off' };
const RETRY_AFTER_S = '60';

export function createSwitchable(make: () => ChannelAdapter): Switchable {
  const state: State = {
    current: make(),
    make,
    sink: null,
    on: true,
    fault: null,
    listeners: new Set(),
    last: Promise.resolve(),
  };
  listen(state);
  return {
    adapter: shellOf(state),
    get on() {
      return state.on;
    },
    get fault() {
      return state.fault;
    },
    startOff() {
      state.on = false;
    },
    setOn(on) {
      const mine = state.last.then(() => switchTo(state, on));
      state.last = mine.catch(() => {});
      return mine;
    },
    check: () => (state.on ? state.current.check() : checkApart(state)),
  };
}

function shellOf(state: State): ChannelAdapter {
  const { account, facts } = state.current;
  const shell: ChannelAdapter = {
    account,
    facts,
    async open(sink) {
      state.sink = sink;
      if (!state.on) return;
      try {
        await state.current.open(sink);
      } catch (thrown) {
        state.fault = toError(thrown).message;
        throw thrown;
      }
    },
    async close() {
      await state.last;
      state.sink = null;
      await state.current.close();
    },
    receive: (request) => state.current.receive(request),
    render: (content) => state.current.render(content),
    send: async (address, part, key) => (state.on ? state.current.send(address, part, key) : OFF),
    signal(address, signal) {
      if (state.on) state.current.signal(address, signal);
    },
    fetchMedia: async (ref, limit) =>
      state.on ? state.current.fetchMedia(ref, limit) : { ok: false, reason: 'unavailable' },
    check: () => state.current.check(),
  };
  if (state.current.notes) shell.notes = () => (state.on ? (state.current.notes?.() ?? []) : []);
  if (state.current.contactAddress) {
    // Nobody is sent where nobody listens.
    shell.contactAddress = () => (state.on ? (state.current.contactAddress?.() ?? null) : null);
  }
  return Object.assign(shell, hostedPart(state), sessionPart(state));
}

function hostedPart(state: State): Partial<HostedAdapter> {
  if (!isHosted(state.current)) return {};
  return {
    async handle(request, clientAddress, mayTakeLong): Promise<Response> {
      if (state.on && isHosted(state.current))
        return state.current.handle(request, clientAddress, mayTakeLong);
      return new Response(null, { status: 503, headers: { 'Retry-After': RETRY_AFTER_S } });
    },
    leave() {
      if (isHosted(state.current)) state.current.leave();
    },
  };
}

function sessionPart(state: State): Partial<SessionAdapter> {
  if (!isSession(state.current)) return {};
  return {
    session: () => sessionOf(state),
    watchSession(listener) {
      state.listeners.add(listener);
      return () => void state.listeners.delete(listener);
    },
    async pairAgain() {
      if (state.on && isSession(state.current)) await state.current.pairAgain();
    },
  };
}

function sessionOf({ current, on }: State): SessionState {
  return on && isSession(current) ? current.session() : { is: 'off' };
}

function listen(state: State): void {
  const { current } = state;
  if (!isSession(current)) return;
  current.watchSession((session) => {
    if (state.current !== current) return;
    for (const listener of state.listeners) listener(session);
  });
}

async function switchTo(state: State, on: boolean): Promise<void> {
  const { sink } = state;
  if (state.on === on && state.fault === null) return;
  if (!on) {
    state.on = false;
    state.fault = null;
    await state.current.close();
    return;
  }
  state.current = state.make();
  listen(state);
  state.on = true;
  state.fault = null;
  if (sink === null) return;
  try {
    await state.current.open(sink);
  } catch (thrown) {
    state.fault = toError(thrown).message;
  }
}

/** A closed adapter has no connections any more: another one asks for it. */
async function checkApart({ make }: State): Promise<ChannelFinding[]> {
  const apart = make();
  try {
    return await apart.check();
  } finally {
    await apart.close();
  }
}
