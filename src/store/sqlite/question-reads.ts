/** What nobody answered and nobody has looked at: read in small steps, with a breath for everybody else between two of them. */
import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../core/limits.ts';
import type { UnansweredQuestion } from '../../core/ports/question-store.ts';
import type { QuestionFate } from '../../core/question.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

interface WaitingRow extends Pick<
  UnansweredQuestion,
  'id' | 'text' | 'locale' | 'platform' | 'band' | 'reply'
> {
  conversation: string;
  contact_id: number;
  asked_at: number;
  entries: string;
  fate: QuestionFate | null;
}

export function createQuestionReads(context: Context) {
  const { waiting, waitingCount } = prepare(context);

  return {
    async unanswered(limit: number, beforeId: number, nowMs: number): Promise<UnansweredQuestion[]> {
      const page: UnansweredQuestion[] = [];
      let before = beforeId === 0 ? Number.MAX_SAFE_INTEGER : beforeId;
      const decidedMs = nowMs - LIMITS.questionFateMs;
      while (page.length < limit) {
        const wanted = Math.min(limit - page.length, LIMITS.questionRowsAtOnce);
        const rows = waiting.all(before, decidedMs, wanted);
        page.push(...rows.map(toUnanswered));
        if (rows.length < wanted) break;
        before = rows.at(-1)?.id ?? before;
        await setImmediate();
      }
      return page;
    },

    countUnanswered: (nowMs: number): number => waitingCount.get(nowMs - LIMITS.questionFateMs) ?? 0,
  };
}

function toUnanswered({ asked_at, contact_id, entries, ...row }: WaitingRow): UnansweredQuestion {
  return { ...row, atMs: asked_at, contactId: contact_id, ids: JSON.parse(entries) as string[] };
}

/** An offer may still be taken. */
const DECIDED = `(q.band <> 'offer' OR q.fate IS NOT NULL OR q.asked_at <= ?)`;

function prepare({ db }: Context) {
  return {
    waiting: db.prepare<[number, number, number], WaitingRow>(
      `SELECT q.id, q.text, q.locale, q.platform, c.public_id AS conversation, c.contact_id, q.asked_at, q.band, q.entries,
              q.fate, q.reply
         FROM questions q JOIN conversations c ON c.id = q.conversation_id
        WHERE q.waits = 1 AND q.id < ? AND ${DECIDED} ORDER BY q.id DESC LIMIT ${NUMBER}`,
    ),
    waitingCount: db
      .prepare<[number], number>(`SELECT count(*) FROM questions q WHERE q.waits = 1 AND ${DECIDED}`)
      .pluck(),
  };
}
