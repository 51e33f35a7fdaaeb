/** "… is typing" comes with a time and goes out by itself. */
import type { Clock } from '../../clock.ts';
import type { Store } from './state.ts';

export interface Typing {
  show(forMs: number): void;
  hide(): void;
}

export function createTyping(store: Store, clock: Clock): Typing {
  let cancel = (): void => undefined;
  const hide = (): void => {
    cancel();
    if (store.get().typing) store.set({ typing: false });
  };
  return {
    hide,
    show(forMs) {
      cancel();
      store.set({ typing: true });
      cancel = clock.after(forMs, hide);
    },
  };
}
