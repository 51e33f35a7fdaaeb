/** The chat in its frame: waits for the page around it, then joins the talk, the views and the browser's own events. */
import './style/base.css';
import './style/header.css';
import './style/log.css';
import './style/offers.css';
import './style/composer.css';
import './style/sheet.css';
import { browserClock, chance } from '../clock.ts';
import { drawIn } from './draw-in.ts';
import { speak } from './speak.ts';
import { openBook } from './page/words.ts';
import { localeOf } from './locale.ts';
import { createStore, NO_MARKS } from './talk/state.ts';
import { isUnsentKey } from './talk/unsent.ts';
import { createCalls } from './wire/calls.ts';
import { openKept } from './wire/kept.ts';
import { meetPage, type PageDoor } from './wire/page-door.ts';
import { joinWorld, type World } from './world.ts';

const CONFIG_AGAIN_MS = 5_000;
const clock = browserClock;

async function main(): Promise<void> {
  const page = await meetPage();
  const account = location.pathname.split('/').slice(-2)[0] ?? 'main';
  const kept = openKept(page, account);
  let world: World | null = null;
  const calls = createCalls(
    new URL('api/', location.href).href.split('#')[0] ?? '',
    () => world?.session.token() ?? null,
    clock,
  );
  const locale = localeOf(kept.read('locale')) ?? localeOf(page.hello.locale) ?? localeOf(navigator.language);
  const book = (await openBook(locale ?? 'en')) ?? (await openBook('en'));
  // Without words there is no chat: the loader says so and offers to try again.
  if (book === null) return;
  const store = createStore({
    phase: 'opening',
    config: null,
    line: 'off',
    online: navigator.onLine,
    items: [],
    more: false,
    loadingMore: false,
    unsent: [],
    marks: NO_MARKS,
    typing: false,
    slowUntilMs: 0,
    panel: page.hello.state,
    locale: locale ?? 'en',
    book,
    sound: kept.read('sound') !== 'off',
  });
  world = joinWorld(page, { account, kept, calls, store });
  drawIn(page, world);
  listen(page, world);
  page.say({ do: 'ready' });
  await readConfig(world);
  if (locale === null) await speak(world, store.get().config?.defaultLocale ?? 'en');
  await world.talk.resume();
  if (store.get().panel.open) await world.talk.open();
}

/** What the page, other tabs and the browser tell. */
function listen(page: PageDoor, world: World): void {
  const { store, kept, talk, outbox, session } = world;
  const look = (): void => {
    if (document.visibilityState !== 'visible') return;
    talk.look();
    talk.wake();
  };
  page.hear((word) => {
    if (word.do === 'kept') kept.changed(word.key, word.value);
    else if (word.do === 'state') {
      const wasOpen = store.get().panel.open;
      store.set({ panel: word.state });
      if (word.state.open && !wasOpen) void talk.open();
      if (word.state.looking) talk.look();
    } else {
      session.identify(word.identity);
      if (session.token() !== null || store.get().panel.open) void talk.renew();
    }
  });
  kept.watch((key) => {
    if (isUnsentKey(key)) outbox.reread();
    if (key === 'locale') void speak(world, localeOf(kept.read(key)) ?? store.get().locale);
    if (key === 'sound') store.set({ sound: kept.read(key) !== 'off' });
  });
  document.addEventListener('visibilitychange', look);
  for (const name of ['focus', 'pageshow', 'pointerdown']) addEventListener(name, look);
  for (const name of ['online', 'offline']) {
    addEventListener(name, () => {
      store.set({ online: navigator.onLine });
      if (navigator.onLine) talk.wake();
    });
  }
}

/** Until it is there the chat shows what it can; nothing else works without the server either. */
async function readConfig({ calls, store }: World): Promise<void> {
  for (;;) {
    const answer = await calls.config();
    if (answer.ok) return store.set({ config: answer.value });
    if (answer.why === 'origin') return store.set({ phase: 'barred' });
    store.set({ line: 'lost' });
    await new Promise<void>((resolve) => {
      clock.after(Math.max(answer.retryAfterMs, CONFIG_AGAIN_MS * (0.5 + chance())), resolve);
    });
  }
}

void main();
