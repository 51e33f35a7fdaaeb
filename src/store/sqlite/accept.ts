/**
 * The first step of every event: find or make its conversation, store it once, merge receipts. What is refused here is
 * refused before anything is stored, so that the platform keeps it for us.
 */
import { firstConversation } from '../../core/first-conversation.ts';
import type { Accept, AcceptResult, Arrival } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Conversations } from './conversations.ts';
import type { ConversationRecord } from './rows.ts';
import type { Inbox, NewInboxRow } from './inbox.ts';
import type { Offers } from './offers.ts';
import type { Queue } from './queue.ts';
import type { Receipts } from './receipts.ts';
import { toConversation } from './rows.ts';

interface Parts {
  conversations: Conversations;
  inbox: Inbox;
  offers: Offers;
  queue: Queue;
  receipts: Receipts;
}

export function createAccept(context: Context, parts: Parts) {
  const { conversations, inbox, offers, queue, receipts } = parts;

  function find(accept: Accept): ConversationRecord | null {
    const { target } = accept;
    return 'conversationId' in target
      ? conversations.byId(target.conversationId)
      : conversations.find(target.account, target.address, target.aliases);
  }

  function found(accept: Accept): ConversationRecord | null {
    const { target, newIds } = accept;
    if ('conversationId' in target || newIds === null || accept.event.type === 'receipt') return null;
    const first = firstConversation(accept, context.defaultLocale);
    const username = target.profile?.username ?? null;
    return conversations.byId(conversations.create(first, newIds.contact, username, accept.receivedAtMs));
  }

  /** What the platform says of the person behind a conversation that is there already. */
  function learn(record: ConversationRecord, target: Extract<Accept['target'], { account: unknown }>): void {
    const { account, address, aliases = [], profile } = target;
    const kept = conversations.byId(record.id)?.address ?? address;
    if (aliases.length > 0)
      conversations.settleAddress({ id: record.id, account, kept }, record.address, aliases);
    if (profile) conversations.learnProfile(record, profile);
  }

  return {
    /** Stores one event; runs inside a transaction. */
    accept(accept: Accept): AcceptResult {
      const existing = find(accept);
      if (inbox.overloaded(accept, existing?.waiting ?? 0)) {
        const known = inbox.known(accept.source, accept.externalId);
        return known ? duplicate(known) : { kind: 'refused', reason: 'overload' };
      }
      const record = existing ?? found(accept);
      if (!record) return { kind: 'refused', reason: 'no-conversation' };
      const { event } = accept;
      const wakes = event.type !== 'receipt' || event.status === 'failed';
      const inboxId = inbox.add(rowOf(accept, record.id, wakes));
      if (inboxId === null) {
        const known = inbox.known(accept.source, accept.externalId);
        return known ? duplicate(known) : { kind: 'refused', reason: 'overload' };
      }
      if ('account' in accept.target) learn(record, accept.target);
      const billed = event.type === 'receipt' ? receipts.merge(record.id, event, accept.receivedAtMs) : null;
      return { kind: 'accepted', inboxId, conversationId: record.id, wakes, billed };
    },

    /** What the event would meet now. */
    load(accept: Accept): Arrival {
      const record = find(accept);
      if (!record) return NOBODY_YET;
      const conversation = toConversation(record);
      return {
        conversation,
        waiting: record.waiting,
        ...offers.meant(conversation, accept.event),
        ahead: queue.ahead(record),
        heardAtMs: record.heard_at,
      };
    },
  };
}

const NOBODY_YET: Arrival = {
  conversation: null,
  waiting: 0,
  offered: null,
  offer: null,
  ahead: 0,
  heardAtMs: 0,
};

function rowOf(accept: Accept, conversationId: number, wakes: boolean): NewInboxRow {
  return {
    source: accept.source,
    externalId: accept.externalId,
    conversationId,
    urgent: accept.urgent,
    state: wakes ? 'waiting' : 'done',
    event: wakes || accept.raw === null ? accept.event : null,
    outcome: null,
    error: null,
    receivedAtMs: accept.receivedAtMs,
    settledAtMs: wakes ? null : accept.receivedAtMs,
    raw: accept.raw,
  };
}

function duplicate(known: { id: number; conversation_id: number }): AcceptResult {
  return { kind: 'duplicate', inboxId: known.id, conversationId: known.conversation_id };
}
