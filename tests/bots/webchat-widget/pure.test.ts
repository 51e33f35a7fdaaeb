/** The widget's arithmetic, for any input: colours that can be read, lines in their place, streams cut anywhere. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ChatItem, StreamEvent } from '../../../bots/webchat/protocol.ts';
import {
  contrast,
  EDGE_CONTRAST,
  inkOn,
  parseColour,
  standingOut,
  TEXT_CONTRAST,
  type Rgb,
} from '../../../bots/webchat/widget/colour.ts';
import { putItem } from '../../../bots/webchat/widget/frame/talk/items.ts';
import { pauseAfter } from '../../../bots/webchat/widget/frame/talk/retry.ts';
import { readStream } from '../../../bots/webchat/widget/frame/wire/read-stream.ts';

const channel = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(channel, channel, channel) as fc.Arbitrary<Rgb>;
const SURFACES: Rgb[] = [
  [255, 255, 255],
  [240, 236, 229],
  [42, 50, 47],
  [21, 26, 24],
];

describe('any brand colour', () => {
  test('carries words that can be read', () => {
    fc.assert(fc.property(colour, (brand) => contrast(inkOn(brand), brand) >= TEXT_CONTRAST));
  });

  test('can be read as ink and seen as an edge on every surface', () => {
    fc.assert(
      fc.property(
        colour,
        fc.constantFrom(...SURFACES),
        fc.constantFrom(TEXT_CONTRAST, EDGE_CONTRAST),
        (brand, ground, wanted) => {
          expect(contrast(standingOut(brand, ground, wanted), ground)).toBeGreaterThanOrEqual(wanted);
        },
      ),
    );
  });

  test('is read as it is written, and nothing else is', () => {
    expect([parseColour('#0f6e64'), parseColour('abc'), parseColour('red'), parseColour('#12345')]).toEqual([
      [15, 110, 100],
      [170, 187, 204],
      null,
      null,
    ]);
  });
});

test('lines that arrive in any order, any number of times, stand in their place once', () => {
  const seqs = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 80 });
  fc.assert(
    fc.property(seqs, (arrivals) => {
      const items = arrivals.map(itemOf).reduce(putItem, [] as readonly ChatItem[]);
      const expected = [...new Set(arrivals)].toSorted((one, other) => one - other);
      expect(items.map(({ seq }) => seq)).toEqual(expected);
    }),
  );
});

test('a stream is read the same wherever it is cut, and what is half said at its end is dropped', async () => {
  const events: StreamEvent[] = [
    { event: 'typing', data: { forMs: 3_000 } },
    { event: 'entry', data: { seq: 7, put: itemOf(7) } },
    { event: 'bye', data: { reason: 'restart', retryMs: 10 } },
  ];
  const text =
    `: \n\n${events.map(({ event, data }) => `id: 1\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('')}` +
    'event: news\ndata: {}\n\nevent: typing\ndata: {"forMs":1';
  const bytes = new TextEncoder().encode(text);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 12 }),
      async (cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            places.slice(1).forEach((end, at) => controller.enqueue(bytes.slice(places[at], end)));
            controller.close();
          },
        });
        const heard: StreamEvent[] = [];
        await readStream(
          body,
          () => undefined,
          (event) => void heard.push(event),
        );
        expect(heard).toEqual(events);
      },
    ),
  );
});

test('pauses grow up to their bound and are not the same for all', () => {
  expect([1, 2, 3, 10].map((fails) => pauseAfter(fails, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(pauseAfter(1, 0)).toBe(500);
});

function itemOf(seq: number): ChatItem {
  const id = `item-${String(seq).padStart(17, '0')}`;
  return {
    id,
    seq,
    atMs: seq,
    from: 'shop',
    text: [{ text: 'Привіт 😀' }],
    buttons: [],
    cards: [],
    files: [],
  };
}
