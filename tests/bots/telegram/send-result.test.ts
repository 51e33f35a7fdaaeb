/** What each error of Telegram means for a delivery. */
import { describe, expect, test } from '@jest/globals';
import { toSendResult } from '../../../bots/telegram/send-result.ts';
import { LIMITS } from '../../../src/core/limits.ts';

describe('what an error means', () => {
  const api = (code: number, description: string, retryAfterS?: number) =>
    toSendResult(
      { kind: 'api', code, description, ...(retryAfterS === undefined ? {} : { retryAfterS }) },
      '7',
    );

  test.each([
    [403, 'Forbidden: bot was blocked by the user', 'bot-was-blocked-by-the-user'],
    [403, 'Forbidden: user is deactivated', 'user-is-deactivated'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'bot-can'],
    [400, 'Bad Request: chat not found', 'chat-not-found'],
    [400, 'Bad Request: PEER_ID_INVALID', 'peer-id-invalid'],
  ])('%d %s: unreachable', (code, description, name) => {
    expect(api(code, description)).toEqual({ kind: 'refused', code: name, unreachable: true });
  });

  test.each([
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'button-data-invalid'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'can'],
    [403, 'Forbidden: not enough rights', 'not-enough-rights'],
    [413, 'Request Entity Too Large', 'too-large'],
    [418, '', 'refused'],
  ])('%d %s: refused', (code, description, name) => {
    expect(api(code, description)).toEqual({ kind: 'refused', code: name, unreachable: false });
  });

  test.each([
    [undefined, LIMITS.retryFirstMs],
    [-5, LIMITS.retryFirstMs],
    [0, LIMITS.retryFirstMs],
    [30, 30_000],
    [86_400, LIMITS.retryAfterMs],
  ])('429 with %p', (seconds, afterMs) => {
    expect(api(429, 'Too Many Requests', seconds)).toMatchObject({ kind: 'retry', scope: 'chat', afterMs });
  });

  test('the rest', () => {
    expect(api(401, 'Unauthorized')).toEqual({ kind: 'broken', code: 'token-revoked' });
    expect(api(404, 'Not Found')).toEqual({ kind: 'broken', code: 'token-unknown' });
    expect(api(500, 'Internal Server Error')).toMatchObject({ kind: 'retry', scope: 'account' });
    expect(api(502, 'Bad Gateway')).toMatchObject({ kind: 'unknown' });
    expect(api(504, 'Gateway Timeout')).toMatchObject({ kind: 'unknown' });
    expect(api(400, 'Bad Request: message is not modified: x')).toEqual({ kind: 'sent', externalId: '7' });
    expect(api(400, 'Bad Request: message to delete not found')).toEqual({ kind: 'sent', externalId: '7' });
  });
});
