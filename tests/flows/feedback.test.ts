/** The feedback flow under the rules of all flows. */
import { describeFlow } from './support/flow-rules.ts';
import { feedbackFlow } from '../../flows/feedback/flow.ts';
import type { FeedbackContext } from '../../flows/feedback/model.ts';
import { SURVEY_KINDS } from '../../src/core/feedback.ts';
import type { FlowInput } from '../../src/core/flow.ts';

const asked = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<FeedbackContext>(feedbackFlow, {
  inputs: SURVEY_KINDS.flatMap((kind) => [
    asked({ survey: 1, kind }),
    ...[0, 1, 3, 5, 7, 10].map((score) => asked({ survey: 1, kind, score })),
    asked({ survey: 1, kind, score: 1, comment: 'долго' }),
    asked({ survey: 1, kind, score: 5, comment: 'быстро' }),
  ]),
  events: [1, 3, 5].flatMap((score) => [
    { type: 'answer.five', score, comment: '' },
    { type: 'answer.ten', score: score * 2, comment: 'долго' },
    { type: 'feedback.score', score },
  ]),
  tellApart: ({ kind, score, comment, notice, misses }) => [kind, score, comment === '', notice, misses],
});
