/** The page's live state: one stream from the server, folded into what is shown. */
import { useEffect, useReducer, useRef, type Dispatch } from 'react';
import type { PlaygroundEvent, PlaygroundState } from '../../api/playground.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserClock } from '../ambient/clock.ts';
import { wereAllShown } from './phones.tsx';
import { applyPageEvent, FIRST_STATE, type PageEvent, type PageState } from './playground-state.ts';

const NAMES: readonly PlaygroundEvent['type'][] = [
  'message',
  'deleted',
  'typing',
  'state',
  'tap-answered',
  'added',
  'letters',
  'platform',
  'waiting',
  'drafting',
  'sample',
];
/** A typing mark without a message goes by itself, as on every phone. */
const TYPING_MS = 6_000;

/** State and the way to change what is the page's own. */
export function usePlayground(locale: ApiLocale): [PageState, Dispatch<PageEvent>] {
  const [state, dispatch] = useReducer(applyPageEvent, { ...FIRST_STATE, all: wereAllShown() });
  const atFirst = useRef(locale);
  useEffect(() => {
    // The browser connects anew by itself; the server greets with everything.
    const source = new EventSource('/playground/api/events');
    source.addEventListener('hello', ({ data }: MessageEvent<string>) =>
      dispatch({ type: 'hello', state: JSON.parse(data) as PlaygroundState, locale: atFirst.current }),
    );
    source.addEventListener('error', () => dispatch({ type: 'offline' }));
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const event = JSON.parse(data) as PlaygroundEvent;
        dispatch({ type: 'told', event, nowMs: browserClock.now() });
        if (event.type !== 'typing') return;
        browserClock.after(TYPING_MS, () => dispatch({ type: 'typing-gone', customer: event.customer }));
      });
    }
    return () => source.close();
  }, []);
  return [state, dispatch];
}
