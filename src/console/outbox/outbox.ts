/**
 * Carries an operator's words to the server: in order, conversation by conversation, each under the id made for it, until
 * the server has answered. Offline, reload and crash lose nothing, and the id keeps a repeat from becoming a second
 * message. It never changes the words.
 */
import type { CommandReply, CommandRequest } from '../../api/commands.ts';
import type { Clock } from '../ambient/clock.ts';
import type { Kept } from '../ambient/kept.ts';
import { ApiFailure } from '../http/http.ts';
import { createPauses, type Pauses } from './pauses.ts';
import { createShelf, type Shelf } from './shelf.ts';
import type { Unsent } from './unsent.ts';

export interface Outbox {
  list(): readonly Unsent[];
  subscribe(listener: () => void): () => void;
  add(item: Pick<Unsent, 'clientId' | 'conversation' | 'kind' | 'text' | 'media'>): void;
  /** Sends a refused one again, under the same id: a refusal made nothing. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** These have arrived in a thread. */
  confirm(clientIds: ReadonlySet<string>): void;
  /** The connection may be back: try now. */
  wake(): void;
  /** Another tab changed the storage. */
  reread(): void;
  close(): void;
}

export interface OutboxDoor {
  /** Whose words: entries of other operators of this browser are left alone. */
  operatorId: string;
  kept: Kept;
  clock: Clock;
  send(conversation: string, request: CommandRequest): Promise<CommandReply>;
}

/** Starts with what the browser has kept and sends it. */
export function createOutbox(door: OutboxDoor): Outbox {
  const shelf = createShelf(door.kept, `unsent.${door.operatorId}.`);
  const carrier = createCarrier(door, shelf);
  carrier.pump();
  return {
    list: shelf.list,
    subscribe: shelf.subscribe,
    add(item) {
      shelf.put({ ...item, atMs: door.clock.now(), state: 'waiting', refusal: null });
      carrier.pump();
    },
    retry(clientId) {
      const item = shelf.find(clientId);
      if (item?.state !== 'refused') return;
      shelf.put({ ...item, state: 'waiting', refusal: null });
      carrier.pump();
    },
    discard: shelf.drop,
    confirm(clientIds) {
      for (const item of shelf.list()) if (clientIds.has(item.clientId)) shelf.drop(item.clientId);
    },
    wake: carrier.wake,
    reread() {
      shelf.reread();
      carrier.pump();
    },
    close: carrier.close,
  };
}

interface Carrier {
  /** Sends the oldest waiting item of every conversation that is neither busy nor pausing. */
  pump(): void;
  wake(): void;
  close(): void;
}

function createCarrier(door: OutboxDoor, shelf: Shelf): Carrier {
  const busy = new Set<string>();
  let closed = false;
  const pauses = createPauses(door.clock, pump);

  function pump(): void {
    if (closed) return;
    for (const item of shelf.list()) {
      const { conversation } = item;
      if (item.state !== 'waiting' || busy.has(conversation) || pauses.has(conversation)) continue;
      void carryNext(item);
    }
  }
  async function carryNext(item: Unsent): Promise<void> {
    busy.add(item.conversation);
    await carry(item, door, shelf, pauses);
    busy.delete(item.conversation);
    pump();
  }
  return {
    pump,
    wake() {
      pauses.clear();
      pump();
    },
    close() {
      closed = true;
      pauses.clear();
    },
  };
}

/** One try with one item. Never throws. */
async function carry(item: Unsent, door: OutboxDoor, shelf: Shelf, pauses: Pauses): Promise<void> {
  const settle = (state: Unsent['state'], refusal: string | null): void => {
    pauses.forget(item.conversation);
    if (shelf.find(item.clientId) !== undefined) shelf.put({ ...item, state, refusal });
  };
  try {
    const reply = await door.send(item.conversation, requestOf(item));
    if (reply.kind === 'pending') pauses.begin(item.conversation, null);
    else if (reply.outcome.ok) settle('done', null);
    else settle('refused', reply.outcome.code);
  } catch (error) {
    const failure = error instanceof ApiFailure ? error : null;
    if (failure !== null && !isPassing(failure.code)) settle('refused', failure.code);
    else pauses.begin(item.conversation, failure?.retryAfterMs ?? null);
  }
}

function requestOf(item: Unsent): CommandRequest {
  const { clientId, text } = item;
  if (item.kind === 'note') return { clientId, command: { do: 'note', text } };
  if (item.media === null) return { clientId, command: { do: 'reply', text } };
  return { clientId, command: { do: 'reply', text, media: item.media } };
}

/** Failures that pass by themselves or with a new sign-in: the words wait. */
function isPassing(code: string): boolean {
  return ['offline', 'overload', 'throttled', 'internal', 'not-signed-in', 'csrf'].includes(code);
}
