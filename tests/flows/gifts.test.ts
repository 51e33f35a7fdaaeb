/** The flow about gifts and offers under the rules of all flows: paths, random sequences, stored states. */
import { giftsFlow } from '../../flows/gifts/flow.ts';
import type { GiftsContext } from '../../flows/gifts/model.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import type { PersonalAnswer } from '../../src/core/personal-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const stands: PersonalAnswer = {
  agreed: false,
  birthday: null,
  hasPhone: false,
  birthdayPoints: 300,
  atMost: { messages: 2, days: 30 },
};
const birthday = { day: 14, month: 3 };
const reads: PersonalAnswer[] = [stands, { ...stands, agreed: true }, { ...stands, agreed: true, birthday }];
const kept: PersonalAnswer[] = [
  { ...stands, agreed: true, birthday },
  { ...stands, agreed: true, birthday, hasPhone: true },
  { ...stands, agreed: true, birthday, birthdayPoints: 0 },
  { ...stands, agreed: true },
];
const start = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<GiftsContext>(giftsFlow, {
  inputs: [start({}), start({ do: 'stop' })],
  tasks: { 'personal.read': reads, 'personal.birthday': kept },
  tellApart: ({ stands: known, step, notice }) => [
    known === null,
    known?.birthday === null,
    Object.keys(step),
    notice,
  ],
});
