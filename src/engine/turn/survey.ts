/**
 * Surveys and the words around them: a typed score where a survey was our last word, a comment where one is awaited, and a score by a
 * tap while a person has the conversation, which is noted without a word.
 */
import type { ButtonAction, IncomingContent } from '../../core/content.ts';
import { SURVEY_KINDS, TOP_SCORE, type SurveyKind } from '../../core/feedback.ts';
import { findHere } from './answers-here.ts';
import type { Draft } from './draft.ts';
import { takeFeedback } from './feedback.ts';
import { endActive, startFlow } from './flow-steps.ts';

export const FEEDBACK = 'feedback';

/** "5", "отлично", "👍" as the answer to the survey that stands there unanswered. */
export function takeScore(draft: Draft, text: string): boolean {
  const { survey, active } = draft.next.dialog;
  if (!survey || active || !draft.facts.flows.has(FEEDBACK)) return false;
  const found = draft.facts.content.manners?.score(text, TOP_SCORE[survey.kind]);
  if (!found || (found.comment !== '' && isAnotherMatter(draft, text, found.comment))) return false;
  const args = found.comment === '' ? {} : { comment: found.comment };
  startFlow(draft, FEEDBACK, { survey: survey.id, kind: survey.kind, score: found.score, ...args });
  return true;
}

/** "1, where is my order", or the first line of a list: the number is no score. */
function isAnotherMatter(draft: Draft, text: string, comment: string): boolean {
  return /\n\s*\d{1,2}\s*[.):]/u.test(text) || isWish(draft, { text: comment });
}

/** Thanks and greetings are a comment, too, where one is awaited. */
export function awaitsComment({ next, facts }: Draft): boolean {
  const { active } = next.dialog;
  return active !== null && facts.flows.expects(active).includes('comment');
}

/** Words that are no comment: a question, or a few that lead somewhere. */
export function isWish(draft: Draft, { text }: IncomingContent): boolean {
  if (text === undefined) return false;
  if (text.trim().endsWith('?')) return true;
  if (text.trim().split(/\s+/u).length > WISH_WORDS) return false;
  const found = findHere(draft, text);
  return found.band === 'answer' && found.id.includes(':');
}

/** A longer text that holds such words tells a story. */
const WISH_WORDS = 5;

/** Hard words are the comment that was awaited; the survey is over, a person comes. */
export function commentBefore(draft: Draft, text: string): void {
  const { active } = draft.next.dialog;
  if (!active || active.flow !== FEEDBACK || !awaitsComment(draft)) return;
  const { kind, survey, score } = active.context;
  if (isKind(kind) && typeof survey === 'number') {
    takeFeedback(draft, { do: 'comment', kind, survey, comment: text });
    const facts = {
      surveyScore: typeof score === 'number' ? `${score}/${TOP_SCORE[kind]}` : '',
      surveyComment: text,
    };
    draft.next.dialog.collected = { ...draft.next.dialog.collected, ...facts };
  }
  endActive(draft);
}

/** A tap on a score while a person has the conversation: noted, and nothing is said. */
export function noteScore(draft: Draft, action: ButtonAction | undefined): void {
  if (action?.do !== 'desk' || action.event.type !== 'start.flow' || action.event['flow'] !== FEEDBACK)
    return;
  const args = action.event['args'];
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return;
  const { kind, survey, score } = args;
  if (isKind(kind) && typeof survey === 'number' && typeof score === 'number')
    takeFeedback(draft, { do: 'score', kind, survey, score });
}

/** The survey of a tap is the one that is going on: it begins anew instead of being put aside. */
export function endSurveyUnderWay(draft: Draft, flow: string): void {
  if (flow === FEEDBACK && draft.next.dialog.active?.flow === FEEDBACK) endActive(draft);
}

function isKind(kind: unknown): kind is SurveyKind {
  return (SURVEY_KINDS as readonly unknown[]).includes(kind);
}
