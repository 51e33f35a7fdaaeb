/** Surveys as every store must keep them: planned once, asked once, answered only in their own conversation. */
import { expect, test } from '@jest/globals';
import { levelOf, TOP_SCORE, type FeedbackDeed, type SurveyKind } from '../../src/core/feedback.ts';
import type { CaseOutcome } from '../../src/core/event.ts';
import { PRIORITY } from '../../src/core/conversation.ts';
import type { Bench } from './store-contract.ts';

const DAY = 86_400_000;

export function feedbackContract(bench: Bench): void {
  const store = () => bench.driver.store;
  const now = () => bench.driver.clock.now();
  const due = (kind: SurveyKind, plannedUntilMs = now()) =>
    store().dueSurveys(kind, { plannedUntilMs, nowMs: now(), limit: 50 });
  const answer = (conversationId: number, ...feedback: FeedbackDeed[]) =>
    bench.driver.act(conversationId, [], { turn: { feedback } });
  const planned = async (
    address: string,
    kind: SurveyKind,
    over: { operatorId?: number; flow?: string } = {},
  ) => {
    const { id } = await bench.driver.customer(address);
    await store().planSurvey({
      conversationId: id,
      kind,
      about: `x:${address}:${kind}`,
      atMs: now(),
      ...over,
    });
    const [survey] = (await due(kind)).filter(({ conversationId }) => conversationId === id);
    if (!survey) throw new Error('not planned');
    return { conversation: id, survey };
  };

  /** A case from the request to the outcome; `replies`: a person said something in it. */
  async function handled(address: string, operatorId: number, outcome: CaseOutcome, replies = true) {
    const { driver } = bench;
    const { id } = await driver.customer(address);
    const summary = {
      reason: 'asked' as const,
      locale: 'ru' as const,
      lastLines: [],
      collected: {},
      flow: null,
    };
    const open = { reason: 'asked' as const, priority: PRIORITY.normal, summary, claimedBy: operatorId };
    await driver.act(id, [], {
      to: { is: 'assigned', operatorId, sinceMs: now() },
      turn: { case: { open } },
    });
    if (replies) await driver.act(id, [], { turn: { case: { firstReply: true } } });
    await driver.act(id, [], { to: { is: 'resolved', atMs: now() }, turn: { case: { close: { outcome } } } });
    return id;
  }

  test('a case that somebody answered is planned once, whatever becomes of the survey', async () => {
    const olga = await bench.driver.operator('olga');
    const id = await handled('anna', olga, 'solved');
    expect(await store().planCaseSurveys(now() - DAY, now())).toBe(1);
    expect(await store().planCaseSurveys(now() - DAY, now())).toBe(0);
    const [survey] = await due('csat');
    expect(survey).toMatchObject({ conversationId: id, operator: 'olga', attempts: 0, lastAskedMs: 0 });
    await store().settleSurvey(survey!.id, { is: 'skipped', reason: 'opted-out' });
    await bench.reopen();
    expect(await store().planCaseSurveys(now() - DAY, now())).toBe(0);
    expect(await due('csat')).toEqual([]);
  });

  test.each<[CaseOutcome, boolean]>([
    ['spam', true],
    ['no-answer', true],
    ['solved', false],
  ])('no survey after %s (answered: %s)', async (outcome, replies) => {
    await handled('anna', await bench.driver.operator('olga'), outcome, replies);
    expect(await store().planCaseSurveys(now() - DAY, now())).toBe(0);
  });

  test('what is put off comes later, and each try has a number', async () => {
    const { survey } = await planned('anna', 'csat');
    await store().settleSurvey(survey.id, { is: 'put-off', atMs: now() + 60_000 });
    expect(await due('csat')).toEqual([]);
    bench.driver.clock.advance(60_000);
    expect(await due('csat')).toMatchObject([{ id: survey.id, attempts: 1 }]);
    await store().settleSurvey(survey.id, { is: 'asked', atMs: now() });
    expect(await due('csat')).toEqual([]);
    // What was asked stays asked.
    await store().settleSurvey(survey.id, { is: 'skipped', reason: 'late' });
    const again = await planned('anna2', 'csat');
    expect(again.survey.lastAskedMs).toBe(0);
  });

  test('a turn plans, scores and comments; a later score corrects, the moment stays the first', async () => {
    const { id } = await bench.driver.customer('anna');
    await answer(id, { do: 'plan', kind: 'ces', about: 'return' });
    const [survey] = await due('ces');
    expect(survey).toMatchObject({ flow: 'return', kind: 'ces' });
    const scoredAt = now();
    await answer(id, { do: 'score', kind: 'ces', survey: survey!.id, score: 2 });
    bench.driver.clock.advance(1_000);
    await answer(
      id,
      { do: 'score', kind: 'ces', survey: survey!.id, score: 4 },
      { do: 'comment', kind: 'ces', survey: survey!.id, comment: 'уже лучше' },
    );
    expect(await store().listFeedback({ fromMs: 0, limit: 10 })).toMatchObject([
      { score: 4, comment: 'уже лучше', scoredMs: scoredAt, flow: 'return' },
    ]);
    expect(await due('ces')).toEqual([]);
  });

  test('nobody answers the survey of somebody else', async () => {
    const { survey } = await planned('anna', 'csat');
    const stranger = await bench.driver.customer('boris');
    await answer(
      stranger.id,
      { do: 'score', kind: 'csat', survey: survey.id, score: 1 },
      { do: 'comment', kind: 'csat', survey: survey.id, comment: 'чужое' },
    );
    expect(await store().listFeedback({ fromMs: 0, limit: 10 })).toEqual([]);
  });

  test('the shop as a whole: whoever has been known long enough, was here lately, and was not asked', async () => {
    const { id } = await bench.driver.customer('anna');
    const look = (over = {}) =>
      store().planShopSurveys({
        after: 0,
        limit: 10,
        knownUntilMs: now() + 1,
        heardSinceMs: 0,
        askedBeforeMs: now() - 90 * DAY,
        period: '1',
        nowMs: now(),
        ...over,
      });
    await look({ knownUntilMs: now() - DAY });
    await look({ heardSinceMs: now() + DAY });
    expect(await due('nps')).toEqual([]);
    expect(await look()).toBe(0);
    expect(await look({ period: '2' })).toBe(0);
    expect(await due('nps')).toMatchObject([{ conversationId: id }]);
    await bench.driver.customer('boris');
    expect(await look({ limit: 1 })).toBe(id);
  });

  test('pages of scores, newest first, by kind, level and operator; and what they amount to', async () => {
    const olga = await bench.driver.operator('olga');
    const petr = await bench.driver.operator('petr');
    const scores = [5, 1, 3, 5, 2] as const;
    for (const [index, score] of scores.entries()) {
      bench.driver.clock.advance(1_000);
      const { survey, conversation } = await planned(`c${index}`, 'csat', {
        operatorId: index < 3 ? olga : petr,
      });
      await answer(conversation, { do: 'score', kind: 'csat', survey: survey.id, score });
    }
    const { survey, conversation } = await planned('n', 'nps');
    await answer(conversation, { do: 'score', kind: 'nps', survey: survey.id, score: 9 });
    await store().settleSurvey((await planned('silent', 'csat', { operatorId: olga })).survey.id, {
      is: 'asked',
      atMs: now(),
    });
    const first = await store().listFeedback({ fromMs: 0, kind: 'csat', limit: 2 });
    expect(first.map(({ score }) => score)).toEqual([2, 5]);
    const last = first.at(-1)!;
    const before = { atMs: last.scoredMs, id: last.id };
    const rest = await store().listFeedback({ fromMs: 0, kind: 'csat', limit: 9, before });
    expect(rest.map(({ score }) => score)).toEqual([3, 1, 5]);
    const low = await store().listFeedback({ fromMs: 0, level: 'low', operatorId: olga, limit: 9 });
    expect(low).toMatchObject([{ score: 1, operator: 'olga' }]);
    expect(await store().listFeedback({ fromMs: now() + 1, limit: 9 })).toEqual([]);
    expect(await store().countFeedback({ fromMs: 0 })).toEqual([
      {
        kind: 'csat',
        operatorId: olga,
        operator: 'olga',
        asked: 4,
        scored: 3,
        sum: 9,
        low: 1,
        middle: 1,
        high: 1,
      },
      {
        kind: 'csat',
        operatorId: petr,
        operator: 'petr',
        asked: 2,
        scored: 2,
        sum: 7,
        low: 1,
        middle: 0,
        high: 1,
      },
      {
        kind: 'nps',
        operatorId: null,
        operator: null,
        asked: 1,
        scored: 1,
        sum: 9,
        low: 0,
        middle: 0,
        high: 1,
      },
    ]);
    expect(await store().countFeedback({ fromMs: 0, operatorId: petr })).toHaveLength(1);
  });

  test('the levels of the store are those of the core', async () => {
    for (const kind of ['csat', 'nps'] as const) {
      for (let score = kind === 'nps' ? 0 : 1; score <= TOP_SCORE[kind]; score += 1) {
        const { survey, conversation } = await planned(`l${kind}${score}`, kind);
        await answer(conversation, { do: 'score', kind, survey: survey.id, score });
      }
      for (const level of ['low', 'middle', 'high'] as const) {
        const found = await store().listFeedback({ fromMs: 0, kind, level, limit: 20 });
        expect(found.length).toBeGreaterThan(0);
        for (const { score } of found) expect(levelOf(kind, score)).toBe(level);
      }
    }
  });

  test('scores past their keep date go', async () => {
    const { survey, conversation } = await planned('anna', 'csat');
    await answer(conversation, { do: 'score', kind: 'csat', survey: survey.id, score: 5 });
    bench.driver.clock.advance(3 * 365 * DAY);
    await store().housekeep(now(), 500);
    expect(await store().listFeedback({ fromMs: 0, limit: 9 })).toEqual([]);
  });
}
