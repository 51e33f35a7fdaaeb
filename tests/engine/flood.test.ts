/** Ten times the usual load on one channel: it is all answered, and a customer of another channel does not queue behind it. */
import { expect, test } from '@jest/globals';
import { openTalk } from '../support/talk.ts';

const FLOOD = 300;

test('a flood of one channel is answered to the last, and another channel does not wait behind it', async () => {
  const talk = await openTalk({ channels: { 'viber:main': null } });
  const { send } = talk.channel;
  // Every call takes long, so that far more waits than may be under way.
  let [open, most] = [0, 0];
  let before: number | null = null;
  const hasAnswer = (who: string): boolean => {
    try {
      return talk.bot(/ожалуйста/, who) !== null;
    } catch {
      return false;
    }
  };
  talk.channel.send = async (address, part, key) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise<void>((done) => {
      talk.clock.after(400, done);
    });
    open -= 1;
    if (before === null && hasAnswer('viber:main@boris')) before = talk.channel.sent.length;
    return send.call(talk.channel, address, part, key);
  };
  const flood = Array.from({ length: FLOOD }, (_, index) =>
    talk.channel.take({
      type: 'message',
      account: 'talk:main',
      externalId: `flood-${index}`,
      address: `f${index}`,
      occurredAtMs: talk.clock.now(),
      profile: { name: 'Анна', languageTag: 'ru' },
      messageId: `flood-${index}`,
      content: { text: 'спасибо' },
    }),
  );
  await talk.customer('спасибо', 'viber:main@boris');
  await Promise.all(flood);
  await talk.later('30s');
  expect(before).toBeLessThan(FLOOD / 4);
  expect(new Set(talk.channel.sent.map(({ address }) => address)).size).toBe(FLOOD);
  expect(talk.channel.sent).toHaveLength(FLOOD);
  expect(most).toBeLessThanOrEqual(200);
  await talk.close();
});
