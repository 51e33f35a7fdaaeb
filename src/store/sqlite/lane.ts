/**
 * The lane of a conversation: its open parts in order, one on the wire at a time. `advance` begins the next send if it
 * may begin, and settles heads that may not be said any more, so that a dead head never blocks what is behind it.
 */
import type Database from 'better-sqlite3';
import type { Part } from '../../core/content.ts';
import type { Origin } from '../../core/conversation.ts';
import type { AccountId, ConversationId, DeliveryId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ResendRule } from '../../core/message.ts';
import type { ClaimedDelivery } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { MAY_SPEAK, VERDICT } from './gate.ts';
import type { Verdict } from './gate.ts';
import { createNight } from './night.ts';
import { parseStored } from './rows.ts';
import { NUMBER } from './planned-once.ts';

/**
 * 1: it may have arrived twice, and people are told so. 2: an earlier try may have arrived, and a second one is dropped by
 * the platform: nothing to tell, but not cancelled either.
 */
type MaybeTwice = 0 | 1 | 2;

interface Head {
  id: number;
  lane: 'head' | 'wire';
  state: 'queued' | 'unknown' | 'sending';
  account: AccountId;
  address: string;
  public_id: string;
  part_index: number;
  part: string;
  origin: Origin;
  resend: ResendRule;
  attempts: number;
  maybe_twice: MaybeTwice;
  heard_at: number;
  created_at: number;
  due_at: number;
  notice_until: number | null;
  verdict: Verdict;
}

export type Lane = ReturnType<typeof createLane>;

export function createLane(context: Context) {
  const statements = prepare(context.db);
  const { front, mark, hold, drop, open, leave, promote, hasFront, accountPause } = statements;
  const { hasten, release, released, requeue } = statements;
  const night = createNight(context);

  /** Takes the front part out of the lane and puts the next one to the front. */
  function close(conversationId: ConversationId, holding: 0 | 1): number {
    const left = (open.get(conversationId) ?? 1) - 1;
    leave.run(holding, context.logChange(conversationId), conversationId);
    if (left > 0) promote.run(conversationId);
    return left;
  }

  function ensureFront(conversationId: ConversationId): void {
    if (hasFront.get(conversationId) === 0) promote.run(conversationId);
  }

  /** Notices that were held may be said again. */
  function releaseHeld(conversationId: ConversationId): void {
    released.run(release.run(conversationId).changes, conversationId);
    ensureFront(conversationId);
  }

  const accountPausedUntil = (account: AccountId) => accountPause.get(account) ?? 0;

  /** `isLogged`: this deed has told of a change of the conversation already; once is enough. */
  function advance(conversationId: ConversationId, nowMs: number, isLogged: boolean): ClaimedDelivery | null {
    let logged = isLogged;
    // Every step settles one part, so the lane's length bounds the walk; the poll goes on where it ends.
    for (let step = 0; step < LIMITS.laneHighWater; step += 1) {
      const head = front.get(nowMs, nowMs - LIMITS.botPromptStaleMs, conversationId);
      if (!head || head.lane === 'wire' || head.due_at > nowMs) return null;
      const verdict = night.verdictOn(head, nowMs);
      if (verdict === 'go') {
        if (accountPausedUntil(head.account) > nowMs) return null;
        if (mark.run(nowMs, head.id).changes === 0) return null;
        if (!logged) context.touch(conversationId);
        return claimed(conversationId, head);
      }
      const dropped = dropsAs(head, verdict);
      if (dropped) drop.run(dropped.state, dropped.reason, nowMs, head.id);
      else hold.run(head.id);
      if (close(conversationId, dropped ? 0 : 1) === 0) return null;
      logged = true;
    }
    return null;
  }

  return {
    advance,
    close,

    /** Takes one part out of the lane, wherever in it the part stood; what is behind goes on at the next look. */
    remove(conversationId: ConversationId): void {
      leave.run(0, context.logChange(conversationId), conversationId);
      ensureFront(conversationId);
    },

    accountPausedUntil,

    /** The owner changed or the customer answered: heads that may not be said any more become due for settling. */
    hasten(conversationId: ConversationId, epoch: number, incoming: boolean, nowMs: number): void {
      hasten.run(nowMs, conversationId, epoch, incoming ? 1 : 0);
    },

    releaseHeld,

    /** Once the quiet hours are over, what they held may be said. */
    releaseInMorning(nowMs: number): void {
      for (const id of night.over(nowMs)) releaseHeld(id);
    },

    ensureFront,

    /**
     * Puts a part that failed back into its lane, at a person's wish; it is the oldest there and goes first. False when it
     * is not this conversation's or has not failed. The conversation's counter is raised by the turn's update.
     */
    requeue(conversationId: ConversationId, id: DeliveryId, epoch: number, nowMs: number): boolean {
      return requeue.run(nowMs, nowMs, epoch, id, conversationId).changes > 0;
    },
  };
}

