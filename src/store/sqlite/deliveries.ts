/**
 * Parts that a turn puts into the lane of its conversation. Whoever may not speak any more is turned away here already;
 * the first part may leave with the very commit that made it.
 */
import { maySpeak } from '../../core/conversation.ts';
import type { Conversation, Origin } from '../../core/conversation.ts';
import type { DeliveryId } from '../../core/ids.ts';
import type { ClaimedDelivery, NewDelivery } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { LaneState } from './conversations.ts';
import { partKey, RANK } from './lane.ts';
import type { Lane } from './lane.ts';

/** How many of a turn's parts join the lane, and how many are held. */
export function countParts(
  next: Conversation,
  deliveries: NewDelivery[],
): { joining: number; holding: number } {
  const counts = { joining: 0, holding: 0 };
  for (const delivery of deliveries) {
    const may = speak(delivery.origin, next);
    if (may === 'yes') counts.joining += 1;
    if (may === 'hold') counts.holding += 1;
  }
  return counts;
}

export interface NewParts {
  next: Conversation;
  deliveries: NewDelivery[];
  /** Key of a message by its public id. */
  messageKey(publicId: string): number;
  /** The lane before these parts joined it. */
  before: LaneState;
  dispatch: boolean;
  atMs: number;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

export function createDeliveries(context: Context, lane: Lane) {
  const add = context.db.prepare(
    `INSERT INTO deliveries (conversation_id, message_id, part_index, account, origin, rank, resend, epoch, part, state,
       lane, due_at, attempts, heard, reason, created_at, tried_at, settled_at, notice_kind, notice_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    /** Stores the parts of a turn; returns the one that may leave at once, already marked as being sent. */
    add({ next, deliveries, messageKey, before, dispatch, atMs }: NewParts): ClaimedDelivery[] {
      const claimed: ClaimedDelivery[] = [];
      let open = before.lane_open;
      for (const delivery of deliveries) {
        const may = speak(delivery.origin, next);
        const first = may === 'yes' && open === 0;
        const goes = first && dispatch && mayStart(next, before, atMs) && mayBeSaid(delivery, atMs);
        const added = add.run(
          next.id,
          messageKey(delivery.messageId),
          delivery.partIndex,
          next.account,
          delivery.origin,
          RANK[delivery.origin],
          delivery.resend,
          next.epoch,
          JSON.stringify(delivery.part),
          may === 'never' ? 'cancelled' : goes ? 'sending' : 'queued',
          place(may, first, goes),
          Math.max(atMs, before.paused_until),
          goes ? 1 : 0,
          before.heard,
          may === 'never' ? 'owner' : null,
          atMs,
          goes ? atMs : null,
          may === 'never' ? atMs : null,
          delivery.notice?.kind ?? null,
          delivery.notice?.untilMs ?? null,
        );
        if (may === 'yes') open += 1;
        if (goes) claimed.push(firstTry(Number(added.lastInsertRowid), { next, delivery, before, atMs }));
      }
      return claimed;
    },
  };

  /** At night a notice is left for the lane, which holds it. */
  function mayBeSaid({ origin }: NewDelivery, atMs: number): boolean {
    return origin !== 'notice' || context.noticesFrom(atMs) <= atMs;
  }

  function mayStart(next: Conversation, before: LaneState, atMs: number): boolean {
    return before.paused_until <= atMs && lane.accountPausedUntil(next.account) <= atMs;
  }
}

function place(may: 'yes' | 'hold' | 'never', first: boolean, goes: boolean): string | null {
  if (may === 'never') return null;
  if (may === 'hold') return 'held';
  if (goes) return 'wire';
  return first ? 'head' : 'behind';
}

function speak(origin: Origin, next: Conversation): 'yes' | 'hold' | 'never' {
  return maySpeak(origin, next.epoch, { status: next.status.is, epoch: next.epoch });
}

function firstTry(
  id: DeliveryId,
  { next, delivery, before, atMs }: Pick<NewParts, 'next' | 'before' | 'atMs'> & { delivery: NewDelivery },
): ClaimedDelivery {
  return {
    id,
    conversationId: next.id,
    account: next.account,
    address: next.address,
    part: delivery.part,
    key: partKey(delivery.messageId, delivery.partIndex),
    origin: delivery.origin,
    resend: delivery.resend,
    attempt: 1,
    createdAtMs: atMs,
    maybeTwice: false,
    heardAtMs: before.heard_at,
  };
}
