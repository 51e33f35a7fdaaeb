/**
 * The conversation: brings the history, follows the stream, sends what was written, and keeps the tabs of one visitor in
 * step. Everything that arrives goes through one door by its cursor, so that a line is shown once and in its place, over
 * reloads, sleep and restarts of the server. Draws nothing.
 */
import type { ChatItem, SessionAnswer, StreamEvent } from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';
import type { Calls } from '../wire/calls.ts';
import type { Kept } from '../wire/kept.ts';
import { createLine } from '../wire/line.ts';
import { openTabs, type Tabs, type TabWord } from '../wire/tabs.ts';
import { putAll, putItem } from './items.ts';
import type { Marker } from './marker.ts';
import type { Outbox } from './outbox.ts';
import type { Session } from './session.ts';
import type { Store } from './state.ts';

export interface Talk {
  /** Goes on with a visitor that is known; without one, waits for `open`. */
  resume(): Promise<void>;
  /** The chat is opened: makes a visitor if there is none. */
  open(): Promise<void>;
  older(): Promise<void>;
  /** Makes the session good again. */
  renew(): Promise<void>;
  /** Somebody looks at this tab. */
  look(): void;
  wake(): void;
  /** Tells the other tabs. */
  say(word: TabWord): void;
  leads(): boolean;
  visitor(): string | null;
  /** The newest entry that is here. */
  cursor(): number;
  arrived(item: ChatItem): void;
  /** The visitor wants to be forgotten on this device. */
  leave(): Promise<void>;
}

export interface TalkDoor {
  account: string;
  calls: Calls;
  kept: Kept;
  clock: Clock;
  chance(): number;
  store: Store;
  session: Session;
  outbox: Outbox;
  marker: Marker;
  /** A new line of the shop came in while this tab leads. */
  alert(item: ChatItem): void;
  /** The server runs a newer version. */
  outdated(): void;
  /** What a new visitor begins with. */
  start: string;
  /** Somebody looks at this tab. */
  lookedAt(): boolean;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** One greeting a visitor for ever: the server takes the same id once. */
const GREETING = 'greeting';

export function createTalk(door: TalkDoor): Talk {
  const { store, calls, session, outbox, clock, kept } = door;
  const self = {
    visitor: null as string | null,
    cursor: 0,
    tabs: null as Tabs | null,
    loading: false,
    fails: 0,
    waits: null as (() => Promise<void>) | null,
    cancel: (): void => undefined,
  };
  const line = createLine({
    calls,
    clock,
    chance: door.chance,
    cursor: () => self.cursor,
    take: (event) => take(event),
    state(state) {
      store.set({ line: state });
      self.tabs?.say({ say: 'line', live: state === 'live' });
      if (state === 'live') outbox.wake();
    },
    noSession: () => void renew(),
  });
  const typing = createTyping(store, clock);

  function take(event: StreamEvent): void {
    const { cursor } = self;
    if (event.event !== 'hello' && event.event !== 'bye')
      self.tabs?.say({ say: 'event', after: cursor, event });
    apply(event);
  }
  function apply(event: StreamEvent): void {
    switch (event.event) {
      case 'hello':
        if (event.data.visitor !== self.visitor) return void renew();
        if (event.data.release !== store.get().config?.release) door.outdated();
        return door.marker.merge(event.data.marks);
      case 'entry':
        if (event.data.seq <= self.cursor) return;
        self.cursor = event.data.seq;
        return arrived(event.data.put);
      case 'marks':
        return door.marker.merge(event.data);
      case 'typing':
        return typing.show(event.data.forMs);
      case 'bye':
        if (event.data.reason === 'session') void renew();
        else if (event.data.reason === 'reload') void reload();
        else if (event.data.reason === 'too-many') line.close();
    }
  }
  function arrived(item: ChatItem): void {
    const { items } = store.get();
    const isNew = !items.some(({ id }) => id === item.id);
    store.set({ items: putItem(items, item) });
    if (item.cid !== undefined) outbox.confirm(item.cid);
    if (item.from === 'visitor') return;
    typing.hide();
    if (isNew && self.tabs?.leads() !== false) door.alert(item);
    door.marker.received(self.cursor);
  }

  /** The newest page, and from there the stream. */
  async function reload(): Promise<void> {
    if (self.loading) return;
    self.loading = true;
    line.close();
    const answer = await calls.history();
    self.loading = false;
    if (!answer.ok) {
      if (answer.why === 'session') return renew();
      store.set({ line: 'lost' });
      return later(reload, answer.retryAfterMs);
    }
    self.fails = 0;
    const { items, more, cursor } = answer.value;
    const known = store.get().items;
    const joined = items[0] !== undefined && known.some(({ id }) => id === items[0]?.id);
    // A gap between what was shown and this page is closed by beginning again.
    const whole = joined || !more ? putAll(known, items) : items;
    self.cursor = Math.max(self.cursor, cursor);
    store.set({ items: whole, more: joined ? store.get().more : more, phase: 'ready' });
    for (const { cid } of items) if (cid !== undefined) outbox.confirm(cid);
    door.marker.received(cursor);
    join();
    if (self.tabs?.leads() === true) line.open();
  }
  function join(): void {
    self.tabs ??= openTabs(`prilavok.${door.account}.${self.visitor}`, {
      lead() {
        line.open();
        outbox.wake();
      },
      follow: () => line.close(),
      heard,
    });
    if (door.lookedAt()) self.tabs.take();
    else if (!self.tabs.leads()) self.tabs.say({ say: 'hello' });
  }
  function heard(word: TabWord): void {
    const leads = self.tabs?.leads() === true;
    if (word.say === 'unsent') outbox.reread();
    else if (word.say === 'marks') door.marker.merge(word.marks);
    else if (word.say === 'hello' && leads)
      self.tabs?.say({ say: 'line', live: store.get().line === 'live' });
    else if (word.say === 'line' && !leads) store.set({ line: word.live ? 'live' : 'connecting' });
    else if (word.say === 'event' && !leads) {
      if (word.after > self.cursor) void reload();
      else apply(word.event);
    }
  }

  async function renew(): Promise<void> {
    line.close();
    const answer = await session.begin();
    if (answer === 'barred') return store.set({ phase: 'barred' });
    if (answer === null) {
      store.set({ line: 'lost' });
      return later(renew, 0);
    }
    await meet(answer);
  }
  /** Tries again by itself, or at once when something wakes us. */
  function later(what: () => Promise<void>, leastMs: number): void {
    self.fails += 1;
    const ladder =
      Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (self.fails - 1)) * (0.5 + door.chance() / 2);
    self.cancel();
    self.waits = what;
    self.cancel = clock.after(Math.max(leastMs, ladder), () => hurry());
  }
  function hurry(): void {
    const { waits } = self;
    self.waits = null;
    self.cancel();
    void waits?.();
  }
  async function meet(answer: SessionAnswer): Promise<void> {
    if (answer.visitor !== self.visitor) {
      self.tabs?.close();
      self.tabs = null;
      if (self.visitor !== null)
        store.set({ items: [], marks: { delivered: 0, read: 0, seen: 0 }, more: false });
      self.visitor = answer.visitor;
      self.cursor = 0;
      outbox.keepOnly(answer.visitor);
    }
    door.marker.merge(answer.marks);
    await reload();
  }
  /** A new visitor is greeted; the shop's greeting brings its first questions. */
  function greet(): void {
    const { items, unsent, phase } = store.get();
    if (phase === 'ready' && items.length === 0 && unsent.length === 0) {
      outbox.add({ kind: 'start', payload: door.start }, GREETING);
    }
  }

