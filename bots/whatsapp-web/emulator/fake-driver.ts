/** One page of the emulated WhatsApp Web: a driver as the adapter knows it, over the shared world of people and chats. */
import { NotBegun, type Driver, type DriverEvent, type Outgoing } from '../driver.ts';
import {
  chatOf,
  newId,
  put,
  ready,
  seconds,
  showCode,
  tellAll,
  type FakeMessage,
  type FakeWorld,
  type LiveDriver,
} from './fake-world.ts';

const NEVER = new Promise<never>(() => {});

interface Page {
  world: FakeWorld;
  me: LiveDriver;
  /** Throws when the page is gone, hangs when it is frozen. */
  answers(): Promise<void>;
  log(what: string): void;
}

/** Throws and hangs as the page does; after `stop` nothing is told. */
export function createFakeDriver(world: FakeWorld): Driver {
  let tell: ((event: DriverEvent) => void) | null = null;
  const me: LiveDriver = { tell: (event) => tell?.(event) };
  const page: Page = {
    world,
    me,
    log: (what) => void world.calls.push({ what, atMs: world.clock.now() }),
    async answers() {
      if (!world.live.has(me)) throw new Error('Protocol error (Runtime.callFunctionOn): Target closed');
      if (world.isFrozen) await NEVER;
    },
  };
  return {
    ...sessionOf(page, (listener) => (tell = listener)),
    ...chatsOf(page),
  };
}

type SessionPart = 'start' | 'stop' | 'unlink' | 'state';

function sessionOf(
  { world, me, answers }: Page,
  listen: (listener: ((event: DriverEvent) => void) | null) => void,
): Pick<Driver, SessionPart> {
  let isRunning = false;
  return {
    async start(listener) {
      if (world.refusals > 0) {
        world.refusals -= 1;
        throw new Error('net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/');
      }
      listen(listener);
      isRunning = true;
      world.running += 1;
      world.isFrozen = false;
      world.live.add(me);
      if (world.paired) listener(ready());
      else showCode(world);
    },
    async stop() {
      listen(null);
      if (isRunning) world.running -= 1;
      isRunning = false;
      world.live.delete(me);
    },
    async unlink() {
      world.paired = false;
    },
    async state() {
      await answers();
      return world.isConnected ? 'CONNECTED' : 'TIMEOUT';
    },
  };
}

function chatsOf({ world, me, answers, log }: Page): Omit<Driver, SessionPart> {
  return {
    async send(chat, outgoing) {
      if (!world.live.has(me)) throw new NotBegun('the page is closed');
      log(`send ${chat} ${outgoing.do === 'text' ? outgoing.text : outgoing.do}`);
      return send(world, chat, outgoing);
    },
    async typing(chat) {
      log(`typing ${chat}`);
      await answers();
    },
    async markRead(chat) {
      log(`read ${chat}`);
      await answers();
    },
    async recent(chat, limit) {
      await answers();
      return chatOf(world, chat)?.messages.slice(-limit) ?? [];
    },
    async chatsSince(sinceMs, limit) {
      await answers();
      return [...world.chats.values()]
        .filter(({ messages }) => (messages.at(-1)?.timestamp ?? 0) * 1000 >= sinceMs)
        .map(({ id }) => id)
        .slice(0, limit);
    },
    async aliases(chat) {
      await answers();
      const known = chatOf(world, chat);
      return known === null ? [] : [known.id, ...known.otherIds].filter((id) => id !== chat);
    },
    async file(messageId, limitBytes) {
      await answers();
      const file = world.files.get(messageId);
      if (file === undefined) return null;
      return file.bytes.byteLength > limitBytes ? 'too-large' : file;
    },
  };
}

async function send(world: FakeWorld, address: string, outgoing: Outgoing): Promise<{ id: string } | null> {
  const fault = world.faults.shift();
  if (fault === 'not-begun') throw new NotBegun('the page is closed');
  if (fault === 'page-error')
    throw new Error('Evaluation failed: TypeError: Cannot read properties of undefined');
  if (fault === 'page-closed') throw new Error('Protocol error (Runtime.callFunctionOn): Target closed');
  if (fault === 'hang' || world.isFrozen) return NEVER;
  const chat = chatOf(world, address);
  if (chat === null) return null;
  const id = newId(world, true, chat.id, 'web');
  const message = recordOf(world, id, outgoing);
  if (outgoing.do === 'file') world.files.set(id, outgoing.file);
  if (chat.hasBlocked) message['undelivered'] = true;
  put(world, chat, message);
  if (world.slowMs > 0) await new Promise<void>((done) => void world.clock.after(world.slowMs, done));
  if (fault === 'lost-answer') throw new Error('Protocol error (Runtime.callFunctionOn): Target closed');
  const last = chat.hasBlocked ? 1 : 2;
  for (let ack = 1; world.acks && ack <= last; ack += 1) {
    message.ack = ack;
    tellAll(world, { kind: 'update', update: { type: 'ack', id, ack } });
  }
  return { id };
}

function recordOf(world: FakeWorld, id: string, outgoing: Outgoing): FakeMessage {
  const head = { id, timestamp: seconds(world), isStatus: false, ack: 0 };
  switch (outgoing.do) {
    case 'text':
      return { ...head, type: 'chat', body: outgoing.text, hasMedia: false };
    case 'location': {
      const { latitude, longitude } = outgoing;
      return { ...head, type: 'location', body: '', hasMedia: false, location: { latitude, longitude } };
    }
    case 'file': {
      const { mime, name, bytes } = outgoing.file;
      const isPhoto = !outgoing.asDocument && mime.startsWith('image/');
      const file = { mime, fileName: name, bytes: bytes.byteLength };
      return {
        ...head,
        type: isPhoto ? 'image' : 'document',
        body: outgoing.caption,
        hasMedia: true,
        ...file,
      };
    }
  }
}
