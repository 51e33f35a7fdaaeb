/** Where each message is paid for, what a turn says is one message wherever it can be; elsewhere each stands alone. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { inOneBubble } from '../../src/engine/turn/one-bubble.ts';
import type { Button, Content } from '../../src/core/content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk | null = null;
afterEach(async () => {
  await talk?.close();
  talk = null;
});

const ASK = 'Где мой заказ?';
const DIGRESSION = 'Сколько стоит доставка курьером?';

async function digress(facts: { paidByMessage?: true }): Promise<string[]> {
  talk = await openTalk({ facts });
  await talk.customer(ASK);
  talk.bot(/номер/i);
  const before = talk.channel.sent.length;
  await talk.customer(DIGRESSION);
  return talk.channel.sent.slice(before).map(({ text }) => text);
}

test('an answer and the question it comes back to', async () => {
  const said = await digress({ paidByMessage: true });
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/390[^]*номер/i);
  const { id } = (await talk?.conversation()) ?? { id: 0 };
  const lines = (await talk?.store.readThread(id, { limit: 50 })) ?? [];
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  // The question is still open, and its buttons are those of the last line.
  await talk?.customer('ML-1007');
  expect(talk?.channel.sent.at(-1)?.text).not.toMatch(/390/);
});

test('elsewhere they are two', async () => {
  expect(await digress({})).toHaveLength(2);
});

describe('two contents', () => {
  const reply = (label: string): Button => ({
    kind: 'reply',
    label,
    action: { do: 'desk', event: { type: `do.${label}` } },
  });
  const media = { kind: 'photo', file: 'f', name: 'f.jpg', mime: 'image/jpeg', bytes: 1 } as const;

  test.each<[string, Content, Content, Content | null]>([
    ['words and words', { text: 'a' }, { text: 'b' }, { text: 'a\n\nb' }],
    [
      'buttons of both, the last one’s first, none twice',
      { text: 'a', buttons: [reply('menu'), reply('more')] },
      { text: 'b', buttons: [reply('yes'), reply('menu')] },
      { text: 'a\n\nb', buttons: [reply('yes'), reply('menu'), reply('more')] },
    ],
    [
      'a key that shares',
      { text: 'a', buttons: [reply('x')] },
      { text: 'b', buttons: [{ kind: 'share-phone', label: 's' }] },
      { text: 'a\n\nb', buttons: [{ kind: 'share-phone', label: 's' }] },
    ],
    ['a file', { text: 'a', media }, { text: 'b' }, null],
    ['an operator’s words', { text: 'a' }, { text: 'b', format: 'plain' }, null],
    ['too long', { text: 'a'.repeat(900) }, { text: 'b'.repeat(200) }, null],
    [
      'a keyboard to take away',
      { text: 'a', dropKeyboard: true },
      { text: 'b' },
      { text: 'a\n\nb', dropKeyboard: true },
    ],
  ])('%s', (_, before, content, expected) => {
    expect(inOneBubble(before, content)).toEqual(expected);
  });
});
