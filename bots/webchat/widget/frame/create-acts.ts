/** What each button of the chat does, in the words of the talk. */
import { browserClock, newId } from '../clock.ts';
import { isLookedAt } from './alerts.ts';
import { speak } from './speak.ts';
import type { World } from './world.ts';
import type { Acts } from './page/ui.ts';
import { BOUNDS } from './wire/bounds.ts';
import type { PageDoor } from './wire/page-door.ts';

export function createActs(page: PageDoor, world: World): Acts {
  const { store, talk, outbox, kept, calls, blobs, marker } = world;
  let typedAtMs = 0;
  return {
    send: (words) => outbox.add(words),
    sendFiles(files, text) {
      const unsent = files.map((file) => {
        const blob = newId();
        blobs.keep(blob, file);
        return { blob, name: file.name, mime: file.type, bytes: file.size };
      });
      outbox.add({ kind: 'files', files: unsent, ...(text === '' ? {} : { text }) });
    },
    tap(item, { token, label }) {
      const pressed = store.get().unsent.some(({ what }) => what.kind === 'tap' && what.token === token);
      if (!pressed) outbox.add({ kind: 'tap', item: item.id, token, label });
    },
    retry: outbox.retry,
    discard: outbox.discard,
    change: outbox.change,
    older: () => void talk.older(),
    seen() {
      const state = store.get();
      if (state.phase === 'ready' && state.panel.open && isLookedAt(state)) marker.seen(talk.cursor());
    },
    typing() {
      const now = browserClock.now();
      if (store.get().line !== 'live' || now - typedAtMs < BOUNDS.typingEveryMs) return;
      typedAtMs = now;
      void calls.typing();
    },
    retryLine: talk.wake,
    close: () => page.say({ do: 'close' }),
    setLocale: (locale) => void speak(world, locale, true),
    setSound(on) {
      kept.keep('sound', on ? null : 'off');
      store.set({ sound: on });
    },
    async continueIn(where) {
      const answer = await calls.continueIn(where);
      return answer.ok ? answer.value.url : null;
    },
    forget: () => void talk.leave(),
    startAnew: () => void talk.open(),
    draft: () => kept.read('draft') ?? '',
    keepDraft: (text) => kept.keep('draft', text === '' ? null : text),
  };
}
