/**
 * The conversation: brings the history, follows the stream, and keeps the tabs of one visitor in step. Everything that arrives
 * goes through one door by its cursor, so that a line is shown once and in its place, over reloads, sleep and restarts of the
 * server. Draws nothing and writes nothing.
 */
import type { ChatItem, SessionAnswer, StreamEvent } from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';
import type { Calls } from '../wire/calls.ts';
import type { Kept } from '../wire/kept.ts';
import { createLine, type Line } from '../wire/line.ts';
import { openTabs, type Tabs, type TabWord } from '../wire/tabs.ts';
import { putAll, putItem } from './items.ts';
import type { Marker } from './marker.ts';
import type { Outbox } from './outbox.ts';
import { createRetry, type Retry } from './retry.ts';
import type { Session } from './session.ts';
import { NO_MARKS, type Store } from './state.ts';
import { createTyping, type Typing } from './typing.ts';

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

/** One greeting a visitor for ever: the server takes the same id once. */
const GREETING = 'greeting';

interface Inside {
  door: TalkDoor;
  store: Store;
  visitor: string | null;
  cursor: number;
  tabs: Tabs | null;
  loading: boolean;
  line: Line;
  retry: Retry;
  typing: Typing;
}

export function createTalk(door: TalkDoor): Talk {
  const { store, clock, outbox } = door;
  const it: Inside = {
    door,
    store,
    visitor: null,
    cursor: 0,
    tabs: null,
    loading: false,
    retry: createRetry(clock, door.chance),
    typing: createTyping(store, clock),
    line: createLine({
      calls: door.calls,
      clock,
      chance: door.chance,
      cursor: () => it.cursor,
      take: (event) => take(it, event),
      state(state) {
        store.set({ line: state });
        it.tabs?.say({ say: 'line', live: state === 'live' });
        if (state === 'live') outbox.wake();
      },
      noSession: () => void renew(it),
    }),
  };
  return {
    async resume() {
      if (door.session.token() !== null) await renew(it);
      else store.set({ phase: 'fresh' });
    },
    async open() {
      const { phase } = store.get();
      if (phase === 'fresh' || phase === 'ended') await renew(it);
      greet(it);
    },
    older: () => older(it),
    renew: () => renew(it),
    look: () => it.tabs?.take(),
    wake() {
      it.retry.hurry();
      // Where another tab had taken the place of the line, it comes back to the one that is looked at.
      if (it.tabs?.leads() === true && store.get().phase === 'ready' && !it.loading) it.line.open();
      it.line.wake();
      outbox.wake();
    },
    say: (word) => it.tabs?.say(word),
    leads: () => it.tabs?.leads() ?? true,
    visitor: () => it.visitor,
    cursor: () => it.cursor,
    arrived: (item) => arrived(it, item),
    leave: () => leave(it),
  };
}

/** From the stream of this tab. */
function take(it: Inside, event: StreamEvent): void {
  if (event.event !== 'hello' && event.event !== 'bye')
    it.tabs?.say({ say: 'event', after: it.cursor, event });
  apply(it, event);
}

function apply(it: Inside, event: StreamEvent): void {
  const { door, store } = it;
  switch (event.event) {
    case 'hello':
      if (event.data.visitor !== it.visitor) return void renew(it);
      if (event.data.release !== store.get().config?.release) door.outdated();
      return door.marker.merge(event.data.marks);
    case 'entry':
      if (event.data.seq <= it.cursor) return;
      it.cursor = event.data.seq;
      return arrived(it, event.data.put);
    case 'marks':
      return door.marker.merge(event.data);
    case 'typing':
      return it.typing.show(event.data.forMs);
    case 'bye':
      if (event.data.reason === 'session') void renew(it);
      else if (event.data.reason === 'reload') void reload(it);
      else if (event.data.reason === 'too-many') it.line.close();
  }
}

function arrived(it: Inside, item: ChatItem): void {
  const { door, store } = it;
  const { items } = store.get();
  const isNew = !items.some(({ id }) => id === item.id);
  store.set({ items: putItem(items, item) });
  if (item.cid !== undefined) door.outbox.confirm(item);
  if (item.from === 'visitor') return;
  it.typing.hide();
  if (isNew && it.tabs?.leads() !== false) door.alert(item);
  door.marker.received(it.cursor);
}

