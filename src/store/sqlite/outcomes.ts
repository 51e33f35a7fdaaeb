/**
 * What became of each send. A part leaves the lane here, and the next one of the same conversation is begun in the same
 * commit. Words that did not arrive tell their conversation through the inbox.
 */
import type Database from 'better-sqlite3';
import type { Origin } from '../../core/conversation.ts';
import type { ConversationId, DeliveryId } from '../../core/ids.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import type { Lane } from './lane.ts';
import { NUMBER } from './planned-once.ts';
import type { Receipts } from './receipts.ts';

/** The part that a record was about. */
interface Gone {
  conversation_id: number;
  account: string;
  origin: Origin;
  /** A receipt was faster than the answer to the call: the platform has taken the part and knows it by this. */
  external_id: string | null;
  /** 2: an earlier try may have arrived, though nobody is told of two. */
  maybe_twice: number;
}

/** What one record led to. */
export interface RecordEffect {
  claimed: ClaimedDelivery | null;
  wake: ConversationId | null;
}

const NOTHING: RecordEffect = { claimed: null, wake: null };

export function createOutcomes(context: Context, parts: { lane: Lane; receipts: Receipts; inbox: Inbox }) {
  const { lane, receipts, inbox } = parts;
  const { onWire, settle, again, pauseChat, pauseAccount, cancelOpen, unreachable } = prepare(context.db);

  function next(gone: Gone, { atMs, rests }: When, wake: ConversationId | null = null): RecordEffect {
    const id = gone.conversation_id;
    // The next part may have been made after the answer to this one came: by the answer's time it would not be due yet.
    const nowMs = Math.max(atMs, context.clock.now());
    const goesOn = lane.close(id, 0) > 0 && rests !== true;
    return { claimed: goesOn ? lane.advance(id, nowMs, true) : null, wake };
  }

  function failed(id: DeliveryId, gone: Gone, reason: string, when: When): RecordEffect {
    const tells = gone.origin === 'bot' || gone.origin === 'operator';
    if (tells) inbox.add(failure(id, gone, reason, when.atMs));
    return next(gone, when, tells ? gone.conversation_id : null);
  }

  function blocked(gone: Gone, atMs: number): RecordEffect {
    cancelOpen.run(atMs, gone.conversation_id);
    unreachable.run(context.logChange(gone.conversation_id), gone.conversation_id);
    return NOTHING;
  }

  function putOff(id: DeliveryId, gone: Gone, state: 'queued' | 'unknown', later: Later): void {
    again.run(state, later.reason, later.dueAtMs, later.mayHaveArrived ? 1 : 0, later.uncounted ? 1 : 0, id);
    context.touch(gone.conversation_id);
  }

  function retry(id: DeliveryId, gone: Gone, result: Result<'retry'>): RecordEffect {
    putOff(id, gone, 'queued', result);
    if (!result.pause) return NOTHING;
    if (result.pause.scope === 'chat') pauseChat.run(result.pause.untilMs, gone.conversation_id);
    else pauseAccount.run(gone.account, result.pause.untilMs);
    return NOTHING;
  }

  /** Records one outcome; a part that is not on the wire any more is left as it is. */
  return function record({ id, atMs, rests, result: answered }: DeliveryRecord): RecordEffect {
    const gone = onWire.get(id);
    if (!gone) return NOTHING;
    const result = knownAs(gone) ?? honest(gone, answered);
    if (result.kind === 'retry') return retry(id, gone, result);
    if (result.kind === 'unknown' && result.againAtMs !== null) {
      putOff(id, gone, 'unknown', { reason: result.reason, dueAtMs: result.againAtMs });
      return NOTHING;
    }
    const { externalId, reason } = describe(result);
    const when: When = { atMs, rests };
    settle.run(result.kind, externalId, reason, atMs, id);
    if (externalId !== null) receipts.join(gone.conversation_id, externalId, id);
    if (result.kind === 'refused' && result.unreachable) return blocked(gone, atMs);
    if (result.kind === 'refused' || result.kind === 'dead') return failed(id, gone, result.code, when);
    return next(gone, when);
  };
}

interface When {
  atMs: number;
  rests: true | undefined;
}

interface Later {
  reason: string;
  dueAtMs: number;
  mayHaveArrived?: true;
  uncounted?: true;
}

/** What a receipt has told of the part outweighs whatever became of the call. */
function knownAs({ external_id: externalId }: Gone): Result<'sent'> | null {
  return externalId === null ? null : { kind: 'sent', externalId };
}

/** That a later try did not get through says nothing of the one before it. */
function honest(
  { maybe_twice: maybeTwice }: Gone,
  result: DeliveryRecord['result'],
): DeliveryRecord['result'] {
  const isFailed = result.kind === 'dead' || (result.kind === 'refused' && !result.unreachable);
  if (!isFailed || maybeTwice !== 2) return result;
  return { kind: 'unknown', reason: result.code, againAtMs: null };
}

type Result<K extends DeliveryRecord['result']['kind']> = Extract<DeliveryRecord['result'], { kind: K }>;

function describe(result: Result<'sent' | 'unknown' | 'refused' | 'dead'>): {
  externalId: string | null;
  reason: string | null;
} {
  if (result.kind === 'sent') return { externalId: result.externalId, reason: null };
  return { externalId: null, reason: result.kind === 'unknown' ? result.reason : result.code };
}

function prepare(db: Database.Database) {
  return {
    onWire: db.prepare<[number], Gone>(
      `SELECT conversation_id, account, origin, external_id, maybe_twice FROM deliveries WHERE id = ? AND state = 'sending'`,
    ),
    settle: db.prepare<[string, string | null, string | null, number, number]>(
      'UPDATE deliveries SET state = ?, lane = NULL, external_id = ?, reason = ?, settled_at = ? WHERE id = ?',
    ),
    again: db.prepare<[string, string, number, 0 | 1, 0 | 1, number]>(
      `UPDATE deliveries SET state = ?, lane = 'head', reason = ?, due_at = ?,
              maybe_twice = iif(? = 1 AND maybe_twice = 0, 2, maybe_twice), attempts = attempts - ? WHERE id = ?`,
    ),
    pauseChat: db.prepare<[number, number]>(
      `UPDATE conversations SET paused_until = max(paused_until, ${NUMBER}) WHERE id = ?`,
    ),
    pauseAccount: db.prepare<[string, number]>(
      `INSERT INTO account_pauses (account, until) VALUES (?, ?)
       ON CONFLICT (account) DO UPDATE SET until = max(until, excluded.until)`,
    ),
    cancelOpen: db.prepare<[number, number]>(CANCEL_OPEN),
    unreachable: db.prepare<[number, number]>(UNREACHABLE),
  };
}

const CANCEL_OPEN = `
  UPDATE deliveries SET state = iif(state = 'unknown' OR maybe_twice, 'unknown', 'cancelled'), lane = NULL,
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
