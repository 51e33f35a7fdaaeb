/** What the feedback flow asks and says: keys of the texts files with their slots, and the buttons below. Pure. */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import type { SurveyKind } from '../../src/core/feedback.ts';
import { levelIn, type FeedbackContext, type View } from './model.ts';

const SKIP: FlowButton = { label: 'feedback.button.skip', event: { type: 'feedback.skip' } };
const PERSON: FlowButton = { label: 'feedback.button.person', event: { type: 'feedback.person' } };
const NO_PERSON: FlowButton = { label: 'feedback.button.noPerson', event: { type: 'feedback.noPerson' } };
const LATER: FlowButton = { label: 'feedback.button.later', event: { type: 'feedback.later' } };

/** For whoever was not understood. */
const OPERATOR: FlowButton = { label: 'feedback.button.person', deskEvent: { type: 'command.operator' } };

/** The worst first: where choices are numbered, the number is the score. */
const SCORES = [1, 2, 3, 4, 5] as const;

export function askScore({ context }: View): Prompt {
  const { kind, notice } = context;
  const isOfTen = kind === 'nps';
  const text = notice === '' ? `feedback.ask.${isOfTen ? 'ten' : 'five'}` : notice;
  const beside = notice === '' ? [LATER] : [LATER, OPERATOR];
  return { text, buttons: [...(isOfTen ? [] : scoreButtons(kind)), ...beside] };
}

export function askComment({ context }: View): Prompt {
  const { kind, notice } = context;
  if (notice !== '') return { text: notice, buttons: [SKIP, OPERATOR] };
  return { text: `feedback.${kind}.${levelIn(context)}`, buttons: [SKIP] };
}

export function askWhy({ context }: View): Prompt {
  const { kind, notice } = context;
  if (notice !== '') return { text: notice, buttons: [OPERATOR, SKIP] };
  return { text: `feedback.${kind}.sorry`, buttons: [PERSON, SKIP] };
}

export function askPerson({ context }: View): Prompt {
  const { notice } = context;
  if (notice !== '') return { text: notice, buttons: [OPERATOR, NO_PERSON] };
  return { text: 'feedback.offer', buttons: [PERSON, NO_PERSON] };
}

/** For whoever takes the case. */
export function factsOf({ kind, score, comment }: FeedbackContext): Record<string, Json> {
  const scored = score === null ? '' : `${score}/${kind === 'nps' ? 10 : 5}`;
  return { surveyScore: scored, ...(comment === '' ? {} : { surveyComment: comment }) };
}

function scoreButtons(kind: SurveyKind): FlowButton[] {
  return SCORES.map((score) => ({
    label: `feedback.score.${kind}${score}`,
    event: { type: 'feedback.score', score },
  }));
}
