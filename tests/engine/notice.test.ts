/** What the shop says unasked: on consent, once, and never over a person or into the middle of a dialog. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mayNotice, type Consents, type Notice, type NoticeKind } from '../../src/core/notice.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;

beforeEach(async () => {
  talk = await openTalk({ operators: ['Ольга Петрова'] });
  await talk.customer('привет');
  talk.bot(/^Здравствуйте/);
});

afterEach(() => talk.close());

function survey(over: Partial<Notice> = {}): Notice {
  const untilMs = talk.clock.now() + 86_400_000;
  return { kind: 'survey', prompt: { text: 'desk.menu', buttons: [MENU] }, untilMs, ...over };
}

const MENU = { label: 'desk.button.menu', deskEvent: { type: 'command.menu' } };

test('a notice is said once, however often it is handed in, also over a restart', async () => {
  const says = survey();
  expect(await talk.shop(says, 'survey-1')).toMatchObject({ kind: 'done', outcome: { ok: true } });
  talk.bot(/./);
  const again = await talk.shop(says, 'survey-1');
  expect(again).toMatchObject({ kind: 'done', outcome: { ok: true } });
  await talk.restart();
  expect(await talk.shop(says, 'survey-1')).toEqual(again);
  talk.silence();
});

test('nobody hears what they never agreed to; a survey needs no yes', async () => {
  for (const kind of ['stock', 'order', 'promotion'] as const) {
    expect(await talk.shop(survey({ kind }), kind)).toMatchObject({
      outcome: { ok: false, code: 'opted-out' },
    });
  }
  talk.silence();
});

test('STOP is honoured with the bot, in the queue and while a person answers, and stands in the ledger once', async () => {
  await talk.customer('оператор');
  talk.bot(/./);
  await talk.operator('Ольга Петрова').does({ do: 'claim' });
  talk.bot(/Ольга/);
  await talk.customer('стоп');
  talk.silence();
  await talk.operator('Ольга Петрова').does({ do: 'resolve', outcome: 'solved' });
  talk.bot(/./);
  expect(await talk.shop(survey(), 'late')).toMatchObject({ outcome: { ok: false, code: 'opted-out' } });
  await talk.customer('стоп');
  talk.bot(/рассылок/);
  const { id } = await talk.conversation();
  const ledger = await talk.store.readConsents(id);
  expect(ledger.map(({ kind, given }) => [kind, given])).toEqual([
    ['promotion', false],
    ['survey', false],
    ['order', false],
    ['stock', false],
  ]);
  expect(ledger[0]).toMatchObject({ wording: 'STOP', locale: 'ru' });
});

test('over a person, and into the middle of a flow, nothing is said; afterwards it may be', async () => {
  await talk.customer('где мой заказ');
  talk.bot(/./);
  expect(await talk.shop(survey(), 'mid-flow')).toMatchObject({ outcome: { ok: false, code: 'busy' } });
  await talk.later('16m');
  expect(await talk.shop(survey(), 'after-flow')).toMatchObject({ outcome: { ok: true } });
  talk.bot(/./);
  await talk.customer('оператор');
  talk.bot(/./);
  expect(await talk.shop(survey(), 'queued')).toMatchObject({ outcome: { ok: false, code: 'busy' } });
  await talk.operator('Ольга Петрова').does({ do: 'claim' });
  talk.bot(/Ольга/);
  expect(await talk.shop(survey(), 'assigned')).toMatchObject({ outcome: { ok: false, code: 'busy' } });
  await talk.operator('Ольга Петрова').does({ do: 'resolve', outcome: 'solved' });
  talk.bot(/./);
  expect(await talk.shop(survey(), 'resolved')).toMatchObject({ outcome: { ok: true } });
  talk.bot(/./);
});

test('what is too late is not said, and a button of a notice works a day later', async () => {
  const late = survey({ untilMs: talk.clock.now() });
  expect(await talk.shop(late, 'late')).toMatchObject({ outcome: { ok: false, code: 'late' } });
  await talk.shop(survey(), 'in time');
  talk.bot(/./);
  await talk.later('1d');
  await talk.tap(/меню/i);
  talk.bot(/./);
  talk.silence();
});

describe('a notice that waits to be sent', () => {
  const quiet = { kind: 'retry', afterMs: 60_000, scope: 'account', reason: '429' } as const;

  test('is not sent after a word of stop, nor is what else waited of it', async () => {
    talk.channel.down(quiet);
    await talk.shop(survey(), 'waits');
    await talk.customer('стоп');
    talk.channel.down(null);
    await talk.later('1h');
    talk.bot(/рассылок/);
    talk.silence();
  });

  test('is not sent once a person gave the conversation back, if the customer said stop to that person', async () => {
    talk.channel.down(quiet);
    await talk.shop(survey(), 'held');
    await talk.customer('оператор');
    await talk.operator('Ольга Петрова').does({ do: 'claim' });
    talk.channel.down(null);
    await talk.later('1h');
    talk.bot(/Ольга/);
    await talk.customer('стоп');
    await talk.operator('Ольга Петрова').does({ do: 'resolve', outcome: 'solved' });
    await talk.later('1m');
    talk.bot(/./);
    talk.silence();
  });

  test('is not sent when nobody wants to hear it any more', async () => {
    talk.channel.down(quiet);
    await talk.shop(survey({ untilMs: talk.clock.now() + 1_800_000 }), 'old');
    await talk.later('1h');
    talk.channel.down(null);
    await talk.later('1h');
    talk.silence();
    await talk.customer('привет');
    await talk.later('10m');
    talk.bot(/./);
  });

  test('is sent otherwise', async () => {
    talk.channel.down(quiet);
    await talk.shop(survey(), 'waits');
    await talk.later('1h');
    talk.channel.down(null);
    await talk.later('1h');
    talk.bot(/./);
    talk.silence();
  });
});

test('somebody who blocked us is not written to', async () => {
  await talk.happens({ type: 'reachability', reachable: false });
  expect(await talk.shop(survey(), 'blocked')).toMatchObject({ outcome: { ok: false, code: 'unreachable' } });
});

describe('a closed window', () => {
  test('without a template it stays unsaid, with one the template goes', async () => {
    await talk.close();
    talk = await openTalk({ facts: { replyWindowMs: 86_400_000 } });
    await talk.customer('привет');
    talk.bot(/^Здравствуйте/);
    await talk.later('2d');
    expect(await talk.shop(survey(), 'none')).toMatchObject({
      outcome: { ok: false, code: 'window-closed' },
    });
    talk.silence();
    const template = { name: 'how_was_it', slots: {} };
    expect(await talk.shop(survey({ template }), 'one')).toMatchObject({ outcome: { ok: true } });
  });
});

test.each<[NoticeKind, Consents, boolean]>([
  ['survey', {}, true],
  ['survey', { survey: { given: false, atMs: 1 } }, false],
  ['stock', {}, false],
  ['stock', { stock: { given: true, atMs: 1 } }, true],
  ['stock', { order: { given: true, atMs: 1 } }, false],
  ['promotion', { promotion: { given: false, atMs: 1 } }, false],
])('%s with %j: %s', (kind, consents, may) => {
  expect(mayNotice(kind, consents)).toBe(may);
});
