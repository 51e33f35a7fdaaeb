/** Facts of made-up channels for tests of rendering: a generous one to change, and any that could be. */
import * as fc from 'fast-check';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';

/** Everything is there; a test takes away what it is about. */
export function factsWith(changes: Partial<ChannelFacts> = {}): ChannelFacts {
  return {
    platform: 'test',
    textMax: 4096,
    captionMax: 1024,
    buttonsMax: 8,
    listMax: 10,
    cardsMax: 5,
    buttonLabelMax: 20,
    payloadMax: 64,
    media: { photoBytesMax: 1, documentBytesMax: 1, downloadBytesMax: 1 },
    receipts: 'none',
    settlesMs: null,
    replyWindowMs: null,
    edit: false,
    typing: false,
    sharePhone: true,
    shareLocation: true,
    chatPauseMs: 0,
    intake: 'webhook',
    ...changes,
  };
}

export const anyFacts: fc.Arbitrary<ChannelFacts> = fc
  .record({
    // Ten messages of the shortest hold the longest content that the properties make.
    textMax: fc.integer({ min: 1_000, max: 5_000 }),
    captionMax: fc.integer({ min: 0, max: 200 }),
    buttonsMax: fc.nat(12),
    listMax: fc.nat(12),
    cardsMax: fc.nat(6),
    buttonLabelMax: fc.integer({ min: 4, max: 40 }),
    sharePhone: fc.boolean(),
    shareLocation: fc.boolean(),
    cardMessages: fc.boolean(),
    linksInText: fc.boolean(),
  })
  .map(({ cardMessages, linksInText, ...facts }) =>
    factsWith({
      ...facts,
      ...(cardMessages ? { cardMessages } : {}),
      ...(linksInText ? { linksInText } : {}),
    }),
  );
