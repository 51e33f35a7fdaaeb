/** The title of a page nobody looks at, taking turns with the number of new messages. The page's own title always comes back. */
import { browserClock } from '../clock.ts';

const TURN_MS = 1_500;

export interface Title {
  /** "" ends it. */
  show(text: string): void;
}

export function createTitle(): Title {
  let own = '';
  let latest = '';
  let shown = '';
  let cancel = (): void => undefined;
  function turn(): void {
    // The page may have changed its title meanwhile.
    if (document.title !== shown) own = document.title;
    shown = shown === latest ? own : latest;
    document.title = shown;
    cancel = browserClock.after(TURN_MS, turn);
  }
  return {
    show(text) {
      if (text === latest) return;
      const before = latest;
      latest = text;
      cancel();
      if (before === '') shown = own = document.title;
      else if (document.title === before) document.title = shown = own;
      if (text !== '') turn();
    },
  };
}