function prepare(db: Database.Database) {
  return {
    front: db.prepare<[number, number, number], Head>(FRONT),
    mark: db.prepare<[number, number]>(MARK),
    hold: db.prepare<[number]>(
      `UPDATE deliveries SET lane = 'held', maybe_twice = ${TWICE_IF_UNKNOWN}, state = 'queued' WHERE id = ?`,
    ),
    drop: db.prepare<[string, string, number, number]>(
      'UPDATE deliveries SET state = ?, lane = NULL, reason = ?, settled_at = ? WHERE id = ?',
    ),
    open: db.prepare<[number], number>('SELECT lane_open FROM conversations WHERE id = ?').pluck(),
    leave: db.prepare<[number, number, number]>(
      'UPDATE conversations SET lane_open = lane_open - 1, held = held + ?, changed = ? WHERE id = ?',
    ),
    promote: db.prepare<[number]>(PROMOTE),
    hasten: db.prepare<[number, number, number, number]>(HASTEN),
    release: db.prepare<[number]>(
      `UPDATE deliveries SET lane = 'behind' WHERE conversation_id = ? AND lane = 'held'`,
    ),
    released: db.prepare<[number, number]>(
      'UPDATE conversations SET lane_open = lane_open + ?, held = 0 WHERE id = ?',
    ),
    requeue: db.prepare<[number, number, number, number, number]>(REQUEUE),
    hasFront: db
      .prepare<[number], number>(
        `SELECT count(*) FROM deliveries WHERE conversation_id = ? AND lane IS NOT NULL AND lane IN ('head', 'wire')`,
      )
      .pluck(),
    accountPause: db.prepare<[string], number>('SELECT until FROM account_pauses WHERE account = ?').pluck(),
  };
}

const TWICE_IF_UNKNOWN = `iif(maybe_twice = 0 AND state = 'unknown', 1, maybe_twice)`;

/** Whose words go first when many conversations wait: people before the bot. */
export const RANK: Record<Origin, number> = { operator: 0, service: 1, bot: 2, notice: 3 };

/** The key of a part: the same for every try of it. */
export function partKey(messagePublicId: string, partIndex: number): string {
  return `${messagePublicId}.${partIndex}`;
}

function claimed(conversationId: ConversationId, head: Head): ClaimedDelivery {
  return {
    id: head.id,
    conversationId,
    account: head.account,
    address: head.address,
    part: parseStored<Part>(head.part),
    key: partKey(head.public_id, head.part_index),
    origin: head.origin,
    resend: head.resend,
    attempt: head.attempts + 1,
    createdAtMs: head.created_at,
    maybeTwice: head.maybe_twice === 1 || (head.maybe_twice === 0 && head.state === 'unknown'),
    heardAtMs: head.heard_at,
  };
}

/** Null: it is held instead. What may have arrived already is not called cancelled, nor kept to be said again by and by. */
function dropsAs(
  head: Head,
  verdict: Exclude<Verdict, 'go'> | 'quiet',
): { state: 'unknown' | 'cancelled'; reason: string } | null {
  const mayBeThere = head.maybe_twice !== 0 || head.state === 'unknown';
  if (verdict !== 'hold' && verdict !== 'quiet') {
    return { state: mayBeThere ? 'unknown' : 'cancelled', reason: verdict };
  }
  return mayBeThere ? { state: 'unknown', reason: verdict === 'hold' ? 'owner' : 'late' } : null;
}

const FRONT = `
  SELECT d.id, d.lane, d.state, d.account, c.address, m.public_id, d.part_index, d.part, d.origin, d.resend,
         d.attempts, d.maybe_twice, d.created_at, d.due_at, d.notice_until, c.heard_at, ${VERDICT} AS verdict
    FROM deliveries d JOIN conversations c ON c.id = d.conversation_id JOIN messages m ON m.id = d.message_id
   WHERE d.conversation_id = ${NUMBER} AND d.lane IS NOT NULL AND d.lane IN ('head', 'wire')
   ORDER BY d.id LIMIT 1`;

// The last gate: the very statement that begins a send refuses words that may not be said.
const MARK = `
  UPDATE deliveries AS d SET state = 'sending', lane = 'wire', attempts = attempts + 1, tried_at = ?,
         maybe_twice = ${TWICE_IF_UNKNOWN},
         heard = (SELECT heard FROM conversations WHERE id = d.conversation_id)
   WHERE id = ? AND lane = 'head'
     AND (SELECT ${MAY_SPEAK} FROM conversations c WHERE c.id = d.conversation_id) = 'yes'`;

const PROMOTE = `
  UPDATE deliveries SET lane = 'head',
         due_at = max(due_at, (SELECT paused_until FROM conversations WHERE id = deliveries.conversation_id))
   WHERE id = (SELECT min(id) FROM deliveries
                WHERE conversation_id = ${NUMBER} AND lane IS NOT NULL AND lane = 'behind')`;

const REQUEUE = `
  UPDATE deliveries SET maybe_twice = ${TWICE_IF_UNKNOWN}, state = 'queued', lane = 'behind', attempts = 0,
         due_at = ?, created_at = ?, epoch = ?, reason = NULL, settled_at = NULL
   WHERE id = ? AND conversation_id = ? AND lane IS NULL AND state IN ('unknown', 'refused', 'dead')`;

const HASTEN = `
  UPDATE deliveries SET due_at = min(due_at, ${NUMBER})
   WHERE conversation_id = ? AND lane IS NOT NULL AND lane = 'head'
     AND ((origin IN ('bot', 'service') AND epoch < ?)
       OR (state = 'unknown' AND resend = 'if-unanswered' AND ? = 1))`;
