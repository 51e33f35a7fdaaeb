/** The real process with four channels, killed under load: a short run, and the proof that the run would notice a loss. */
import { expect, test } from '@jest/globals';
import { runChannels } from './channels/run-channels.ts';

test('over all channels nothing is lost, doubled or out of order, and what arrived twice says so', async () => {
  const result = await runChannels({ kills: 3, customers: 2, seed: 6, breaks: null, restMs: 60_000 });
  expect(result.channels.flatMap(({ findings }) => findings)).toEqual([]);
  expect(result.channels.map(({ channel }) => channel)).toEqual([
    'Telegram',
    'Viber',
    'WhatsApp',
    'web chat',
  ]);
  for (const { asked, lost, effectsDoubled, orderBroken, unexplained } of result.channels) {
    expect({ lost, effectsDoubled, orderBroken, unexplained }).toEqual({
      lost: 0,
      effectsDoubled: 0,
      orderBroken: 0,
      unexplained: 0,
    });
    expect(asked).toBeGreaterThan(3);
  }
  // Where a key or a report settles what became of a call, nothing arrives twice.
  const settled = result.channels.filter(({ channel }) => channel === 'WhatsApp' || channel === 'web chat');
  expect(settled.map(({ outwardDuplicates }) => outwardDuplicates)).toEqual([0, 0]);
}, 240_000);

test('a process that answers webhooks before it stores them is caught losing messages', async () => {
  const result = await runChannels({ kills: 3, customers: 3, seed: 4, breaks: 'ack-first', restMs: 3_000 });
  const lost = result.channels.reduce((sum, channel) => sum + channel.lost, 0);
  expect(lost).toBeGreaterThan(0);
}, 120_000);
