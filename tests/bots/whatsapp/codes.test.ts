/** Every code of the platform, and what it means for the message, in an answer and in a report. */
import { describe, expect, test } from '@jest/globals';
import { createPairRate } from '../../../bots/whatsapp/pair-rate.ts';
import { parseStatus } from '../../../bots/whatsapp/parse-status.ts';
import { toSendResult } from '../../../bots/whatsapp/send-result.ts';
import { LIMITS } from '../../../src/core/limits.ts';

const MINUTE = 60_000;

function answer(code: number, more: { status?: number; subcode?: number; transient?: boolean } = {}) {
  return toSendResult({
    kind: 'graph',
    status: more.status ?? 400,
    code,
    subcode: more.subcode ?? 0,
    transient: more.transient ?? false,
    message: '',
  });
}

describe('an answer with a code', () => {
  test.each([0, 3, 10, 33, 190, 200, 210, 299, 368, 130497, 131031, 131037, 131042, 131045, 133010, 133016])(
    '%d: the account cannot send until a person mends it',
    (code) => expect(answer(code)).toMatchObject({ kind: 'broken' }),
  );

  test.each([
    100, 130472, 131008, 131009, 131021, 131030, 131047, 131049, 131050, 131051, 131053, 131062, 132000,
    132001, 132005, 132007, 132012, 132015, 132016, 132068, 135000,
  ])('%d: no, for good', (code) =>
    expect(answer(code)).toMatchObject({ kind: 'refused', unreachable: false }),
  );

  test('131026: nobody there who takes it', () => {
    expect(answer(131026)).toEqual({ kind: 'refused', code: 'undeliverable', unreachable: true });
  });

  test('131047 has the same name as a window that we know to be closed', () => {
    expect(answer(131047)).toEqual({ kind: 'refused', code: 'window-closed', unreachable: false });
  });

  test.each([
    [4, MINUTE, 5 * MINUTE],
    [80007, MINUTE, 5 * MINUTE],
    [1, 1_000, 1_000],
    [131000, 1_000, 1_000],
    [2, 1_000, 1_000],
    [131016, 1_000, 1_000],
    [130429, 1_000, 5_000],
    [131057, MINUTE, 10 * MINUTE],
    [132069, MINUTE, MINUTE],
    [131048, LIMITS.retryAfterMs, LIMITS.retryAfterMs],
  ])('%d: the whole account waits from %d to %d ms', (code, least, most) => {
    const result = answer(code);
    expect(result).toMatchObject({ kind: 'retry', scope: 'account' });
    if (result.kind !== 'retry') return;
    expect(result.afterMs).toBeGreaterThanOrEqual(least);
    expect(result.afterMs).toBeLessThanOrEqual(most);
  });

  test('131056: this chat waits, four times as long each time, and never longer than is believed', () => {
    const waits = [1, 2, 3, 4, 5, 50].map((strikes) => {
      const failure = {
        kind: 'graph',
        status: 400,
        code: 131056,
        subcode: 0,
        transient: false,
        message: '',
      } as const;
      const result = toSendResult(failure, strikes);
      return result.kind === 'retry' && result.scope === 'chat' ? result.afterMs : null;
    });
    expect(waits).toEqual([4_000, 16_000, 64_000, 256_000, LIMITS.retryAfterMs, LIMITS.retryAfterMs]);
  });

  test('131052: the file is not readable there; a second try was made before', () => {
    expect(answer(131052)).toEqual({ kind: 'refused', code: 'media-not-readable', unreachable: false });
  });

  test('an id of a number that is not there is a matter of the set-up', () => {
    expect(answer(100, { subcode: 33 })).toEqual({ kind: 'broken', code: 'number-gone' });
  });

  test.each([
    [{ status: 500 }, 'retry'],
    [{ status: 503 }, 'retry'],
    [{ status: 429 }, 'retry'],
    [{ status: 400, transient: true }, 'retry'],
    [{ status: 401 }, 'broken'],
    [{ status: 400 }, 'refused'],
  ])('a code of the future goes by what HTTP says: %j', (more, kind) =>
    expect(answer(987654, more)).toMatchObject({ kind }),
  );
});

describe('a report of a failure', () => {
  const failed = (code: number) =>
    parseStatus(
      {
        id: 'wamid.X',
        status: 'failed',
        timestamp: '1795300000',
        recipient_id: '79161234567',
        errors: [{ code }],
      },
      'whatsapp:main',
    );

  test.each([
    [131047, 'window-closed'],
    [131026, 'undeliverable'],
    [131056, 'pair-rate'],
    [132015, 'template-paused'],
    [131049, 'marketing-limit'],
    [987654, 'code-987654'],
  ])('%d is told as %s', (code, reason) =>
    expect(failed(code)[0]).toMatchObject({ type: 'receipt', status: 'failed', reason }),
  );

  test('only one of them says that the customer cannot be reached', () => {
    expect(failed(131026).map(({ type }) => type)).toEqual(['receipt', 'reachability']);
    expect(failed(131047).map(({ type }) => type)).toEqual(['receipt']);
  });
});

describe('too much to one person', () => {
  test('is counted in a row and forgotten with the first message that is taken', () => {
    const rate = createPairRate();
    expect([rate.strike('a'), rate.strike('a'), rate.strike('b')]).toEqual([1, 2, 1]);
    rate.clear('a');
    expect(rate.strike('a')).toBe(1);
  });

  test('stays small', () => {
    const rate = createPairRate();
    rate.strike('first');
    for (let index = 0; index < 1_000; index += 1) rate.strike(String(index));
    expect(rate.strike('first')).toBe(1);
    expect(rate.strike('999')).toBe(2);
  });
});