  return {
    async resume() {
      if (session.token() !== null) await renew();
      else store.set({ phase: 'fresh' });
    },
    async open() {
      const { phase } = store.get();
      if (phase === 'fresh' || phase === 'ended') await renew();
      greet();
    },
    async older() {
      const { items, more, loadingMore } = store.get();
      const [first] = items;
      if (!more || loadingMore || first === undefined) return;
      store.set({ loadingMore: true });
      const answer = await calls.history(first.seq);
      const now = store.get();
      if (!answer.ok || now.items[0]?.id !== first.id) return store.set({ loadingMore: false });
      store.set({
        items: putAll(answer.value.items, now.items),
        more: answer.value.more,
        loadingMore: false,
      });
    },
    renew,
    look: () => self.tabs?.take(),
    wake() {
      hurry();
      line.wake();
      outbox.wake();
    },
    say: (word) => self.tabs?.say(word),
    leads: () => self.tabs?.leads() ?? true,
    visitor: () => self.visitor,
    cursor: () => self.cursor,
    arrived,
    async leave() {
      line.close();
      self.tabs?.close();
      self.tabs = null;
      self.visitor = null;
      self.cursor = 0;
      outbox.clear();
      for (const key of kept.keys(''))
        if (key !== 'locale' && key !== 'look' && key !== 'token') kept.keep(key, null);
      await session.leave();
      store.set({ phase: 'ended', items: [], more: false, marks: { delivered: 0, read: 0, seen: 0 } });
    },
  };
}

/** "… is typing" goes out by itself. */
function createTyping(store: Store, clock: Clock) {
  let cancel = (): void => undefined;
  const hide = (): void => {
    cancel();
    if (store.get().typing) store.set({ typing: false });
  };
  return {
    hide,
    show(forMs: number) {
      cancel();
      store.set({ typing: true });
      cancel = clock.after(forMs, hide);
    },
  };
}
