/**
 * What became of each send, and of what was on the wire when the process died. A part leaves the lane here; the next one
 * of the same conversation is begun in the same commit.
 */
import type { Origin } from '../../core/conversation.ts';
import type { ConversationId, DeliveryId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ResendRule } from '../../core/message.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import type { Lane } from './lane.ts';
import type { Receipts } from './receipts.ts';

interface Gone {
  conversation_id: number;
  account: string;
  origin: Origin;
}

interface OnWire {
  id: number;
  conversation_id: number;
  resend: ResendRule;
  maybe_twice: number;
  tried_at: number | null;
}

/** What one record led to. */
export interface RecordEffect {
  claimed: ClaimedDelivery | null;
  wake: ConversationId | null;
}

export type Outcomes = ReturnType<typeof createOutcomes>;

export function createOutcomes(context: Context, parts: { lane: Lane; receipts: Receipts; inbox: Inbox }) {
  const { db } = context;
  const { lane, receipts } = parts;
  const settle = db.prepare<[string, string | null, string | null, number, number], Gone>(
    `UPDATE deliveries SET state = ?, lane = NULL, external_id = ?, reason = ?, settled_at = ?
      WHERE id = ? AND state = 'sending' RETURNING conversation_id, account, origin`,
  );
  const again = db.prepare<[string, string, number, number], Gone>(
    `UPDATE deliveries SET state = ?, lane = 'head', reason = ?, due_at = ?
      WHERE id = ? AND state = 'sending' RETURNING conversation_id, account, origin`,
  );
  const pauseChat = db.prepare<[number, number]>(
    'UPDATE conversations SET paused_until = max(paused_until, ?) WHERE id = ?',
  );
  const pauseAccount = db.prepare<[string, number]>(
    `INSERT INTO account_pauses (account, until) VALUES (?, ?)
     ON CONFLICT (account) DO UPDATE SET until = max(until, excluded.until)`,
  );
  const cancelOpen = db.prepare<[number, number]>(CANCEL_OPEN);
  const unreachable = db.prepare<[number, number]>(UNREACHABLE);
  const onWire = db.prepare<[], OnWire>(
    `SELECT id, conversation_id, resend, maybe_twice, tried_at FROM deliveries WHERE lane IS NOT NULL AND lane = 'wire'`,
  );

  function close(conversationId: ConversationId, atMs: number): ClaimedDelivery | null {
    return lane.close(conversationId, 0) > 0 ? lane.advance(conversationId, atMs) : null;
  }

  function lost(id: DeliveryId, gone: Gone, reason: string, atMs: number): RecordEffect {
    const woken = parts.inbox.add(failure(id, gone, reason, atMs)) !== null;
    return { claimed: close(gone.conversation_id, atMs), wake: woken ? gone.conversation_id : null };
  }

  function refuse(id: DeliveryId, code: string, isUnreachable: boolean, atMs: number): RecordEffect {
    const gone = settle.get('refused', null, code, atMs, id);
    if (!gone) return NOTHING;
    if (!isUnreachable) return tellIfWords(id, gone, code, atMs);
    cancelOpen.run(atMs, gone.conversation_id);
    unreachable.run(context.logChange(gone.conversation_id), gone.conversation_id);
    return NOTHING;
  }

  function tellIfWords(id: DeliveryId, gone: Gone, reason: string, atMs: number): RecordEffect {
    if (gone.origin === 'bot' || gone.origin === 'operator') return lost(id, gone, reason, atMs);
    return { claimed: close(gone.conversation_id, atMs), wake: null };
  }

  function putOff(id: DeliveryId, state: 'queued' | 'unknown', reason: string, dueAtMs: number): Gone | null {
    const gone = again.get(state, reason, dueAtMs, id);
    if (gone) context.touch(gone.conversation_id);
    return gone ?? null;
  }

  function record({ id, atMs, result }: DeliveryRecord): RecordEffect {
    switch (result.kind) {
      case 'sent': {
        const gone = settle.get('sent', result.externalId, null, atMs, id);
        if (!gone) return NOTHING;
        receipts.join(gone.conversation_id, result.externalId, id);
        return { claimed: close(gone.conversation_id, atMs), wake: null };
      }
      case 'retry': {
        const gone = putOff(id, 'queued', result.reason, result.dueAtMs);
        if (!gone || !result.pause) return NOTHING;
        if (result.pause.scope === 'chat') pauseChat.run(result.pause.untilMs, gone.conversation_id);
        else pauseAccount.run(gone.account, result.pause.untilMs);
        return NOTHING;
      }
      case 'unknown': {
        if (result.againAtMs !== null) {
          putOff(id, 'unknown', result.reason, result.againAtMs);
          return NOTHING;
        }
        const gone = settle.get('unknown', null, result.reason, atMs, id);
        return gone ? { claimed: close(gone.conversation_id, atMs), wake: null } : NOTHING;
      }
      case 'refused':
        return refuse(id, result.code, result.unreachable, atMs);
      case 'dead': {
        const gone = settle.get('dead', null, result.code, atMs, id);
        return gone ? tellIfWords(id, gone, result.code, atMs) : NOTHING;
      }
    }
  }

  return {
    record,

    /** After a crash: nobody knows whether parts on the wire arrived. Each is sent once more at most. */
    recover(nowMs: number): { resent: number; leftUnknown: number } {
      const counts = { resent: 0, leftUnknown: 0 };
      for (const part of onWire.all()) {
        if (part.resend === 'never' || part.maybe_twice === 1) {
          settle.get('unknown', null, 'restart', nowMs, part.id);
          lane.close(part.conversation_id, 0);
          counts.leftUnknown += 1;
        } else {
          const silence = (part.tried_at ?? nowMs) + LIMITS.unansweredPromptMs;
          putOff(part.id, 'unknown', 'restart', part.resend === 'once' ? nowMs : silence);
          counts.resent += 1;
        }
      }
      return counts;
    },
  };
}

const NOTHING: RecordEffect = { claimed: null, wake: null };

const CANCEL_OPEN = `
  UPDATE deliveries SET state = CASE state WHEN 'unknown' THEN 'unknown' ELSE 'cancelled' END, lane = NULL,
         reason = 'unreachable', settled_at = ?
   WHERE conversation_id = ? AND lane IS NOT NULL`;

// The version goes up: a turn that was made for a reachable customer has to be made again.
const UNREACHABLE = `
  UPDATE conversations SET reachable = 0, version = version + 1, lane_open = 0, held = 0, changed = ? WHERE id = ?`;

function failure(id: DeliveryId, gone: Gone, reason: string, atMs: number): Parameters<Inbox['add']>[0] {
  return {
    source: 'delivery',
    externalId: `delivery:${id}`,
    conversationId: gone.conversation_id,
    urgent: false,
    state: 'waiting',
    event: { type: 'delivery-failed', deliveryId: id, reason },
    outcome: null,
    error: null,
    receivedAtMs: atMs,
    settledAtMs: null,
    raw: null,
  };
}
