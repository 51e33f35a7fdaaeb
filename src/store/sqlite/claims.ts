/**
 * Which conversations may send now: the due heads of all accounts that are not paused, people's words before the bot's.
 * What may be said is the lane's business.
 */
import type { AccountId } from '../../core/ids.ts';
import type { ClaimedDelivery, DeliveryClaim } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { RANK } from './lane.ts';
import type { Lane } from './lane.ts';
import { NUMBER, TEXT } from './planned-once.ts';

export function createClaims(context: Context, lane: Lane) {
  const { db } = context;
  const nextAccount = db
    .prepare<[string], AccountId | null>(
      `SELECT min(account) FROM deliveries INDEXED BY deliveries_due WHERE lane = 'head' AND account > ${TEXT}`,
    )
    .pluck();
  const due = db
    .prepare<[string, number, number, number], number>(
      `SELECT conversation_id FROM deliveries INDEXED BY deliveries_due
        WHERE lane = 'head' AND account = ${TEXT} AND rank = ${NUMBER} AND due_at <= ${NUMBER}
        ORDER BY due_at LIMIT ${NUMBER}`,
    )
    .pluck();

  return function claim({ nowMs, limit, notAccounts, room }: DeliveryClaim): ClaimedDelivery[] {
    const taken: ClaimedDelivery[] = [];
    lane.releaseInMorning(nowMs);
    for (let account = nextAccount.get(''); account; account = nextAccount.get(account)) {
      if (notAccounts.includes(account) || lane.accountPausedUntil(account) > nowMs) continue;
      const most = Math.min(limit, taken.length + (room?.get(account) ?? limit));
      for (const rank of Object.values(RANK)) {
        if (taken.length >= most) break;
        for (const conversationId of due.all(account, rank, nowMs, most - taken.length)) {
          const next = lane.advance(conversationId, nowMs, false);
          if (next) taken.push(next);
        }
      }
    }
    return taken;
  };
}
