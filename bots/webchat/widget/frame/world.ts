/** The parts of the chat that talk, joined: each knows the others through a door. Draws nothing. */
import { browserClock as clock, chance } from '../clock.ts';
import { createAlerts } from './alerts.ts';
import { openBlobs } from './talk/blobs.ts';
import { createFiles } from './talk/file-source.ts';
import { createMarker } from './talk/marker.ts';
import { createOutbox } from './talk/outbox.ts';
import { createSession } from './talk/session.ts';
import type { Store } from './talk/state.ts';
import { createTalk, type Talk } from './talk/talk.ts';
import type { Calls } from './wire/calls.ts';
import type { Kept } from './wire/kept.ts';
import type { PageDoor } from './wire/page-door.ts';

export interface Ground {
  account: string;
  kept: Kept;
  calls: Calls;
  store: Store;
}
export type World = ReturnType<typeof joinWorld>;

/** Nothing happens before `talk.resume` or `talk.open`. */
export function joinWorld(page: PageDoor, { account, kept, calls, store }: Ground) {
  const blobs = openBlobs();
  const files = createFiles(calls, blobs);
  const alerts = createAlerts(page, store);
  let talk: Talk | null = null;
  const session = createSession({
    kept,
    calls: () => calls,
    about: () => ({
      locale: store.get().locale,
      ...(page.hello.page === '' ? {} : { page: page.hello.page }),
    }),
    identity: page.hello.identity,
  });
  const outbox = createOutbox({
    kept,
    blobs,
    calls,
    clock,
    chance,
    mayCarry: () => store.get().phase === 'ready' && talk?.leads() === true,
    visitor: () => talk?.visitor() ?? null,
    changed(unsent) {
      files.know(unsent);
      store.set({ unsent });
    },
    progress(blob, share) {
      files.went(blob, share);
      store.set({});
    },
    arrived: (item) => item !== null && talk?.arrived(item),
    slow: (ms) => store.set({ slowUntilMs: clock.now() + ms }),
    renew: async () => talk?.renew(),
    ask: () => talk?.say({ say: 'unsent' }),
  });
  const marker = createMarker({
    store,
    calls,
    clock,
    told: (marks) => talk?.say({ say: 'marks', marks }),
    leads: () => talk?.leads() === true,
  });
  const made = createTalk({
    account,
    calls,
    kept,
    clock,
    chance,
    store,
    session,
    outbox,
    marker,
    alert: alerts.arrived,
    outdated: () => renewWhenIdle(store),
    start: page.hello.start,
    lookedAt: () => document.visibilityState === 'visible',
  });
  talk = made;
  return { kept, calls, store, blobs, files, session, outbox, marker, talk: made };
}

/** The server was renewed: a closed chat with nothing half said takes the new version at once. */
function renewWhenIdle(store: Store): void {
  const { panel, unsent } = store.get();
  if (!panel.open && unsent.length === 0) location.reload();
}
