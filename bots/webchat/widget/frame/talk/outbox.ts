/**
 * Carries the visitor's words to the server: one at a time, in the order of writing, each under the id made for it, until
 * the server has answered. Only the leading tab carries; the id keeps a repeat from becoming a second message. It never
 * changes the words and never gives up on what may still arrive.
 */
import type { ChatItem, MessageRequest } from '../../../protocol.ts';
import { newId, type Clock } from '../../clock.ts';
import type { Answer, Calls, Refused } from '../wire/calls.ts';
import type { Kept } from '../wire/kept.ts';
import type { Blobs } from './blobs.ts';
import { plainOf } from './items.ts';
import { pauseAfter } from './retry.ts';
import { dropUnsent, keepUnsent, readUnsent, type Unsent, type UnsentWords } from './unsent.ts';

export interface Outbox {
  /** `cid`: for what may happen only once ever. */
  add(what: UnsentWords, cid?: string): void;
  /** Sends a refused one again, under the same id: a refusal made nothing. */
  retry(cid: string): void;
  discard(cid: string): void;
  /** Other words for an own message, sent or not; null takes it back. */
  change(cid: string, text: string | null): void;
  /** The server has it. */
  confirm(item: ChatItem): void;
  /** The connection may be back, or this tab leads now. */
  wake(): void;
  /** Another tab changed what is kept. */
  reread(): void;
  /** Words of other visitors are not this one's to send. */
  keepOnly(visitor: string): void;
  clear(): void;
}

export interface OutboxDoor {
  kept: Kept;
  blobs: Blobs;
  calls: Pick<Calls, 'post' | 'upload'>;
  clock: Clock;
  chance(): number;
  mayCarry(): boolean;
  visitor(): string | null;
  changed(unsent: readonly Unsent[]): void;
  /** 0 to 1 of the bytes of one file. */
  progress(blob: string, share: number): void;
  arrived(item: ChatItem | null): void;
  /** The server asked for a pause. */
  slow(ms: number): void;
  /** Makes the session good again, if that can be had now. */
  renew(): Promise<void>;
  /** Something waits that another tab must carry. */
  ask(): void;
}

const LEAST_PAUSE_MS = 1_000;

type Carried = 'done' | 'other' | 'refused' | { pauseMs: number };

export function createOutbox(door: OutboxDoor): Outbox {
  const shelf = createShelf(door);
  const carrier = createCarrier(door, shelf);
  shelf.show();
  const add = (what: UnsentWords, cid = newId()): void => {
    shelf.add(what, cid);
    carrier.pump();
  };
  return {
    add,
    change(of, text) {
      const item = shelf.list().find(({ cid }) => cid === of);
      if (text === null) {
        shelf.drop(of);
        // It may be there in spite of all: its answer was lost, or is on its way.
        add({ kind: 'revoke', of });
      } else if (item?.what.kind !== 'text') add({ kind: 'edit', of, text });
      else {
        shelf.put({ ...item, what: { kind: 'text', text }, state: 'waiting', changed: true });
        carrier.pump();
      }
    },
    retry(cid) {
      const item = shelf.list().find((one) => one.cid === cid);
      if (item?.state !== 'refused') return;
      const { cid: id, order, atMs, visitor, what } = item;
      shelf.put({ cid: id, order, atMs, visitor, what: withoutUploads(what), state: 'waiting' });
      carrier.pump();
    },
    discard: shelf.drop,
    confirm(item) {
      shelf.settle(item);
      carrier.pump();
    },
    wake: carrier.wake,
    reread() {
      shelf.reread();
      carrier.pump();
    },
    keepOnly(visitor) {
      for (const item of shelf.list()) {
        if (item.visitor !== null && item.visitor !== visitor) shelf.drop(item.cid);
      }
    },
    clear() {
      for (const { cid } of shelf.list()) shelf.drop(cid);
    },
  };
}

interface Shelf {
  list(): readonly Unsent[];
  add(what: UnsentWords, cid: string): void;
  /** The server has this line: what it does not have of it becomes an edit. */
  settle(item: Pick<ChatItem, 'cid' | 'text'>): void;
  put(item: Unsent): void;
  drop(cid: string): void;
  reread(): void;
  show(): void;
}

/** The list as it is kept, shown after every change. */
function createShelf({ kept, blobs, changed, clock, visitor }: OutboxDoor): Shelf {
  let list = readUnsent(kept);
  let count = 0;
  const show = (): void => changed(list);
  const put = (item: Unsent): void => {
    list = list.some(({ cid }) => cid === item.cid)
      ? list.map((old) => (old.cid === item.cid ? item : old))
      : [...list, item];
    keepUnsent(kept, item);
    show();
  };
  const add = (what: UnsentWords, cid: string): void => {
    const atMs = clock.now();
    const order = `${String(atMs).padStart(15, '0')}.${String((count += 1)).padStart(6, '0')}`;
    put({ cid, order, atMs, visitor: visitor(), what, state: 'waiting' });
  };
  const drop = (cid: string): void => {
    const item = list.find((one) => one.cid === cid);
    if (item === undefined) return;
    list = list.filter((one) => one !== item);
    dropUnsent(kept, cid);
    if (item.what.kind === 'files') for (const { blob } of item.what.files) blobs.drop(blob);
    show();
  };
  return {
    list: () => list,
    show,
    put,
    add,
    drop,
    settle({ cid = '', text }) {
      const item = list.find((one) => one.cid === cid);
      drop(cid);
      if (!item?.changed || item.what.kind !== 'text') return;
      const words = item.what.text;
      // The same id in every tab: however many of them notice, it is one edit.
      if (plainOf({ text }) !== words) add({ kind: 'edit', of: cid, text: words }, `edit-${cid}`);
    },
    reread() {
      list = readUnsent(kept);
      show();
    },
  };
}

