/**
 * The open streams of visitors. A stream is told only that something is new; it reads the mailbox by its own cursor, so nothing
 * is shown twice, nothing is missed and nothing is held in memory for those who are slow.
 */
import type { Clock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { CHAT_LIMITS, type StreamEvent } from './protocol.ts';

/** One open stream of a visitor. */
export interface ChatStream {
  readonly visitorId: number;
  readonly tokenHash: string;
  /** The caller's address, for counting. */
  readonly from: string;
  say(event: StreamEvent): void;
  /** Sends whatever the mailbox has after the cursor. */
  catchUp(): void;
  beat(): void;
  /** Says why and ends. */
  bye(reason: Bye): void;
}

/** Why the server ends a stream. */
export type Bye = Extract<StreamEvent, { event: 'bye' }>['data']['reason'];

export interface Hub {
  /** False: there are too many. The oldest stream of a visitor with too many tabs makes room. */
  add(stream: ChatStream): boolean;
  remove(stream: ChatStream): void;
  /** Something new lies in this visitor's mailbox. */
  wake(visitorId: number): void;
  /** Something that is not kept. */
  tell(visitorId: number, event: StreamEvent): void;
  /** Ends the visitor's streams, or those under one token. */
  end(visitorId: number, tokenHash: string | null): void;
  start(): void;
  /** Says goodbye to all and takes nobody any more until `start`. */
  stop(): void;
  readonly size: number;
}

export function createHub(clock: Clock): Hub {
  const connected = createConnected();
  let open = false;
  let cancelBeat = (): void => {};

  function beat(): void {
    for (const stream of connected.all()) stream.beat();
    cancelBeat = clock.after(CHAT_LIMITS.heartbeatMs, beat);
  }

  return {
    add(stream) {
      if (!open || connected.isFull(stream.from)) return false;
      const tabs = connected.of(stream.visitorId);
      if (tabs.length >= LIMITS.chatStreamsPerVisitor) tabs[0]?.bye('too-many');
      connected.add(stream);
      return true;
    },
    remove: (stream) => connected.remove(stream),
    wake(visitorId) {
      for (const stream of connected.of(visitorId)) stream.catchUp();
    },
    tell(visitorId, event) {
      for (const stream of connected.of(visitorId)) stream.say(event);
    },
    end(visitorId, tokenHash) {
      for (const stream of connected.of(visitorId)) {
        if (tokenHash === null || stream.tokenHash === tokenHash) stream.bye('session');
      }
    },
    start() {
      open = true;
      cancelBeat();
      cancelBeat = clock.after(CHAT_LIMITS.heartbeatMs, beat);
    },
    stop() {
      open = false;
      cancelBeat();
      for (const stream of connected.all()) stream.bye('restart');
    },
    get size() {
      return connected.size();
    },
  };
}

/** Who is connected, by visitor in the order of their coming, and how many from each address. */
function createConnected() {
  const byVisitor = new Map<number, Set<ChatStream>>();
  const byAddress = new Map<string, number>();
  let size = 0;
  return {
    size: () => size,
    isFull: (from: string) =>
      size >= LIMITS.chatStreams || (byAddress.get(from) ?? 0) >= LIMITS.chatStreamsPerAddress,
    of: (visitorId: number): ChatStream[] => [...(byVisitor.get(visitorId) ?? [])],
    all: (): ChatStream[] => [...byVisitor.values()].flatMap((streams) => [...streams]),
    add(stream: ChatStream): void {
      const own = byVisitor.get(stream.visitorId) ?? new Set();
      byVisitor.set(stream.visitorId, own.add(stream));
      byAddress.set(stream.from, (byAddress.get(stream.from) ?? 0) + 1);
      size += 1;
    },
    /** A stream that is not there any more is no fault. */
    remove(stream: ChatStream): void {
      const own = byVisitor.get(stream.visitorId);
      if (!own?.delete(stream)) return;
      if (own.size === 0) byVisitor.delete(stream.visitorId);
      const left = (byAddress.get(stream.from) ?? 1) - 1;
      if (left > 0) byAddress.set(stream.from, left);
      else byAddress.delete(stream.from);
      size -= 1;
    },
  };
}
