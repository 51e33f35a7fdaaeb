/** Tells a visitor who looks elsewhere: the number on the button, the title of the page, a soft sound. */
import type { ChatItem } from '../../protocol.ts';
import { playTone } from './page/tone.ts';
import { createSay } from './page/words.ts';
import { unreadOf } from './talk/items.ts';
import type { ChatState, Store } from './talk/state.ts';
import type { PageDoor } from './wire/page-door.ts';

export interface Alerts {
  /** A new line of the shop. */
  arrived(item: ChatItem): void;
}

export function createAlerts(page: PageDoor, store: Store): Alerts {
  let told = '';
  store.watch((state) => {
    const count = unreadOf(state.items, state.marks);
    const latest =
      count > 0 && !isLookedAt(state) ? createSay(state.locale, state.book)('newMessages', { count }) : '';
    if (told === `${count} ${latest}`) return;
    told = `${count} ${latest}`;
    page.say({ do: 'unread', count, latest });
  });
  return {
    arrived() {
      const state = store.get();
      if (state.sound && !(state.panel.open && isLookedAt(state))) playTone();
    },
  };
}

/** The page is in front and somebody works in it. */
export function isLookedAt({ panel }: ChatState): boolean {
  return document.visibilityState === 'visible' && (panel.looking || document.hasFocus());
}
