/** The product flow under the rules of all flows. */
import type { ProductCard, ProductFindAnswer } from '../../src/core/product-answer.ts';
import { productFlow } from '../../flows/product/flow.ts';
import { describeFlow } from './support/flow-rules.ts';

const price = { minor: 540_000, currency: 'RUB' };
const card: ProductCard = {
  id: 'throw',
  title: 'Плед *вязаный*',
  price,
  was: null,
  isFrom: false,
  url: 'https://example.com/throw',
  imageUrl: 'https://example.com/throw.jpg',
  canBeHad: true,
  variants: [
    { id: 'v-серый', name: 'серый', state: 'in', saleable: 12 },
    { id: 'v-белый', name: 'белый', state: 'in', saleable: 2 },
    { id: 'v-', name: '', state: 'out', saleable: null },
  ],
  moreVariants: 3,
  alternatives: true,
  facts: {
    category: 'Пледы',
    rating: { stars: 4.8, count: 120 },
    bought: 300,
    certificates: 'ЕАС',
    warrantyMonths: 12,
  },
  asOfMs: Date.parse('2026-11-23T12:00:00+03:00'),
  locale: 'ru',
  timeZone: 'Europe/Moscow',
};
const out: ProductCard = {
  ...card,
  id: 'out',
  was: price,
  url: null,
  imageUrl: null,
  canBeHad: false,
  facts: { category: null, rating: null, bought: null, certificates: null, warrantyMonths: null },
  asOfMs: null,
};
const answers: ProductFindAnswer[] = [
  { result: 'product', product: card },
  { result: 'product', product: out },
  { result: 'several', products: [card, { ...out, isFrom: true }] },
  { result: 'none' },
];

describeFlow(productFlow, {
  inputs: [{ text: 'плед' }, { product: 'throw' }, { instead: 'throw' }].map((args) => ({
    locale: 'ru',
    verifiedPhone: null,
    args,
  })),
  tasks: { 'catalog.find': answers },
});
