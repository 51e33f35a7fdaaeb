/**
 * Quiet hours are asked again when a part leaves: what was handed in by day and comes to its turn at night waits for the morning, holds
 * nothing up, and is dropped when it would be too late by then.
 */
import { afterEach, expect, test } from '@jest/globals';
import { createQuietHours } from '../../src/content/quiet-hours.ts';
import type { Notice } from '../../src/core/notice.ts';
import { sampleShop } from '../content/temp-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const quiet = createQuietHours(sampleShop());
const HOUR = 3_600_000;

let talk: Talk;
afterEach(() => talk.close());

/** Ten minutes before the quiet begins, and the messenger asks for a pause of half an hour. */
async function atNightfall(hours: number): Promise<void> {
  talk = await openTalk({ at: '2026-11-23T20:40:00+03:00', quiet });
  await talk.customer('привет');
  talk.bot(/^(Здравствуйте|Добрый)/);
  await talk.later('10m');
  talk.channel.fail({ kind: 'retry', afterMs: 1_800_000, scope: 'chat', reason: '429' });
  const notice: Notice = {
    kind: 'survey',
    prompt: { text: 'desk.menu' },
    untilMs: talk.clock.now() + hours * HOUR,
  };
  expect(await talk.shop(notice, 'evening')).toMatchObject({ kind: 'done', outcome: { ok: true } });
  await talk.later('40m');
  talk.silence();
}

test('what comes to its turn at night is said in the morning, once', async () => {
  await atNightfall(24);
  await talk.later('11h');
  talk.silence();
  await talk.later('31m');
  talk.bot(/Чем помочь/);
  await talk.later('12h');
  talk.silence();
});

test('answers do not wait behind it, and do not wake it', async () => {
  await atNightfall(24);
  await talk.customer('Сколько стоит доставка курьером?');
  talk.bot(/390/);
  await talk.later('3h');
  await talk.customer('спасибо');
  talk.bot(/./);
  talk.silence();
  await talk.later('9h');
  talk.bot(/Чем помочь/);
});

test('a restart in the night loses nothing and says nothing', async () => {
  await atNightfall(24);
  await talk.restart();
  await talk.later('1h');
  talk.silence();
  await talk.later('11h');
  talk.bot(/Чем помочь/);
});

test('what nobody wants to hear by then is dropped as late', async () => {
  await atNightfall(4);
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 10 });
  expect(lines.at(-1)).toMatchObject({ kind: 'out', delivery: { state: 'cancelled', reason: 'late' } });
  await talk.later('13h');
  talk.silence();
});

test('handed in at night it waits, too: the turn may have come late', async () => {
  talk = await openTalk({ at: '2026-11-23T22:00:00+03:00', quiet });
  await talk.customer('привет');
  talk.bot(/./);
  const notice: Notice = {
    kind: 'survey',
    prompt: { text: 'desk.menu' },
    untilMs: talk.clock.now() + 24 * HOUR,
  };
  expect(await talk.shop(notice, 'night')).toMatchObject({ outcome: { ok: true } });
  await talk.later('10h');
  talk.silence();
  await talk.later('2h');
  talk.bot(/Чем помочь/);
});
