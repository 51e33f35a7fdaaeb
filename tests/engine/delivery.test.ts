/** What happens to words on their way: refusals, silence of the platform, limits, a blocked bot. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ThreadLine } from '../../src/core/ports/desk-store.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk({ operators: ['Ольга'] });
});
afterEach(() => talk.close());

async function lastDelivery() {
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 50 });
  const out = lines.findLast((line): line is Extract<ThreadLine, { kind: 'out' }> => line.kind === 'out');
  return out?.delivery;
}

describe('a platform that', () => {
  test('asks for a pause is not called before it is over, and everything keeps its order', async () => {
    talk.channel.fail({ kind: 'retry', afterMs: 30_000, scope: 'chat', reason: '429' });
    await talk.customer('спасибо');
    await talk.customer('меню');
    talk.silence();
    await talk.later('29s');
    talk.silence();
    await talk.later('3s');
    talk.bot(/ожалуйста/);
    talk.bot('Чем помочь?');
    talk.silence();
  });

  test('keeps its pause over a restart', async () => {
    talk.channel.fail({ kind: 'retry', afterMs: 60_000, scope: 'account', reason: '429' });
    await talk.customer('спасибо');
    await talk.restart();
    await talk.customer('спасибо', 'another');
    talk.silence('another');
    await talk.later('61s');
    talk.bot(/ожалуйста/);
    talk.bot(/ожалуйста/, 'another');
  });

  test('gives no answer gets an answer of the FAQ once more, marked, and never a third time', async () => {
    const unknown = { kind: 'unknown' as const, reason: 'time-out' };
    talk.channel.fail(unknown, unknown);
    await talk.customer('Сколько стоит доставка курьером?');
    await talk.later('5m');
    talk.silence();
    expect(await lastDelivery()).toMatchObject({ state: 'unknown', maybeTwice: true });
  });

  test('gives an answer that cannot be written down does not hold up what is said next', async () => {
    talk.channel.fail({ kind: 'sent', externalId: {} as unknown as string });
    await talk.customer('спасибо');
    await talk.later('2s');
    expect(await lastDelivery()).toMatchObject({ state: 'unknown', reason: 'outcome-not-written' });
    await talk.customer('меню');
    talk.bot('Чем помочь?');
  });

  test('gives no answer to a question: repeated only to a customer who stays silent', async () => {
    talk.channel.fail({ kind: 'unknown', reason: 'time-out' });
    await talk.customer('асдфг йцукен'); // a miss is a statement
    await talk.later('2s');
    talk.bot(/не понял|Не уловил/);
    talk.channel.fail({ kind: 'unknown', reason: 'time-out' });
    await talk.customer('бырымбыр кукумбер'); // the offer of a person is a question
    await talk.later('30s');
    await talk.customer('спасибо');
    await talk.later('5m');
    talk.bot(/ожалуйста/);
    talk.silence();
  });

  test('says that the customer has blocked us: nothing more is tried, the desk sees it', async () => {
    talk.channel.fail({ kind: 'refused', code: 'blocked', unreachable: true });
    await talk.customer('привет');
    await talk.later('1m');
    talk.silence();
    expect(await talk.conversation()).toMatchObject({ reachable: false, status: { is: 'bot' } });
    await talk.operator('Ольга').does({ do: 'claim' });
    expect(await talk.operator('Ольга').does({ do: 'reply', clientId: 'r', text: 'Ау' })).toMatchObject({
      ok: false,
      code: 'unreachable',
    });
    await talk.customer('я вернулся');
    expect((await talk.conversation()).reachable).toBe(true);
  });

  test('refuses words of ours for good: people are told', async () => {
    talk.channel.fail({ kind: 'refused', code: 'bad-request', unreachable: false });
    await talk.customer('привет');
    await talk.later('1s');
    expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  });
});
