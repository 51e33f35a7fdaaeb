/** Choices that no messenger shows whole: too many of them, too long, in any script. A part of the contract of every channel. */
import { expect, test } from '@jest/globals';
import type { RenderableContent } from '../../src/core/content.ts';
import type { ChannelFacts, SendResult } from '../../src/core/ports/channel.ts';

interface Channel {
  facts(): ChannelFacts;
  /** Sends it; what the customer's phone shows of it. */
  showing(content: RenderableContent): Promise<{ text: string; buttons: string[] }[]>;
  sendAll(content: RenderableContent): Promise<SendResult[]>;
}

const offering = (labels: string[]) =>
  labels.map((label, index) => ({ kind: 'reply' as const, label, token: `AAAAAAAAAAAAAAAAAAAAAA.${index}` }));

export function describeChoices({ facts, showing, sendAll }: Channel): void {
  test('one choice more than a list has rows: each can still be read, and the platform takes it', async () => {
    const { listMax, buttonsMax } = facts();
    const labels = Array.from({ length: Math.max(listMax, buttonsMax) + 1 }, (_, at) => `Пункт №${at + 1}.`);
    const shown = await showing({
      text: 'Какой пункт выдачи?',
      choose: { open: 'Показать', byNumber: 'Напишите номер.' },
      buttons: offering(labels),
    });
    const seen = shown.flatMap(({ text, buttons }) => [text, ...buttons]).join('\n');
    expect(labels.filter((label) => !seen.includes(label))).toEqual([]);
  });

  test('labels of any script and length are taken: what a button carries is ours, and short', async () => {
    const labels = ['Щ'.repeat(300), '👨‍👩‍👧‍👦'.repeat(20), 'مرحبا '.repeat(20).trim(), 'a\u200bb'];
    const buttons = offering(labels);
    const { payloadMax } = facts();
    // 0: nothing can be carried, the choices are numbered.
    for (const { token } of payloadMax > 0 ? buttons : [])
      expect(token.length).toBeLessThanOrEqual(payloadMax);
    const results = await sendAll({ text: 'Что выбрать?', buttons });
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'sent'));
  });
}
