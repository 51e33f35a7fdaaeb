/**
 * Live updates for all consoles: one listener at the store, one reading of what changed for everybody, each row put into
 * words once. A console that was away names its cursor and gets what it missed; after too long an absence it is told to
 * load afresh. Streams end with their session and at the stop of the server.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { LiveTyping } from '../api/live.ts';
import { toError } from '../core/errors.ts';
import type { PublicId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import { DESK_ROLES } from '../desk/may.ts';
import type { Sessions, SignedIn } from './auth/sessions.ts';
import { countsView, operatorView, peopleOf, rowView, type People } from './desk-api/views.ts';
import { openStream, type LiveStream } from './live-stream.ts';

export interface Live {
  /** Takes the response over. `after` is the cursor of a returning console. False: too many streams, nothing was written. */
  open(response: ServerResponse, me: SignedIn, after: number | null): boolean;
  /** A customer types there. Nobody who comes later is told. */
  typing(conversation: PublicId): void;
  start(): Promise<void>;
  /** Ends every stream; consoles will come back to whoever answers then. */
  stop(): void;
  readonly streams: number;
}

export interface LiveDeps {
  store: Pick<DeskStore, 'watch' | 'readChanges' | 'readCursor' | 'listOperators'> &
    Pick<EngineStore, 'readDeskFacts'>;
  sessions: Pick<Sessions, 'isAlive' | 'onEnd'>;
  clock: Clock;
  log: Log;
  release: string;
}

interface Hub extends LiveDeps {
  streams: Set<LiveStream>;
  /** Everything up to here has been pushed. */
  cursor: number;
}

export function createLive(deps: LiveDeps): Live {
  const hub: Hub = { ...deps, streams: new Set(), cursor: 0 };
  const { store, sessions, clock, log } = deps;
  const guard = (job: () => Promise<void>) => (): void =>
    void job().catch((thrown: unknown) => log.error({ error: toError(thrown) }, 'live updates failed'));
  const push = coalesce(clock, () => pushChanges(hub), log);
  const ends: (() => void)[] = [];

  sessions.onEnd((end) => {
    for (const stream of hub.streams) {
      if ('tokenHash' in end) {
        if (stream.tokenHash === end.tokenHash) stream.bye('signed-out');
      } else if (stream.operatorId === end.operatorId && stream.tokenHash !== end.except) {
        stream.bye(end.except === null ? 'disabled' : 'signed-out');
      }
    }
  });

  return {
    open(response, me, after) {
      if (hub.streams.size >= LIMITS.streams) return false;
      const who = { operatorId: me.operator.id, tokenHash: me.tokenHash };
      const stream = openStream(response, who, (closed) => hub.streams.delete(closed));
      hub.streams.add(stream);
      const own = [...hub.streams].filter(({ operatorId }) => operatorId === who.operatorId);
      if (own.length > LIMITS.streamsPerOperator) own[0]?.bye('too-many-streams');
      guard(() => greet(hub, stream, after))();
      return true;
    },
    typing(id) {
      const words = JSON.stringify({ id, forMs: LIMITS.typingShownMs } satisfies LiveTyping);
      for (const stream of hub.streams) if (stream.ready) stream.send('typing', words);
    },
    async start() {
      hub.cursor = await store.readCursor();
      ends.push(
        store.watch(push),
        every(
          clock,
          LIMITS.liveHeartbeatMs,
          guard(() => beat(hub)),
        ),
      );
      ends.push(
        every(
          clock,
          LIMITS.presenceSweepMs,
          guard(() => pushPeople(hub)),
        ),
      );
    },
    stop() {
      for (const end of ends.splice(0)) end();
      for (const stream of hub.streams) stream.close();
    },
    get streams() {
      return hub.streams.size;
    },
  };
}

/** The first words of a stream: where it stands, what it missed, who is at the desk. */
async function greet(hub: Hub, stream: LiveStream, after: number | null): Promise<void> {
  const newest = await hub.store.readCursor();
  const missed = after === null || after > newest ? null : await readFrom(hub, after, LIMITS.liveCatchUpRows);
  stream.cursor = missed && after !== null ? after : newest;
  const hello = {
    cursor: stream.cursor,
    resumed: missed !== null,
    nowMs: hub.clock.now(),
    release: hub.release,
  };
  stream.send('hello', JSON.stringify(hello));
  // Pushes that happen meanwhile pass this stream by, so it reads on until it has caught up with them.
  while (stream.open && !stream.ready) {
    const pushed = hub.cursor;
    const { rows, cursor } = await hub.store.readChanges(stream.cursor, LIMITS.liveBatch);
    if (rows.length > 0) {
      const people = peopleOf(await hub.store.listOperators());
      const words = JSON.stringify(rows.map((row) => rowView(row, people)));
      sendRows(stream, words, cursor, { people, facts: await hub.store.readDeskFacts() });
    }
    // Nothing after the cursor: everything that had been pushed before this reading is known.
    stream.cursor = Math.max(stream.cursor, cursor, rows.length === 0 ? pushed : 0);
    stream.ready = rows.length < LIMITS.liveBatch && stream.cursor >= hub.cursor;
  }
  await pushPeople(hub);
}

