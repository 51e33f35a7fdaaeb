/** Typed answers: what people really write where a number is asked for. */
import { describe, expect, test } from '@jest/globals';
import type { AnswerKind } from '../../src/core/flow.ts';
import type { CommandWords } from '../../src/core/ports/words.ts';
import { findOrderNumber, readAnswer } from '../../src/engine/answers.ts';

const words: CommandWords = {
  command: () => null,
  yesNo: (text) => (text === 'да' ? true : text === 'нет' ? false : null),
  language: () => null,
};

describe('an order number', () => {
  test.each([
    ['ML-1042', 'ML1042'],
    ['ml 1042', 'ML1042'],
    ['№ 1042', '1042'],
    ['#1042', '1042'],
    ['заказ 1042', '1042'],
    ['мой заказ ML-1042, где он?', 'ML1042'],
    ['МЛ-1042', 'МЛ1042'],
    ['10 42', '1042'],
    ['1O42', '1O42'],
    ['номер: ML-1042.', 'ML1042'],
  ])('%s', (text, number) => {
    expect(findOrderNumber(text)).toBe(number);
  });

  test.each([['привет'], ['12'], ['у меня 2 вопроса'], ['x'.repeat(300) + ' 1042']])(
    'not in "%s"',
    (text) => {
      expect(findOrderNumber(text)).toBeNull();
    },
  );

  test('markup and SQL are only text around it', () => {
    expect(findOrderNumber("1042'; DROP TABLE orders; --")).toBeNull();
    expect(findOrderNumber('<b>1042</b>')).toBeNull();
  });
});

describe('the other kinds', () => {
  const read = (text: string, ...expects: AnswerKind[]) => readAnswer({ text }, expects, words);
  test('four digits', () => {
    expect(read('10-01', 'lastFourDigits')).toEqual({ type: 'answer.lastFourDigits', digits: '1001' });
    expect(read('последние цифры 1001', 'lastFourDigits')).toMatchObject({ digits: '1001' });
    expect(read('10012', 'lastFourDigits')).toBeNull();
  });
  test('a one-time code', () => {
    expect(read('код 123 456', 'oneTimeCode')).toEqual({ type: 'answer.oneTimeCode', code: '123456' });
    expect(read('1234567', 'oneTimeCode')).toBeNull();
  });
  test('yes and no, and a choice by its number', () => {
    expect(read('да', 'yesNo')).toEqual({ type: 'answer.yesNo', yes: true });
    expect(read('2.', 'choice')).toEqual({ type: 'answer.choice', number: 2 });
    expect(read('20', 'choice')).toBeNull();
  });
  test('the first expected kind that fits wins', () => {
    expect(read('1001', 'lastFourDigits', 'orderNumber')?.type).toBe('answer.lastFourDigits');
    expect(read('1001', 'orderNumber', 'lastFourDigits')?.type).toBe('answer.orderNumber');
  });
  test("somebody else's card is told apart", () => {
    const contact = { phone: '79990001001', own: false };
    expect(readAnswer({ contact }, ['contact'], words)).toEqual({ type: 'answer.contact', ...contact });
  });
});
