/** Everything the chat shows, in one place. Views read it, the talk writes it; neither keeps a copy. */
import type { ChatConfig, ChatItem, Marks } from '../../../protocol.ts';
import type { PanelState } from '../../bridge.ts';
import type { ChatLocale } from '../locale.ts';
import type { Book } from '../page/words.ts';
import type { LineState } from '../wire/line.ts';
import type { Unsent } from './unsent.ts';

export interface ChatState {
  /**
   * `fresh`: nobody wrote yet and no visitor exists; `ended`: forgotten on this device at the visitor's wish; `barred`: this
   * page may not show the chat.
   */
  phase: 'opening' | 'fresh' | 'ready' | 'ended' | 'barred';
  config: ChatConfig | null;
  line: LineState;
  /** What the browser says of its network. */
  online: boolean;
  /** Rising by `seq`. */
  items: readonly ChatItem[];
  /** There are older ones. */
  more: boolean;
  loadingMore: boolean;
  unsent: readonly Unsent[];
  marks: Marks;
  typing: boolean;
  /** The server asked for a pause until then; 0: it did not. */
  slowUntilMs: number;
  panel: PanelState;
  locale: ChatLocale;
  /** The words of that language. */
  book: Book;
  sound: boolean;
}

export const NO_MARKS: Marks = { delivered: 0, read: 0, seen: 0 };

export interface Store {
  get(): ChatState;
  set(change: Partial<ChatState>): void;
  /** Called after changes, several of one moment together. */
  watch(draw: (state: ChatState) => void): void;
}

export function createStore(first: ChatState): Store {
  let state = first;
  let waiting = false;
  const draws: ((state: ChatState) => void)[] = [];
  const drawAll = (): void => {
    waiting = false;
    for (const draw of draws) draw(state);
  };
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      if (waiting) return;
      waiting = true;
      // Not at the next picture: a hidden frame gets none, and its badge must still rise.
      queueMicrotask(drawAll);
    },
    watch(draw) {
      draws.push(draw);
      draw(state);
    },
  };
}
