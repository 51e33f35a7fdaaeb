/**
 * The quiet hours at the lane's door. What was handed in by day may come to its turn at night: it is held, or dropped when it would be
 * too late in the morning. Remembers only whether anything may be waiting for the morning.
 */
import type { Origin } from '../../core/conversation.ts';
import type { ConversationId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Context } from './context.ts';
import type { Verdict } from './gate.ts';
import { NUMBER } from './planned-once.ts';

/** The part that is about to be said. */
interface About {
  verdict: Verdict;
  origin: Origin;
  notice_until: number | null;
}

export function createNight({ db, noticesFrom }: Context) {
  const heldNow = db.prepare<[number], ConversationId>(HELD_NOW).pluck();
  // After a start nobody knows.
  let waits = true;

  return {
    verdictOn({ verdict, origin, notice_until: untilMs }: About, nowMs: number): Verdict | 'quiet' {
      const fromMs = verdict === 'go' && origin === 'notice' ? noticesFrom(nowMs) : nowMs;
      if (fromMs <= nowMs) return verdict;
      if (untilMs !== null && untilMs <= fromMs) return 'late';
      waits = true;
      return 'quiet';
    },

    /** Once the quiet hours are over: whose notices may be released, some at a time. */
    over(nowMs: number): ConversationId[] {
      if (!waits || noticesFrom(nowMs) > nowMs) return [];
      const ids = heldNow.all(LIMITS.groupCommitItems);
      waits = ids.length === LIMITS.groupCommitItems;
      return ids;
    },
  };
}

/** Those whose owner would let them be said. */
const HELD_NOW = `
  SELECT DISTINCT d.conversation_id FROM deliveries d JOIN conversations c ON c.id = d.conversation_id
   WHERE d.lane IS NOT NULL AND d.lane = 'held' AND c.status IN ('bot', 'resolved') LIMIT ${NUMBER}`;