/** Null when more than `most` rows changed: loading afresh is cheaper than replaying. */
async function readFrom(hub: Hub, after: number, most: number): Promise<true | null> {
  const { rows } = await hub.store.readChanges(after, most + 1);
  return rows.length > most ? null : true;
}

async function pushChanges(hub: Hub): Promise<void> {
  // With nobody to tell there is nothing to read; a console that comes later begins where it left off.
  if (hub.streams.size === 0) {
    hub.cursor = Math.max(hub.cursor, await hub.store.readCursor());
    return;
  }
  for (;;) {
    const { rows, cursor } = await hub.store.readChanges(hub.cursor, LIMITS.liveBatch);
    hub.cursor = Math.max(hub.cursor, cursor);
    if (rows.length > 0 && hub.streams.size > 0) {
      const people = peopleOf(await hub.store.listOperators());
      const facts = await hub.store.readDeskFacts();
      const words = JSON.stringify(rows.map((row) => rowView(row, people)));
      for (const stream of hub.streams) {
        if (stream.ready && stream.cursor < cursor) sendRows(stream, words, cursor, { people, facts });
      }
    }
    if (rows.length < LIMITS.liveBatch) break;
  }
  await pushPeople(hub);
}

function sendRows(
  stream: LiveStream,
  rows: string,
  cursor: number,
  numbers: { people: People; facts: Parameters<typeof countsView>[0] },
): void {
  const counts = JSON.stringify(countsView(numbers.facts, numbers.people, stream.operatorId));
  stream.send('conversations', `{"rows":${rows},"cursor":${cursor},"counts":${counts}}`, cursor);
  stream.cursor = cursor;
}

/** Tells each console about the people of the desk when something about them that it may see has changed. */
async function pushPeople(hub: Hub): Promise<void> {
  if (hub.streams.size === 0) return;
  const operators = await hub.store.listOperators();
  const people = peopleOf(operators);
  const nowMs = hub.clock.now();
  const wordsFor = new Map<number, { words: string; mark: string }>();
  for (const stream of hub.streams) {
    const viewer = people.get(stream.operatorId);
    if (!viewer || !DESK_ROLES.includes(viewer.role)) {
      stream.bye('disabled');
      continue;
    }
    if (!stream.ready) continue;
    let told = wordsFor.get(viewer.id);
    if (!told) {
      const rows = operators.map((operator) => operatorView(operator, viewer, nowMs));
      // The time of the last beat changes all the time and is no news.
      const mark = JSON.stringify(rows.map((row) => ({ ...row, lastSeenMs: null })));
      told = { words: JSON.stringify({ operators: rows }), mark };
      wordsFor.set(viewer.id, told);
    }
    if (stream.operators !== told.mark && stream.send('operators', told.words)) stream.operators = told.mark;
  }
}

/** Says that the line is alive, and closes the streams of sessions that have run out. */
async function beat(hub: Hub): Promise<void> {
  const ping = JSON.stringify({ nowMs: hub.clock.now() });
  const alive = new Map<string, boolean>();
  for (const stream of hub.streams) {
    const known = alive.get(stream.tokenHash) ?? (await hub.sessions.isAlive(stream.tokenHash));
    alive.set(stream.tokenHash, known);
    if (known) stream.send('ping', ping);
    else stream.bye('signed-out');
  }
}

/** At most one run at a time and one every few hundredths of a second, however often it is asked for. */
function coalesce(clock: Clock, job: () => Promise<void>, log: Log): () => void {
  let waiting = false;
  let running = false;
  const run = (): void => {
    waiting = false;
    running = true;
    void job()
      .catch((thrown: unknown) => log.error({ error: toError(thrown) }, 'live updates failed'))
      .finally(() => {
        running = false;
        if (waiting) clock.after(LIMITS.livePauseMs, run);
      });
  };
  return () => {
    if (waiting) return;
    waiting = true;
    if (!running) clock.after(LIMITS.livePauseMs, run);
  };
}

function every(clock: Clock, ms: number, job: () => void): () => void {
  let cancel: () => void;
  const next = (): void => {
    cancel = clock.after(ms, () => {
      job();
      next();
    });
  };
  next();
  return () => cancel();
}
