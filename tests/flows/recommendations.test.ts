/** The recommendations flow under the rules of all flows: paths, random sequences, stored states. */
import { recommendationsFlow } from '../../flows/recommendations/flow.ts';
import type { RecommendationsContext } from '../../flows/recommendations/machine.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import type { RecommendationsAnswer } from '../../src/core/loyalty-answer.ts';
import type { ProductCard } from '../../src/core/product-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const card = {
  id: 'throw',
  title: 'Плед',
  locale: 'ru',
  price: { minor: 390_000, currency: 'RUB' },
  isFrom: false,
  imageUrl: null,
} as ProductCard;
const answers: RecommendationsAnswer[] = [
  { result: 'consent-needed' },
  { result: 'proof-needed' },
  { result: 'several' },
  { result: 'nothing' },
  {
    result: 'found',
    products: [card, { ...card, isFrom: true, imageUrl: 'https://shop.example/p.jpg' }],
    because: ['Простыня'],
  },
];
const start = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<RecommendationsContext>(recommendationsFlow, {
  inputs: [start({}), start({ do: 'stop' })],
  tasks: { 'recommendations.find': answers },
  tellApart: ({ notice, off }) => [notice, off],
});
