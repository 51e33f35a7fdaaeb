/** A noisy customer delays only themselves; nobody's order is mixed up; a full inbox says so before it stores. */
import { afterEach, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { Overloaded } from '../../src/core/ports/accept.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const message = (address: string, index: number, text: string) => ({
  type: 'message' as const,
  account: talk.channel.account,
  externalId: `${address}:${index}`,
  address,
  occurredAtMs: 0,
  messageId: `${address}:${index}`,
  content: { text },
});

test('300 messages of one chat at once: in order, and the other chat is answered among the first', async () => {
  talk = await openTalk();
  const flood = Array.from({ length: 300 }, (_, index) =>
    talk.channel.take(message('noisy', index, `№${index} бырымбыр`)),
  );
  const quiet = talk.channel.take(message('quiet', 0, 'спасибо'));
  await talk.later('1s');
  await Promise.all([...flood, quiet]);
  await talk.later('5s');
  const place = talk.channel.sent.findIndex(({ address }) => address === 'quiet');
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThan(10);
  const { id } = await talk.conversation('noisy');
  const heard: string[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const page = await talk.store.readThread(id, { beforeSeq: before, limit: 200 });
    const texts = page.flatMap((line) => (line.kind === 'in' ? [line.content.text ?? ''] : []));
    heard.unshift(...texts);
    const first = page[0];
    if (!first || first.seq === 1) break;
    before = first.seq;
  }
  expect(heard).toEqual(Array.from({ length: 300 }, (_, index) => `№${index} бырымбыр`));
});

test('beyond its high-water mark a lane is refused before anything is stored, and only that lane', async () => {
  talk = await openTalk();
  const flood = Array.from({ length: LIMITS.laneHighWater + 50 }, (_, index) =>
    talk.channel.take(message('flood', index, 'бырымбыр')).then(
      () => 'stored',
      (thrown: unknown) => (thrown instanceof Overloaded ? 'refused' : 'failed'),
    ),
  );
  const other = talk.channel.take(message('other', 0, 'спасибо'));
  await talk.later('1s');
  const outcomes = await Promise.all(flood);
  await other;
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(0);
  expect(outcomes).not.toContain('failed');
  await talk.later('10s');
  talk.bot(/ожалуйста/, 'other');
});
