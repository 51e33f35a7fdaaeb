/**
 * Surveys inside a turn: planned when a flow came to a result, answered by a tap or a typed score. What the customer says to one
 * stands in the thread, for whoever handled the case.
 */
import { clipText } from '../../core/clip-text.ts';
import type { FlowEffects } from '../../core/flow.ts';
import { LIMITS } from '../../core/limits.ts';
import { recordActivity, type Draft } from './draft.ts';

export function takeFeedback(draft: Draft, wish: FlowEffects['feedback']): void {
  switch (wish.do) {
    case 'plan':
      draft.feedback.push(wish);
      return;
    case 'score':
      draft.feedback.push(wish);
      if (draft.next.dialog.survey?.id === wish.survey) delete draft.next.dialog.survey;
      recordActivity(draft, 'rated', { survey: wish.kind, score: wish.score });
      return;
    case 'comment': {
      const comment = clipText(wish.comment, LIMITS.commentChars);
      draft.feedback.push({ ...wish, comment });
      recordActivity(draft, 'commented', { survey: wish.kind, comment });
    }
  }
}
