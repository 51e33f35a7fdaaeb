/**
 * What the feedback flow remembers and what can happen to it. The states next door are built on this `setup`; nothing here decides
 * anything. The context is stored as JSON, so a change of its shape needs a new version and a migration.
 */
import { setup } from 'xstate';
import {
  levelOf,
  SURVEY_KINDS,
  TOP_SCORE,
  type ScoreLevel,
  type SurveyKind,
} from '../../src/core/feedback.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { effectActions } from '../effect-actions.ts';

export type FeedbackContext = {
  kind: SurveyKind;
  /** Its number. */
  survey: number;
  /** Null before there is one. */
  score: number | null;
  /** What came along with the score; "" for nothing. */
  comment: string;
  /** A text to be said instead of the question: it was not understood; "" for none. */
  notice: string;
  /** Scores that were not understood. */
  misses: number;
};

export type FeedbackEvent =
  | { type: 'answer.five'; score: number; comment: string }
  | { type: 'answer.ten'; score: number; comment: string }
  | { type: 'answer.comment'; text: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.unclear' }
  | { type: 'feedback.score'; score: number }
  | { type: 'feedback.skip' }
  | { type: 'feedback.later' }
  | { type: 'feedback.person' }
  | { type: 'feedback.noPerson' }
  | { type: 'timer.idle' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export type View = { context: FeedbackContext };

export const feedback = setup({
  types: { context: {} as FeedbackContext, events: {} as FeedbackEvent, input: {} as FlowInput },
  actions: effectActions,
  guards: {
    isScored: ({ context }) => context.score !== null,
    wasMissed: ({ context }) => context.misses > 0,
    isOfTen: ({ context }) => TOP_SCORE[context.kind] === 10,
  },
});

/** `args`: `survey` and `kind`, and a `score` (with a `comment`) that came with the tap or the words. */
export function startContext({ input }: { input: FlowInput }): FeedbackContext {
  const { survey, kind, score, comment } = input.args;
  const known = SURVEY_KINDS.find((one) => one === kind) ?? 'csat';
  const isScore =
    typeof score === 'number' && score >= (known === 'nps' ? 0 : 1) && score <= TOP_SCORE[known];
  return {
    kind: known,
    survey: typeof survey === 'number' ? survey : 0,
    score: isScore ? score : null,
    comment: typeof comment === 'string' ? comment : '',
    notice: '',
    misses: 0,
  };
}

export function levelIn({ kind, score }: FeedbackContext): ScoreLevel {
  return score === null ? 'middle' : levelOf(kind, score);
}

/** Nobody answers: the timer that ends the flow. */
export const armIdle = feedback.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = feedback.cancel('idle');