interface Carrier {
  pump(): void;
  wake(): void;
}

/** Sends the oldest waiting one; after a failure it pauses, longer each time. */
function createCarrier(door: OutboxDoor, shelf: Shelf): Carrier {
  let busy = false;
  let fails = 0;
  let cancel: (() => void) | null = null;

  async function carryOne(item: Unsent): Promise<void> {
    busy = true;
    // What was thrown away meanwhile stays away.
    const put = (one: Unsent): void =>
      void (shelf.list().some(({ cid }) => cid === one.cid) && shelf.put(one));
    const carried = await carry(item, { ...door, put });
    busy = false;
    if (carried === 'done') shelf.drop(item.cid);
    // The server has the words from before the change.
    if (carried === 'other') shelf.settle({ cid: item.cid, text: [] });
    if (typeof carried === 'object') return pause(carried.pauseMs);
    fails = 0;
    pump();
  }
  function pump(): void {
    const next = shelf.list().find(({ state }) => state === 'waiting');
    if (next === undefined || busy || cancel !== null) return;
    if (door.mayCarry()) void carryOne(next);
    else door.ask();
  }
  function pause(askedMs: number): void {
    cancel = door.clock.after(Math.max(askedMs, pauseAfter((fails += 1), door.chance())), wake);
  }
  function wake(): void {
    cancel?.();
    cancel = null;
    pump();
  }
  return { pump, wake };
}

/** What the server forgot after an hour is sent anew. */
function withoutUploads(what: UnsentWords): UnsentWords {
  if (what.kind !== 'files') return what;
  return { ...what, files: what.files.map(({ blob, name, mime, bytes }) => ({ blob, name, mime, bytes })) };
}

type CarryDoor = OutboxDoor & { put(item: Unsent): void };

/** One try with one item. Never throws. */
async function carry(item: Unsent, door: CarryDoor): Promise<Carried> {
  const ready = item.what.kind === 'files' ? await uploadAll(item, item.what, door) : item;
  if (!('cid' in ready)) return refuse(item, ready, door);
  const answer = await door.calls.post(requestOf(ready));
  if (!answer.ok) return refuse(ready, answer, door);
  // Settles it, if it is a line: what was changed meanwhile goes after it.
  door.arrived(answer.value.item);
  return 'done';
}

/** The item with every file at the server, or what stopped it. */
async function uploadAll(
  item: Unsent,
  what: Extract<UnsentWords, { kind: 'files' }>,
  door: CarryDoor,
): Promise<Unsent | Failed> {
  let current = item;
  const files = [...what.files];
  for (const [index, file] of files.entries()) {
    if (file.id !== undefined) continue;
    const blob = await door.blobs.read(file.blob);
    if (blob === null) return { why: 'file-gone', retryAfterMs: 0 };
    const sent = await door.calls.upload(blob, file.name, (share) => door.progress(file.blob, share));
    if (!sent.ok) return sent;
    files[index] = { ...file, id: sent.value.file.id };
    current = { ...item, what: { ...what, files: [...files] } };
    door.put(current);
  }
  return current;
}

type Failed = Pick<Extract<Answer<never>, { ok: false }>, 'retryAfterMs'> & { why: Refused | 'file-gone' };

async function refuse(item: Unsent, { why, retryAfterMs }: Failed, door: CarryDoor): Promise<Carried> {
  // Taken back before, elsewhere or for ever: there is nothing left to change.
  if (why === 'not-found' && 'of' in item.what) return 'done';
  if (why === 'conflict' && item.changed) return 'other';
  if (why === 'session') {
    await door.renew();
    return { pauseMs: 0 };
  }
  if (why === 'slow-down') door.slow(Math.max(retryAfterMs, LEAST_PAUSE_MS));
  if (why === 'slow-down' || why === 'offline' || why === 'busy') return { pauseMs: retryAfterMs };
  // Also what a newer server may say one day: asking again would be asking for ever.
  const told = why === 'too-large' || why === 'not-found' || why === 'file-gone';
  door.put({ ...item, state: 'refused', why: told ? why : 'other' });
  return 'refused';
}

function requestOf({ cid, what }: Unsent): MessageRequest {
  if (what.kind === 'tap') return { kind: 'tap', cid, item: what.item, token: what.token };
  if (what.kind !== 'files') return { ...what, cid };
  const files = what.files.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return { kind: 'files', cid, files, ...(what.text === undefined ? {} : { text: what.text }) };
}
