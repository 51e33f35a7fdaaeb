/** The threshold of the edit gate as shop.yaml says it. */
import { expect, test } from '@jest/globals';
import { faqGateSchema } from '../../src/content/faq-gate-schema.ts';

test('nothing said: one percent, two percent, no phrasing', () => {
  expect(faqGateSchema.parse(undefined)).toEqual({
    maxLost: { share: 0.01 },
    maxChanged: { share: 0.02 },
    maxExamples: 0,
  });
});

test.each([
  [5, { count: 5 }],
  [0, { count: 0 }],
  ['1%', { share: 0.01 }],
  ['2,5 %', { share: 0.025 }],
  ['100%', { share: 1 }],
])('%p is understood', (given, bound) => {
  expect(faqGateSchema.parse({ maxLost: given }).maxLost).toEqual(bound);
});

test.each([[-1], [1.5], ['many'], ['101%'], [''], ['1'], [null], ['%']])(
  '%p is refused with what is allowed',
  (given) => {
    const parsed = faqGateSchema.safeParse({ maxLost: given });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/whole number of questions, or a share such as "1%"/);
  },
);
