/**
 * Keeps the live connection for as long as somebody is signed in, says that the console is here, and tells the rest of
 * the page how the line stands. One per tab.
 */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { PRESENCE_BEAT_MS } from '../../api/bounds.ts';
import type { ConversationRow } from '../../api/conversations.ts';
import { browserClock, chance } from '../ambient/clock.ts';
import { learnServerTime, serverNow } from '../ambient/server-time.ts';
import { useApi } from '../http/use-api.ts';
import { leave } from '../session/use-session.ts';
import { applyConversations, applyOperators, applyTyping, readAnew } from './apply-live.ts';
import { openLive, type LiveHandlers, type LiveState } from './live-stream.ts';

export interface Line {
  state: LiveState;
  /** The server was updated since this page was loaded. */
  outdated: boolean;
}

export const LineContext = createContext<Line>({ state: 'connecting', outdated: false });

/** How the live connection stands. */
export function useLine(): Line {
  return useContext(LineContext);
}

/** Opens the line for the operator `me`, if they talk to customers (null: editors have no line and no presence); `changed` hears of every changed conversation, `wake` that the line is back. */
export function useLive(
  me: string | null,
  changed: (rows: ConversationRow[]) => void,
  wake: () => void,
): Line {
  const cache = useQueryClient();
  const [line, setLine] = useState<Line>({ state: 'connecting', outdated: false });
  const hear = useRef({ changed, wake });
  useEffect(() => {
    hear.current = { changed, wake };
  });

  useEffect(() => {
    if (me === null) return undefined;
    let release: string | null = null;
    const handlers: LiveHandlers = {
      hello(hello) {
        learnServerTime(hello.nowMs);
        if (!hello.resumed) readAnew(cache);
        const outdated = release !== null && release !== hello.release;
        release ??= hello.release;
        if (outdated) setLine((old) => ({ ...old, outdated }));
        hear.current.wake();
      },
      conversations(change) {
        applyConversations(cache, change, me);
        hear.current.changed(change.rows);
      },
      operators: (change) => applyOperators(cache, change, me),
      typing: (typing) => applyTyping(cache, typing, serverNow()),
      bye: (bye) => {
        if (bye.reason === 'too-many-streams') setLine((old) => ({ ...old, state: 'lost' }));
        else leave(cache);
      },
      state: (state) => setLine((old) => ({ ...old, state })),
    };
    const stream = openLive(handlers, {
      clock: browserClock,
      open: (url) => new EventSource(url),
      fraction: chance,
    });
    const stopWaking = onWake(stream.wake);
    return () => {
      stopWaking();
      stream.close();
    };
  }, [cache, me]);

  useBeat(me !== null);
  return line;
}

/** Says "I am here" now and then, and at once when the tab is looked at again. */
function useBeat(on: boolean): void {
  const api = useApi();
  useEffect(() => {
    if (!on) return undefined;
    let cancel = (): void => undefined;
    const beat = (): void => {
      cancel();
      api.beat().catch(() => undefined); // a lost beat is made good by the next one
      cancel = browserClock.after(PRESENCE_BEAT_MS, beat);
    };
    beat();
    const stopWaking = onWake(beat);
    return () => {
      cancel();
      stopWaking();
    };
  }, [api, on]);
}

function onWake(wake: () => void): () => void {
  const shown = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', shown);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', shown);
  };
}
