/** Where a photo was taken is taken out of it; the rest of the file stays as it is, whatever it is. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stripLocation } from '../../../bots/webchat/strip-location.ts';
import { PNG } from '../support/test-deps.ts';

const SCAN = Buffer.from('ffda0003aa1122334455ffd9', 'hex');
const LATITUDE = Buffer.from('0000003700000001000000210000000100000000000000010', 'hex');

describe('a JPEG', () => {
  test.each([true, false])('loses the place and keeps the rest (little-endian: %s)', (little) => {
    const photo = jpeg([segment(0xe0, Buffer.from('JFIF\0')), exif(little)]);
    expect(photo.includes(LATITUDE)).toBe(true);
    const stripped = Buffer.from(stripLocation(photo));
    expect(stripped.length).toBe(photo.length);
    expect(stripped.includes(LATITUDE)).toBe(false);
    expect(stripped.includes(Buffer.from('CANON'))).toBe(true);
    expect(stripped.subarray(-SCAN.length)).toEqual(SCAN);
    expect(stripLocation(stripped)).toEqual(stripped);
  });

  test('loses XMP, which repeats the place, and an Exif block that cannot be read', () => {
    const xmp = segment(
      0xe1,
      Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:GPSLatitude>55,45N</x:GPSLatitude>'),
    );
    const broken = segment(0xe1, Buffer.from('Exif\0\0II*\0\xff\xff\xff\x7f GPS', 'latin1'));
    const plain = segment(0xe0, Buffer.from('JFIF\0'));
    expect(stripLocation(jpeg([plain, xmp, broken]))).toEqual(jpeg([plain]));
  });

  test('without any of it stays byte for byte', () => {
    const photo = jpeg([segment(0xe0, Buffer.from('JFIF\0')), segment(0xdb, Buffer.alloc(65))]);
    expect(Buffer.from(stripLocation(photo))).toEqual(photo);
  });
});

describe.each(['heic', 'mif1', 'avif'])('a picture in a box (%s)', (brand) => {
  const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(12)]);
  const payload = (little: boolean): Buffer => exif(little).subarray(4);
  const pixels = Buffer.from('11223344aa', 'hex');

  test.each([true, false])('loses the place where it stands; nothing moves (little-endian: %s)', (little) => {
    const xmp = Buffer.from('<x:xmpmeta><exif:GPSLatitude>55,45N</exif:GPSLatitude></x:xmpmeta>');
    const photo = Buffer.concat([head, pixels, Buffer.from([0, 0, 0, 6]), payload(little), xmp, pixels]);
    expect(photo.includes(LATITUDE)).toBe(true);
    const stripped = Buffer.from(stripLocation(photo));
    expect(stripped.length).toBe(photo.length);
    expect(stripped.includes(LATITUDE)).toBe(false);
    expect(stripped.includes(Buffer.from('55,45N'))).toBe(false);
    expect(stripped.includes(Buffer.from('CANON'))).toBe(true);
    expect(stripped.subarray(0, head.length + pixels.length)).toEqual(photo.subarray(0, head.length + 5));
    expect(stripped.subarray(-pixels.length)).toEqual(pixels);
    expect(stripLocation(stripped)).toEqual(stripped);
  });

  test('that is cut off or nonsense does not make it throw', () => {
    const photo = Buffer.concat([head, payload(true)]);
    for (let length = 0; length <= photo.length; length += 1) {
      expect(stripLocation(photo.subarray(0, length)).length).toBe(length);
    }
  });
});

test('anything else passes untouched', () => {
  expect(stripLocation(PNG)).toBe(PNG);
  expect(stripLocation(new Uint8Array(0))).toHaveLength(0);
});

test('no bytes make it throw, and it never makes a file longer', () => {
  const photo = jpeg([exif(true)]);
  fc.assert(
    fc.property(fc.nat(photo.length - 1), fc.nat(255), fc.nat(photo.length), (at, value, length) => {
      const bytes = Uint8Array.from(photo.subarray(0, length));
      if (at < bytes.length) bytes[at] = value;
      expect(stripLocation(bytes).length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 2_000 },
  );
});

function jpeg(segments: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('ffd8', 'hex'), ...segments, SCAN]);
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A directory with the camera's name and a pointer to a GPS directory with a latitude of three fractions. */
function exif(little: boolean): Buffer {
  const tiff = Buffer.alloc(120);
  const u16 = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(2, 8);
  entry(10, { tag: 0x010f, type: 2, count: 6, value: 90 });
  entry(22, { tag: 0x8825, type: 4, count: 1, value: 40 });
  tiff.write('CANON\0', 90, 'latin1');
  u16(1, 40);
  entry(42, { tag: 2, type: 5, count: 3, value: 60 });
  LATITUDE.copy(tiff, 60);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]));

  function entry(
    at: number,
    { tag, type, count, value }: Record<'tag' | 'type' | 'count' | 'value', number>,
  ): void {
    u16(tag, at);
    u16(type, at + 2);
    u32(count, at + 4);
    u32(value, at + 8);
  }
}

describe('twenty megabytes made to keep us busy', () => {
  const head = Buffer.from('\0\0\0\x18ftypheic', 'latin1');
  /** A directory of the most entries, each with a value that reaches to the end of the file. */
  const bomb = () => {
    const block = Buffer.alloc(6 + 8 + 2 + 12 + 4 + 2 + 200 * 12);
    block.write('Exif\0\0II*\0', 'latin1');
    const tiff = block.subarray(6);
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(1, 8);
    tiff.writeUInt16LE(0x8825, 10);
    tiff.writeUInt32LE(26, 18);
    tiff.writeUInt16LE(200, 26);
    for (let entry = 28; entry < 28 + 200 * 12; entry += 12) {
      tiff.writeUInt16LE(1, entry + 2);
      tiff.writeUInt32LE(0xff_ff_ff_ff, entry + 4);
      tiff.writeUInt32LE(28 + 200 * 12, entry + 8);
    }
    return block;
  };

  test.each([
    ['XMP that never ends', () => Buffer.from('<x:xmpmeta GPS')],
    ['places without end', bomb],
  ])(
    '%s',
    (_what, part) => {
      const bytes = Buffer.concat([head, Buffer.alloc(20_000_000, part())]);
      const started = performance.now();
      expect(stripLocation(bytes).length).toBe(bytes.length);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
    20_000,
  );
});
