/**
 * The one live connection of a tab. It reconnects by itself, longer and longer apart, and asks for what it missed by
 * the cursor of the last change it saw. A line that has gone silent counts as lost: after sleep a socket looks open
 * for a long time. Nothing is drawn or stored here.
 */
import { LIVE_PING_MS } from '../../api/bounds.ts';
import type { LiveBye, LiveConversations, LiveHello, LiveOperators, LiveTyping } from '../../api/live.ts';
import type { Clock } from '../ambient/clock.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

export interface LiveHandlers {
  hello(hello: LiveHello): void;
  conversations(change: LiveConversations): void;
  operators(change: LiveOperators): void;
  typing(typing: LiveTyping): void;
  /** The session has ended; the stream is closed for good. */
  bye(bye: LiveBye): void;
  state(state: LiveState): void;
}

/** What is needed of the browser's EventSource. */
export interface Source {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface LiveBrowser {
  clock: Clock;
  /** Makes an EventSource of a URL. */
  open(url: string): Source;
  /** Uniform in [0, 1): spreads the pauses of many consoles. */
  fraction(): number;
}

export interface LiveStream {
  /** Something says that the connection may be back (online, tab shown): try now instead of waiting. */
  wake(): void;
  close(): void;
}

const SILENCE_MS = 3 * LIVE_PING_MS;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Shorter losses are not shown: a banner that flickers teaches people not to look. */
const TOLD_AFTER_TRIES = 2;

/** Connects and stays connected until `close`. */
export function openLive(handlers: LiveHandlers, browser: LiveBrowser): LiveStream {
  const { clock } = browser;
  const line = { source: null as Source | null, cursor: null as number | null, heardAt: clock.now() };
  let tries = 0;
  let closed = false;
  let cancel = (): void => undefined;

  function connect(): void {
    hangUp();
    line.heardAt = clock.now();
    const source = browser.open(line.cursor === null ? '/api/live' : `/api/live?after=${line.cursor}`);
    line.source = source;
    listen(source, {
      alive: () => {
        if (line.source !== source) return false;
        line.heardAt = clock.now();
        return true;
      },
      seen: (cursor, anew) => (line.cursor = anew ? cursor : Math.max(line.cursor ?? 0, cursor)),
      handlers: heard,
    });
    source.addEventListener('error', () => line.source === source && lose());
    watchSilence();
  }
  const heard: LiveHandlers = {
    ...handlers,
    hello(hello) {
      tries = 0;
      handlers.state('live');
      handlers.hello(hello);
    },
    bye(bye) {
      close();
      handlers.bye(bye);
    },
  };
  function watchSilence(): void {
    cancel = clock.after(LIVE_PING_MS, () => (isSilent(SILENCE_MS) ? lose() : watchSilence()));
  }
  function isSilent(ms: number): boolean {
    return clock.now() - line.heardAt >= ms;
  }
  function lose(): void {
    hangUp();
    tries += 1;
    handlers.state(tries >= TOLD_AFTER_TRIES ? 'lost' : 'connecting');
    cancel = clock.after(pauseAfter(tries, browser.fraction()), connect);
  }
  function hangUp(): void {
    cancel();
    line.source?.close();
    line.source = null;
  }

  function close(): void {
    closed = true;
    hangUp();
  }

  connect();
  const stale = (): boolean => line.source === null || isSilent(LIVE_PING_MS * 1.5);
  return { wake: () => void (!closed && stale() && connect()), close };
}

/** Twice as long after each loss, and not the same for every console. */
function pauseAfter(tries: number, fraction: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + fraction / 2);
}

interface Listening {
  /** False: this source was replaced; what it still says is not heard. */
  alive(): boolean;
  /** `anew`: the stream starts there, even if that is before what was seen. */
  seen(cursor: number, anew: boolean): void;
  handlers: LiveHandlers;
}

function listen(source: Source, { alive, seen, handlers }: Listening): void {
  const on = (name: string, hear: (json: string) => void): void => {
    source.addEventListener(name, (event) => {
      if (alive()) hear(String(event.data));
    });
  };
  on('hello', (json) => {
    const hello = JSON.parse(json) as LiveHello;
    seen(hello.cursor, !hello.resumed);
    handlers.hello(hello);
  });
  on('typing', (json) => handlers.typing(JSON.parse(json) as LiveTyping));
  on('conversations', (json) => {
    const change = JSON.parse(json) as LiveConversations;
    seen(change.cursor, false);
    handlers.conversations(change);
  });
  on('operators', (json) => handlers.operators(JSON.parse(json) as LiveOperators));
  on('bye', (json) => handlers.bye(JSON.parse(json) as LiveBye));
  on('ping', () => undefined);
}
