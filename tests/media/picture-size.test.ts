/** Pictures that would burst the browser of whoever looks are kept as files. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pictureSize } from '../../src/media/picture-size.ts';
import { sniff } from '../../src/media/sniff.ts';

const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const text = (value: string): number[] => [...Buffer.from(value, 'latin1')];

const png = (width: number, height: number) =>
  Buffer.from([
    ...text('\x89PNG\r\n\x1a\n'),
    ...u32(13),
    ...text('IHDR'),
    ...u32(width),
    ...u32(height),
    8,
    6,
  ]);
const gif = (width: number, height: number) =>
  Buffer.from([...text('GIF89a'), ...u16(width).toReversed(), ...u16(height).toReversed(), 0]);
const jpeg = (width: number, height: number) =>
  Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    ...u16(6),
    ...text('JFIF'),
    0xff,
    0xc2,
    ...u16(17),
    8,
    ...u16(height),
    ...u16(width),
    3,
    0,
    0,
    0,
  ]);
const webp = (kind: string, body: number[]) =>
  Buffer.from([...text('RIFF'), 0, 0, 0, 0, ...text(`WEBP${kind}`), 0, 0, 0, 0, ...body]);

test.each<[string, Uint8Array]>([
  ['png', png(640, 480)],
  ['gif', gif(640, 480)],
  ['jpeg', jpeg(640, 480)],
  ['webp, extended', webp('VP8X', [0, 0, 0, 0, ...u16(639).toReversed(), 0, ...u16(479).toReversed(), 0])],
  ['webp, lossy', webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...u16(640).toReversed(), ...u16(480).toReversed()])],
  ['webp, lossless', webp('VP8L', [0x2f, ...u32(639 | (479 << 14)).toReversed()])],
])('%s says its size', (_name, bytes) => {
  expect(pictureSize(bytes)).toEqual({ width: 640, height: 480 });
  expect(sniff(bytes).kind).toBe('photo');
});

test.each<[string, Uint8Array]>([
  ['png', png(30_000, 30_000)],
  ['gif', gif(60_000, 60_000)],
  ['jpeg', jpeg(60_000, 60_000)],
])('a small %s that unpacks to gigabytes is a file without a type', (_name, bytes) => {
  expect(sniff(bytes)).toEqual({ kind: 'document', mime: 'application/octet-stream', extension: 'bin' });
});

test('any bytes are read without a fault', () => {
  const heads = [png(1, 1), gif(1, 1), jpeg(1, 1), webp('VP8X', []), webp('VP8L', []), webp('VP8 ', [])];
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.nat(40),
      fc.uint8Array({ maxLength: 60 }),
      (head, cut, rest) => {
        expect(() => pictureSize(Buffer.concat([head.subarray(0, cut), rest]))).not.toThrow();
      },
    ),
    { numRuns: 2_000 },
  );
});
