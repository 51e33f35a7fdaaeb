/**
 * How large a packed file is when it is unpacked, found out by unpacking it within bounds: what its directory says may be a lie, and a
 * small file can hold gigabytes. Looks at nothing that is in it.
 */
import { inflateRawSync } from 'node:zlib';
import type { FaultCode } from '../../content/faults/faults.ts';
import { LIMITS } from '../../core/limits.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** A workbook of one sheet has about ten. */
const MOST_FILES = 200;

/** What is wrong with it; null: it can be unpacked. */
export function unpackedFault(file: Uint8Array): FaultCode | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) return 'import.no-excel';
  const files = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (files > MOST_FILES) return 'import.many-parts';
  let left: number = LIMITS.faqTableUnpackedBytes;
  for (let number = 0; number < files; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return 'import.damaged';
    const size = sizeOf(bytes, at, left);
    if (size === null) return 'import.locked';
    left -= size;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return null;
}

/** Bytes of one part when unpacked; null: more than `most`, or nobody can tell. */
function sizeOf(bytes: Buffer, entry: number, most: number): number | null {
  const flags = bytes.readUInt16LE(entry + 8);
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if ((flags & 1) === 1 || local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) return null;
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length) return null;
  if (method === 0) return packed <= most ? packed : null;
  if (method !== 8 || most <= 0) return null;
  try {
    return inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: most }).length;
  } catch {
    return null;
  }
}
