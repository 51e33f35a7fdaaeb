/** The sets and bounds that server and console share say the same as the core, which the console must not know. */
import { expect, test } from '@jest/globals';
import {
  API_LIMITS,
  API_LOCALES,
  API_OUTCOMES,
  API_REASONS,
  API_ROLES,
  LINK_KINDS as API_LINK_KINDS,
  SUGGESTION_REASONS as API_SUGGESTIONS,
} from '../../src/api/bounds.ts';
import { LINE_DELIVERY_STATES } from '../../src/api/thread.ts';
import { HANDOFF_REASONS } from '../../src/core/conversation.ts';
import { CASE_OUTCOMES } from '../../src/core/event.ts';
import { LINK_KINDS, SUGGESTION_REASONS } from '../../src/core/link.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { LOCALES } from '../../src/core/locale.ts';
import { DELIVERY_STATES } from '../../src/core/message.ts';
import { ROLES } from '../../src/core/ports/desk-store.ts';

test('sets', () => {
  expect(API_LOCALES).toEqual(LOCALES);
  expect(API_ROLES).toEqual(ROLES);
  expect(API_REASONS).toEqual(HANDOFF_REASONS);
  expect(API_OUTCOMES).toEqual(CASE_OUTCOMES);
  expect(API_LINK_KINDS).toEqual(LINK_KINDS);
  expect(API_SUGGESTIONS).toEqual(SUGGESTION_REASONS);
  expect(LINE_DELIVERY_STATES).toEqual(DELIVERY_STATES);
});

test('bounds', () => {
  expect(API_LIMITS.textChars).toBe(LIMITS.operatorTextChars);
  expect(API_LIMITS.mediaBytes).toBe(LIMITS.mediaBytes);
  expect(API_LIMITS.passwordMinChars).toBe(LIMITS.passwordMinChars);
  expect(API_LIMITS.passwordMaxChars).toBe(LIMITS.passwordMaxChars);
});
