/** The promotions flow under the rules of all flows: paths, random sequences, stored states. */
import { promotionsFlow } from '../../flows/promotions/flow.ts';
import type { PromotionsAnswer } from '../../src/core/loyalty-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const one = {
  title: 'Пледы −15 %',
  conditions: 'На всё.',
  code: 'TEPLO15',
  untilMs: 1_800_000_000_000,
  url: null,
};
const view = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
const answers: PromotionsAnswer[] = [
  { promotions: [], ...view },
  {
    promotions: [
      one,
      { ...one, code: null },
      { ...one, untilMs: null },
      { ...one, code: null, untilMs: null },
    ],
    ...view,
  },
];

describeFlow(promotionsFlow, { tasks: { 'promotions.current': answers } });
