/** Scripts that the check would never let through, run all the same: the counter goes on, and the customer gets a person. */
import { afterEach, expect, test } from '@jest/globals';
import { scriptFlow } from '../../flows/script/script-flow.ts';
import type { LiveContent } from '../../src/core/ports/words.ts';
import type { Script, ScriptStep } from '../../src/core/script.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const script = (name: string, steps: Record<string, ScriptStep>): Script => ({
  name,
  title: {},
  first: Object.keys(steps)[0] ?? '',
  steps,
});

/** The sample's content with these instead of the scripts that it has. */
async function withScripts(...scripts: Script[]): Promise<LiveContent> {
  const content = await sampleContent();
  return { ...content, scripts: { current: scripts.map((one) => scriptFlow(one, 1)), earlier: [] } };
}

async function begins(content: LiveContent): Promise<void> {
  talk = await openTalk({ languageTag: 'ru', content, operators: ['Ольга'] });
  await talk.customer('Хочу пожаловаться');
  await talk.later('2m');
}

test('steps that go round without a question', async () => {
  const round = script('complaint', { one: { to: 'two' }, two: { to: 'one' } });
  await begins(await withScripts(round));
  expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  talk.bot(/./);
});

test('scripts that start each other', async () => {
  const other = (name: string, to: string) => script(name, { go: { flow: to } });
  await begins(await withScripts(other('complaint', 'too-dear'), other('too-dear', 'complaint')));
  expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'bot-failed' });
  talk.bot(/./);
  // And the counter goes on.
  await talk.customer('Сколько стоит доставка?', 'another');
  talk.bot(/390/, 'another');
});
