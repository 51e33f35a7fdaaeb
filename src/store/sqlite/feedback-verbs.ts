/** The verbs of the surveys over the table: what writes takes its place in the group commit. */
import type { FeedbackStore } from '../../core/ports/feedback.ts';
import type { Context } from './context.ts';
import type { Feedback } from './feedback.ts';
import { createFeedbackReads } from './feedback-reads.ts';
import type { GroupCommit } from './group-commit.ts';

export function feedbackVerbs(group: GroupCommit, context: Context, feedback: Feedback): FeedbackStore {
  const reads = createFeedbackReads(context);
  return {
    planCaseSurveys: (fromMs, nowMs) => group.write(() => feedback.planCases(fromMs, nowMs)),
    planShopSurveys: (look) => group.write(() => feedback.planShop(look)),
    planSurvey: (wish) => group.write(() => feedback.planOne(wish)),
    dueSurveys: async (kind, { plannedUntilMs, nowMs, limit }) =>
      feedback.due(kind, plannedUntilMs, nowMs, limit),
    settleSurvey: (id, became) => group.write(() => feedback.settle(id, became)),
    listFeedback: (query) => reads.list(query),
    countFeedback: ({ fromMs, operatorId }) => reads.count(fromMs, operatorId),
  };
}
