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
