/**
 * The table of surveys. Scores and comments are written inside the commit of the turn that heard them, and only to a survey of
 * that very conversation; everything else is planned and settled by the rounds.
 */
import type { Conversation } from '../../core/conversation.ts';
import type { FeedbackDeed, SurveyKind } from '../../core/feedback.ts';
import type { DueSurvey, NewSurvey, ShopSurveys, SurveyFate } from '../../core/ports/feedback.ts';
import type { Context } from './context.ts';

export type Feedback = ReturnType<typeof createFeedback>;

interface DueRow {
  id: number;
  kind: SurveyKind;
  conversation_id: number;
  account: DueSurvey['account'];
  contact_id: number;
  locale: DueSurvey['locale'];
  flow: string | null;
  operator: string | null;
  planned_at: number;
  phone: string | null;
  attempts: number;
  last_asked: number | null;
  last_of_kind: number | null;
}

export function createFeedback(context: Context) {
  const { plan, planCases, candidates, due, asked, skipped, putOff, score, comment } = prepare(context);

  function planOne({ conversationId, kind, about, flow, operatorId, atMs }: NewSurvey): boolean {
    return plan.run(conversationId, kind, about, operatorId ?? null, flow ?? null, atMs).changes > 0;
  }

  return {
    /** Runs inside the turn's savepoint. */
    write(next: Conversation, deeds: readonly FeedbackDeed[], atMs: number): void {
      for (const deed of deeds) {
        if (deed.do === 'score')
          score.run({ score: deed.score, atMs, id: deed.survey, conversation: next.id });
        else if (deed.do === 'comment') comment.run(deed.comment, atMs, deed.survey, next.id);
        else {
          const about = `${deed.about}:${next.publicId}:${atMs}`;
          planOne({ conversationId: next.id, kind: deed.kind, about, flow: deed.about, atMs });
        }
      }
    },

    planOne,
    planCases: (fromMs: number, nowMs: number): number => planCases.run(fromMs, nowMs).changes,

    planShop(look: ShopSurveys): number {
      const { after, limit, knownUntilMs, heardSinceMs, askedBeforeMs, period, nowMs } = look;
      const seen = candidates.all({ after, limit });
      for (const row of seen) {
        if (row.created_at >= knownUntilMs || row.heard_at < heardSinceMs) continue;
        if ((row.last_nps ?? 0) >= askedBeforeMs) continue;
        const about = `contact:${row.contact_id}:${period}`;
        planOne({ conversationId: row.id, kind: 'nps', about, atMs: nowMs });
      }
      return seen.length < limit ? 0 : (seen.at(-1)?.id ?? 0);
    },

    due(kind: SurveyKind, plannedUntilMs: number, nowMs: number, limit: number): DueSurvey[] {
      return due.all({ kind, plannedUntilMs, nowMs, limit }).map((row) => ({
        id: row.id,
        kind: row.kind,
        conversationId: row.conversation_id,
        account: row.account,
        contactId: row.contact_id,
        locale: row.locale,
        flow: row.flow,
        operator: row.operator,
        plannedMs: row.planned_at,
        phone: row.phone,
        attempts: row.attempts,
        lastAskedMs: row.last_asked ?? 0,
        lastOfKindMs: row.last_of_kind ?? 0,
      }));
    },

    /** Only a planned one can become anything: what was asked stays asked. */
    settle(id: number, became: SurveyFate): void {
      if (became.is === 'asked') asked.run(became.atMs, id);
      else if (became.is === 'skipped') skipped.run(became.reason, id);
      else putOff.run(became.atMs, id);
    },
  };
}

function prepare({ db }: Context) {
  return {
    plan: db.prepare<[number, string, string, number | null, string | null, number]>(
      `INSERT INTO surveys (conversation_id, kind, about, operator_id, flow, state, planned_at)
       VALUES (?, ?, ?, ?, ?, 'planned', ?) ON CONFLICT (kind, about) DO NOTHING`,
    ),
    planCases: db.prepare<[number, number]>(
      `INSERT INTO surveys (conversation_id, kind, about, operator_id, state, planned_at)
       SELECT conversation_id, 'csat', 'case:' || id, operator_id, 'planned', closed_at FROM cases
        WHERE closed_at IS NOT NULL AND claimed_at IS NOT NULL AND closed_at >= ? AND closed_at <= ?
          AND first_reply_at IS NOT NULL AND operator_id IS NOT NULL
          AND outcome IN ('solved', 'not-solved', 'other', 'returned')
       ON CONFLICT (kind, about) DO NOTHING`,
    ),
    candidates: db.prepare<{ after: number; limit: number }, Candidate>(
      `SELECT c.id, c.contact_id, c.created_at, c.heard_at,
              -- the plus: by the conversation, never through all surveys of the kind
              (SELECT max(s.planned_at) FROM conversations o CROSS JOIN surveys s
                ON s.conversation_id = o.id AND +s.kind = 'nps'
                WHERE o.contact_id = c.contact_id) AS last_nps
         FROM conversations c WHERE c.id > @after ORDER BY c.id LIMIT @limit`,
    ),
    due: db.prepare<{ kind: string; plannedUntilMs: number; nowMs: number; limit: number }, DueRow>(
      `SELECT s.id, s.kind, s.conversation_id, c.account, c.contact_id, c.locale, s.flow, nullif(o.name, '') AS operator, s.planned_at, c.verified_phone AS phone,
              s.attempts,
              (SELECT max(l.asked_at) FROM conversations x JOIN surveys l ON l.conversation_id = x.id AND l.asked_at IS NOT NULL
                WHERE x.contact_id = c.contact_id) AS last_asked,
              (SELECT max(l.asked_at) FROM conversations x JOIN surveys l ON l.conversation_id = x.id AND l.asked_at IS NOT NULL
                WHERE x.contact_id = c.contact_id AND l.kind = s.kind) AS last_of_kind
         FROM surveys s JOIN conversations c ON c.id = s.conversation_id LEFT JOIN operators o ON o.id = s.operator_id
        WHERE s.state = 'planned' AND s.kind = @kind AND s.planned_at <= @plannedUntilMs AND s.not_before <= @nowMs
        ORDER BY s.planned_at LIMIT @limit`,
    ),
    asked: db.prepare<[number, number]>(
      `UPDATE surveys SET state = 'asked', asked_at = ? WHERE id = ? AND state = 'planned'`,
    ),
    skipped: db.prepare<[string, number]>(
      `UPDATE surveys SET state = 'skipped', reason = ? WHERE id = ? AND state = 'planned'`,
    ),
    putOff: db.prepare<[number, number]>(
      `UPDATE surveys SET not_before = ?, attempts = attempts + 1 WHERE id = ? AND state = 'planned'`,
    ),
    // A tap may be faster than the round's own note that it has asked.
    score: db.prepare<{ score: number; atMs: number; id: number; conversation: number }>(
      `UPDATE surveys SET score = @score, scored_at = coalesce(scored_at, @atMs), state = 'asked', asked_at = coalesce(asked_at, @atMs)
        WHERE id = @id AND conversation_id = @conversation`,
    ),
    comment: db.prepare<[string, number, number, number]>(
      'UPDATE surveys SET comment = ?, commented_at = ? WHERE id = ? AND conversation_id = ? AND score IS NOT NULL',
    ),
  };
}

interface Candidate {
  id: number;
  contact_id: number;
  created_at: number;
  heard_at: number;
  last_nps: number | null;
}
