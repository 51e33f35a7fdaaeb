/** What must hold once everything has come to rest. */
import type { Run } from './run.ts';
import { Broken, type ConversationState, type Delivery, type Line } from './oracle.ts';
import { ownershipHistory, type History } from './ownership-history.ts';

export async function checkEnd(run: Run): Promise<void> {
  const { oracle } = run.world;
  const parked = oracle.parked();
  if (parked) throw new Broken('an event was parked', parked);
  const histories = new Map<number, History>();
  for (const conversation of oracle.conversations()) {
    const lines = oracle.lines(conversation.id);
    const deliveries = oracle.deliveries(conversation.id);
    checkSequence(conversation, lines);
    checkMessages(run, conversation, lines);
    const history = ownershipHistory(lines, run.world.operatorsByName);
    histories.set(conversation.id, history);
    checkOwner(conversation, history, oracle.openCases(conversation.id));
    for (const delivery of deliveries) checkDelivery(run, delivery);
    checkCounters(conversation, deliveries);
    checkReplies(run, conversation, lines, deliveries);
    checkNotices(run, conversation, lines);
  }
  await checkQueue(run, histories);
}

function checkSequence(conversation: ConversationState, lines: Line[]): void {
  const numbers = lines.map(({ seq }) => seq);
  const expected = lines.map((_, index) => index + 1);
  if (String(numbers) !== String(expected) || conversation.last_seq !== lines.length) {
    throw new Broken('the thread has a gap', { conversation, numbers });
  }
}

/** Everything that the customer wrote is there once, in the order in which it was handed in. */
function checkMessages(run: Run, { address }: ConversationState, lines: Line[]): void {
  const there = lines.filter(({ direction }) => direction === 'in').map(({ outside_id: id }) => id);
  const written = run.updates.flatMap(({ event }) =>
    event.type === 'message' && event.address === address ? [event.messageId] : [],
  );
  if (String(there) !== String(written)) {
    throw new Broken('messages are lost, doubled or out of order', { address, written, there });
  }
}

function checkOwner(conversation: ConversationState, history: History, openCases: number): void {
  const { status, operator_id: owner, epoch, priority } = conversation;
  if (status !== history.status || owner !== history.owner) {
    throw new Broken('the row and the thread name different owners', { conversation, history });
  }
  if (epoch !== history.changes) throw new Broken('epochs were skipped', { conversation, history });
  const place = [priority, conversation.queue_rank, conversation.queue_at];
  if (status === 'queued' && String(place) !== String([history.priority, history.rank, history.queueAt])) {
    throw new Broken('the place in the queue is wrong', { conversation, history });
  }
  const expected = status === 'queued' || (status === 'assigned' && owner !== 0) ? 1 : 0;
  if (openCases !== expected) throw new Broken('cases do not fit the owner', { conversation, openCases });
}

/** Arrived once, or at most twice and then marked as such. */
function checkDelivery(run: Run, delivery: Delivery): void {
  const arrivals = run.arrivals.get(delivery.key) ?? 0;
  const { state, maybe_twice: maybeTwice } = delivery;
  const isThere = state === 'sent' || state === 'delivered' || state === 'read';
  if (run.settled.has(delivery.key) && !isThere) {
    throw new Broken('a part that the messenger reported is not known to be there', delivery);
  }
  if (isThere && arrivals === 0) throw new Broken('a part was never sent', delivery);
  if (arrivals > 1 && maybeTwice !== 1) {
    throw new Broken('a part may have arrived twice and is not marked', { delivery, arrivals });
  }
  if (arrivals > 0 && !isThere && state !== 'unknown' && maybeTwice !== 1) {
    throw new Broken('a part may have arrived and is not marked', { delivery, arrivals });
  }
}

function checkCounters(conversation: ConversationState, deliveries: Delivery[]): void {
  const open = deliveries.filter(({ lane }) => lane !== null && lane !== 'held').length;
  if (conversation.lane_open !== open || conversation.waiting !== 0) {
    throw new Broken('the counters are wrong', { conversation, open });
  }
}

const SETTLED_REPLY = new Set(['sent', 'delivered', 'read', 'unknown', 'refused', 'dead']);

/** A reply that was accepted stands in the thread once, and its parts went out or it says why not. */
function checkReplies(
  run: Run,
  conversation: ConversationState,
  lines: Line[],
  deliveries: Delivery[],
): void {
  const mine = run.commands.filter(
    ({ command, conversationId }) => command.do === 'reply' && conversationId === conversation.id,
  );
  for (const { clientId, outcome } of mine) {
    const said = lines.filter((line) => line.direction === 'out' && line.outside_id === clientId);
    if (outcome && said.length !== (outcome.ok ? 1 : 0)) {
      throw new Broken('an accepted reply is missing, doubled or was refused and said', {
        clientId,
        outcome,
      });
    }
    for (const line of said) {
      const parts = deliveries.filter(({ key }) => key.startsWith(`${line.public_id}.`));
      const lost = parts.filter(({ state, reason }) => !SETTLED_REPLY.has(state) && reason !== 'unreachable');
      if (parts.length !== 1 || lost.length > 0)
        throw new Broken('a reply was not sent', { clientId, parts });
    }
  }
}

/** A notice stands in the thread once if it was taken, not at all if it was refused. */
function checkNotices(run: Run, conversation: ConversationState, lines: Line[]): void {
  for (const { conversationId, key, outcome } of run.notices) {
    if (conversationId !== conversation.id) continue;
    const said = lines.filter(
      ({ origin, content }) => origin === 'notice' && content.includes(`"${key}"`),
    ).length;
    const right = outcome === null ? said <= 1 : said === (outcome.ok ? 1 : 0);
    if (!right)
      throw new Broken('a notice is missing, doubled or was refused and said', { key, outcome, said });
  }
}

async function checkQueue(run: Run, histories: ReadonlyMap<number, History>): Promise<void> {
  const listed = await run.world.store.listConversations({ view: 'queue', limit: 50 });
  const expected = [...histories]
    .filter(([, { status }]) => status === 'queued')
    .toSorted(
      ([idA, a], [idB, b]) =>
        a.priority - b.priority || a.rank - b.rank || a.queueAt - b.queueAt || idA - idB,
    );
  if (String(listed.map(({ id }) => id)) !== String(expected.map(([id]) => id))) {
    throw new Broken('the queue is out of order', { listed: listed.map(({ id }) => id), expected });
  }
}
