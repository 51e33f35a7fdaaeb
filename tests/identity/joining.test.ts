/** Who may become one person by themselves, and who may not. */
import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { KnownCode, LinkFacts, Twin } from '../../src/core/ports/identity-store.ts';
import { codeJoins, maskPhone, mayTry, phoneJoins } from '../../src/identity/joining.ts';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;

function twin(conversationId: number, daysAgo = 0, kin = [conversationId]): Twin {
  return { conversationId, account: 'viber:main', locale: 'ru', kin, provenAtMs: NOW - daysAgo * DAY };
}

function facts(over: Partial<LinkFacts> = {}): LinkFacts {
  return {
    kin: [],
    code: null,
    tries: { conversation: 0, account: 0 },
    twins: [],
    link: null,
    chosen: null,
    apart: [],
    ...over,
  };
}

const ids = (twins: Twin[]) => twins.map(({ conversationId }) => conversationId);

describe('the same proven number', () => {
  test('joins, also before the first message', () => {
    expect(ids(phoneJoins(0, facts({ twins: [twin(7)] }), NOW))).toEqual([7]);
    expect(ids(phoneJoins(3, facts({ kin: [3], twins: [twin(7)] }), NOW))).toEqual([7]);
  });

  test('joins with somebody once, and with nobody who is the same person already', () => {
    expect(ids(phoneJoins(3, facts({ kin: [3, 7], twins: [twin(7, 0, [3, 7])] }), NOW))).toEqual([]);
    const both = [twin(7, 0, [7, 8]), twin(8, 1, [7, 8])];
    expect(ids(phoneJoins(3, facts({ kin: [3], twins: both }), NOW))).toEqual([7]);
  });

  test('joins nobody whose proof is older than numbers keep their owner', () => {
    expect(ids(phoneJoins(3, facts({ kin: [3], twins: [twin(7, 180)] }), NOW))).toEqual([7]);
    expect(ids(phoneJoins(3, facts({ kin: [3], twins: [twin(7, 181)] }), NOW))).toEqual([]);
  });

  test('never brings together what was parted, not by way of a third either', () => {
    expect(phoneJoins(3, facts({ kin: [3], twins: [twin(7)], apart: [[3, 7]] }), NOW)).toEqual([]);
    const two = facts({ kin: [3], twins: [twin(7), twin(8)], apart: [[7, 8]] });
    expect(phoneJoins(3, two, NOW)).toEqual([]);
    const far = facts({ kin: [3, 4], twins: [twin(7, 0, [7, 9])], apart: [[4, 9]] });
    expect(phoneJoins(3, far, NOW)).toEqual([]);
  });

  test('a parted pair that is one person again for another reason holds up nobody', () => {
    const again = facts({ kin: [3, 4], twins: [twin(7)], apart: [[3, 4]] });
    expect(ids(phoneJoins(3, again, NOW))).toEqual([7]);
  });

  test('one person has a bounded number of identities', () => {
    const many = Array.from({ length: 30 }, (_, index) => twin(100 + index));
    expect(phoneJoins(3, facts({ kin: [3], twins: many }), NOW)).toHaveLength(
      LIMITS.identitiesPerContact - 1,
    );
  });
});

describe('a code that is good', () => {
  const code = (from: number, kin = [from]): KnownCode => ({
    id: 'code',
    from: { conversationId: from, account: 'viber:main', locale: 'ru', kin },
    account: 'telegram:main',
    state: 'live',
  });

  test('joins the two chats', () => {
    expect(codeJoins(0, facts(), code(7))).toBe('join');
    expect(codeJoins(3, facts({ kin: [3] }), code(7))).toBe('join');
  });

  test('does nothing where it came from, or where both are one already', () => {
    expect(codeJoins(7, facts({ kin: [7] }), code(7))).toBe('known');
    expect(codeJoins(3, facts({ kin: [3, 7] }), code(7, [3, 7]))).toBe('known');
  });

  test('joins these two again after they were parted, but leaves others that were parted to people', () => {
    expect(codeJoins(3, facts({ kin: [3], apart: [[3, 7]] }), code(7))).toBe('join');
    expect(codeJoins(3, facts({ kin: [3, 4], apart: [[4, 9]] }), code(7, [7, 9]))).toBe('held');
  });

  test('does not make a person too large', () => {
    const many = Array.from({ length: LIMITS.identitiesPerContact }, (_, index) => 100 + index);
    expect(codeJoins(3, facts({ kin: [3] }), code(100, many))).toBe('held');
  });
});

describe('wrong codes', () => {
  test('are taken a few times from one chat', () => {
    expect(mayTry('start', { conversation: LIMITS.linkTriesPerConversation - 1, account: 0 })).toBe(true);
    expect(mayTry('start', { conversation: LIMITS.linkTriesPerConversation, account: 0 })).toBe(false);
  });

  test('of many do not lock out long codes, which cannot be guessed', () => {
    expect(mayTry('text', { conversation: 0, account: LIMITS.linkTriesPerAccount })).toBe(false);
    expect(mayTry('start', { conversation: 0, account: LIMITS.linkTriesPerAccount })).toBe(true);
  });
});

test('a number is shown by its last four digits', () => {
  expect(maskPhone('79161234567')).toBe('•••45-67');
});
