/** The win-back flow under the rules of all flows: paths, random sequences, stored states. */
import { winBackFlow } from '../../flows/win-back/flow.ts';
import type { ReasonAnswer } from '../../src/core/personal-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const kept: ReasonAnswer = { result: 'kept' };

describeFlow<{ reason: string; words: string }>(winBackFlow, {
  tasks: { 'personal.reason': [kept] },
  tellApart: ({ reason, words }) => [reason, words === ''],
});
