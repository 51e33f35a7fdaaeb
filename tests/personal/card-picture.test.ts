/** The QR picture of a card: a PNG that every reader takes, with exactly the code of that number. */
import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { encode } from 'uqr';
import { sniff } from '../../src/media/sniff.ts';
import { cardPicture } from '../../src/personal/card-picture.ts';

/** Chunks of a PNG by name. */
function chunksOf(png: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}

/** True where a pixel is black. */
function pixelsOf(png: Uint8Array): { side: number; isBlack: (x: number, y: number) => boolean } {
  const chunks = chunksOf(png);
  const side = chunks.get('IHDR')?.readUInt32BE(0) ?? 0;
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const rowBytes = Math.ceil(side / 8) + 1;
  expect(rows.length).toBe(rowBytes * side);
  const isBlack = (x: number, y: number) =>
    ((rows[y * rowBytes + 1 + (x >> 3)] ?? 0xff) & (0x80 >> (x & 7))) === 0;
  return { side, isBlack };
}

test('is a small picture with white around it', () => {
  const png = cardPicture('ML774000012289');
  expect(sniff(png)).toMatchObject({ kind: 'photo', mime: 'image/png' });
  expect(png.length).toBeLessThan(4_000);
  const { side, isBlack } = pixelsOf(png);
  expect(side).toBeGreaterThan(250);
  for (let at = 0; at < side; at += 7)
    for (const edge of [0, 39, side - 1]) expect(isBlack(at, edge)).toBe(false);
});

test('holds the code of its number, square by square', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\dA-Z]{4,40}$/), (number) => {
      const { data, size } = encode(number, { ecc: 'M', border: 4 });
      const { side, isBlack } = pixelsOf(cardPicture(number));
      const scale = side / size;
      for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
          expect(isBlack(Math.floor((x + 0.5) * scale), Math.floor((y + 0.5) * scale))).toBe(data[y]?.[x]);
        }
      }
    }),
    { numRuns: 15 },
  );
});