/** The newest page, and from there the stream. */
async function reload(it: Inside): Promise<void> {
  const { door, store } = it;
  if (it.loading) return;
  it.loading = true;
  it.line.close();
  const answer = await door.calls.history();
  it.loading = false;
  if (!answer.ok) {
    if (answer.why === 'session') return renew(it);
    store.set({ line: 'lost' });
    return it.retry.later(() => reload(it), answer.retryAfterMs);
  }
  it.retry.done();
  const { items, more, cursor } = answer.value;
  const known = store.get();
  const joined = items[0] !== undefined && known.items.some(({ id }) => id === items[0]?.id);
  it.cursor = Math.max(it.cursor, cursor);
  store.set({
    // A gap between what was shown and this page is closed by beginning again.
    items: joined || !more ? putAll(known.items, items) : items,
    more: joined ? known.more : more,
    phase: 'ready',
  });
  for (const item of items) if (item.cid !== undefined) door.outbox.confirm(item);
  door.marker.received(cursor);
  join(it);
  if (it.tabs?.leads() === true) it.line.open();
}

function join(it: Inside): void {
  if (it.tabs !== null) return;
  const { door } = it;
  it.tabs = openTabs(`prilavok.${door.account}.${it.visitor}`, {
    lead() {
      it.line.open();
      door.outbox.wake();
    },
    follow: () => it.line.close(),
    heard: (word) => heard(it, word),
  });
  if (door.lookedAt()) it.tabs.take();
  else if (!it.tabs.leads()) it.tabs.say({ say: 'hello' });
}

function heard(it: Inside, word: TabWord): void {
  const { door, store } = it;
  const leads = it.tabs?.leads() === true;
  if (word.say === 'unsent') door.outbox.reread();
  else if (word.say === 'marks') door.marker.merge(word.marks);
  else if (word.say === 'hello' && leads) it.tabs?.say({ say: 'line', live: store.get().line === 'live' });
  else if (word.say === 'line' && !leads) store.set({ line: word.live ? 'live' : 'connecting' });
  else if (word.say === 'event' && !leads) {
    if (word.after > it.cursor) void reload(it);
    else apply(it, word.event);
  }
}

async function renew(it: Inside): Promise<void> {
  it.line.close();
  const answer = await it.door.session.begin();
  if (answer === 'barred') return it.store.set({ phase: 'barred' });
  if (answer !== null) return meet(it, answer);
  it.store.set({ line: 'lost' });
  it.retry.later(() => renew(it), 0);
}

async function meet(it: Inside, { visitor, marks }: SessionAnswer): Promise<void> {
  const { door } = it;
  if (visitor !== it.visitor) {
    if (it.visitor !== null) forget(it);
    it.visitor = visitor;
    door.outbox.keepOnly(visitor);
  }
  door.marker.merge(marks);
  await reload(it);
}

/** A new visitor is greeted; the shop's greeting brings its first questions. */
function greet({ door, store }: Inside): void {
  const { items, unsent, phase } = store.get();
  if (phase === 'ready' && items.length === 0 && unsent.length === 0) {
    door.outbox.add({ kind: 'start', payload: door.start }, GREETING);
  }
}

async function older({ door, store }: Inside): Promise<void> {
  const { items, more, loadingMore } = store.get();
  const [first] = items;
  if (!more || loadingMore || first === undefined) return;
  store.set({ loadingMore: true });
  const answer = await door.calls.history(first.seq);
  const now = store.get();
  if (!answer.ok || now.items[0]?.id !== first.id) return store.set({ loadingMore: false });
  store.set({ items: putAll(answer.value.items, now.items), more: answer.value.more, loadingMore: false });
}

async function leave(it: Inside): Promise<void> {
  const { door } = it;
  it.line.close();
  door.outbox.clear();
  await door.session.leave();
  for (const key of door.kept.keys('')) if (key !== 'locale' && key !== 'look') door.kept.keep(key, null);
  forget(it);
  it.store.set({ phase: 'ended' });
}

/** Nothing of the visitor before is shown or continued. */
function forget(it: Inside): void {
  it.tabs?.close();
  it.tabs = null;
  it.visitor = null;
  it.cursor = 0;
  it.store.set({ items: [], more: false, marks: NO_MARKS });
}
