/** A turn that throws: tried once more, then parked; the conversation goes to people and the next message goes on. */
import { afterEach, expect, test } from '@jest/globals';
import type { LiveContent } from '../../src/core/ports/words.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

async function brokenAt(...keys: string[]): Promise<LiveContent> {
  const content = await sampleContent();
  return {
    ...content,
    texts: {
      ...content.texts,
      text(locale, key, slots, variant) {
        if (keys.includes(key)) throw new Error(`No text ${key}`);
        return content.texts.text(locale, key, slots, variant);
      },
    },
  };
}

test('the customer hears that a person will look, within a minute', async () => {
  talk = await openTalk({ content: await brokenAt('desk.menu'), operators: ['Ольга'] });
  await talk.customer('меню');
  await talk.later('5s');
  talk.bot(/очеред/);
  expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  expect(await talk.store.listFailures(10)).toHaveLength(1);
});

test('the next message of the same conversation is not held up', async () => {
  talk = await openTalk({ content: await brokenAt('desk.menu') });
  await talk.customer('меню');
  await talk.later('5s');
  await talk.customer('и ещё вопрос');
  const { id } = await talk.conversation();
  const lines = await talk.store.readThread(id, { limit: 50 });
  expect(lines.some((line) => line.kind === 'in' && line.content.text === 'и ещё вопрос')).toBe(true);
});

test('even if the words for it are broken too, the conversation reaches people', async () => {
  talk = await openTalk({ content: await brokenAt('desk.menu', 'handoff.nobody', 'handoff.next') });
  await talk.customer('меню');
  await talk.later('5s');
  talk.silence();
  expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
});

test('other conversations never notice', async () => {
  talk = await openTalk({ content: await brokenAt('desk.menu') });
  await talk.customer('меню', 'unlucky');
  await talk.customer('спасибо', 'lucky');
  talk.bot(/ожалуйста/, 'lucky');
});
