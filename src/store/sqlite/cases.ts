/** Cases: one stretch of human work each, from the request to the outcome. A conversation has at most one open. */
import type Database from 'better-sqlite3';
import { clipText } from '../../core/clip-text.ts';
import type { Conversation } from '../../core/conversation.ts';
import type { CaseId, ConversationId } from '../../core/ids.ts';
import type { CaseChange, CaseSummary } from '../../core/ports/engine-store.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Context } from './context.ts';
import { parseStored } from './rows.ts';
import { NUMBER } from './planned-once.ts';

interface CaseRecord {
  opened_at: number;
  claimed_at: number | null;
  closed_at: number | null;
  outcome: string | null;
  summary: string;
}

export type Cases = ReturnType<typeof createCases>;

export function createCases(context: Context) {
  const { open, claim, firstReply, close, latest, before } = prepare(context.db);

  /** The lines that led to the request, for whoever takes it: read when asked, so that no turn has to carry them. */
  function lastLines(conversationId: ConversationId, openedAt: number): CaseSummary['lastLines'] {
    const lines = before.all(conversationId, openedAt, LIMITS.summaryLines).toReversed();
    return lines.flatMap(({ direction, content }) => {
      const { text } = parseStored<{ text?: string }>(content);
      if (text === undefined) return [];
      return [
        { who: direction === 'in' ? 'customer' : 'bot', text: clipText(text, LIMITS.summaryLineChars) },
      ];
    });
  }

  return {
    /** Carries out the change and returns the conversation's open case after it. */
    apply(next: Conversation, change: CaseChange | null, atMs: number): CaseId | null {
      if (!change) return next.caseId;
      if ('open' in change) {
        if (next.caseId !== null) return next.caseId;
        const { reason, priority, summary, claimedBy } = change.open;
        const claimedAt = claimedBy === null ? null : atMs;
        const json = JSON.stringify(summary);
        return Number(open.run(next.id, reason, priority, json, claimedBy, atMs, claimedAt).lastInsertRowid);
      }
      if (next.caseId === null) return null;
      if ('claimed' in change) claim.run(atMs, change.claimed.operatorId, next.caseId);
      else if ('firstReply' in change) firstReply.run(atMs, next.caseId);
      else {
        close.run(atMs, change.close.outcome, next.caseId);
        return null;
      }
      return next.caseId;
    },

    /** The open or the last case of a conversation. */
    latest(conversationId: ConversationId) {
      const row = latest.get(conversationId);
      if (!row) return null;
      return {
        openedAtMs: row.opened_at,
        claimedAtMs: row.claimed_at,
        closedAtMs: row.closed_at,
        outcome: row.outcome,
        summary: {
          ...parseStored<CaseSummary>(row.summary),
          lastLines: lastLines(conversationId, row.opened_at),
        },
      };
    },
  };
}

function prepare(db: Database.Database) {
  return {
    open: db.prepare(
      `INSERT INTO cases (conversation_id, reason, priority, summary, operator_id, opened_at, claimed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    claim: db.prepare<[number, number, number]>(
      'UPDATE cases SET claimed_at = coalesce(claimed_at, ?), operator_id = ? WHERE id = ?',
    ),
    firstReply: db.prepare<[number, number]>(
      'UPDATE cases SET first_reply_at = coalesce(first_reply_at, ?) WHERE id = ?',
    ),
    close: db.prepare<[number, string, number]>('UPDATE cases SET closed_at = ?, outcome = ? WHERE id = ?'),
    latest: db.prepare<[number], CaseRecord>(
      `SELECT opened_at, claimed_at, closed_at, outcome, summary FROM cases
        WHERE conversation_id = ${NUMBER} ORDER BY id DESC LIMIT 1`,
    ),
    before: db.prepare<[number, number, number], { direction: 'in' | 'out'; content: string }>(
      `SELECT direction, content FROM messages
        WHERE conversation_id = ? AND at <= ? AND direction IN ('in', 'out') AND (origin IS NULL OR origin <> 'service')
        ORDER BY seq DESC LIMIT ${NUMBER}`,
    ),
  };
}
