/**
 * The bytes of a feed → its text, piece by piece: unpacked if it is packed, in the encoding that it really has. What the file
 * says of itself and what the server says of it often differ; then the bytes decide. Never holds more than a sample of it.
 */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LIMITS } from '../../core/limits.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** A file that ended before it should have, inside the packing. */
export class CutPacking extends Error {}

/** Layers of gzip that are taken off: a server packs what is packed already. */
const LAYERS = 2;

/** `charset`: what the server says, if it does. `onEncoding` is told once which one was taken. */
export async function* feedText(
  bytes: Bytes,
  charset: string | null,
  onEncoding: (encoding: string) => void,
): AsyncGenerator<string> {
  let plain: Bytes = inPieces(bytes);
  let first = await sample(plain);
  for (let layer = 0; layer < LAYERS && isPacked(first.bytes); layer += 1) {
    plain = inPieces(unpacked(first.rest));
    first = await sample(plain);
  }
  const encoding = encodingOf(first.bytes, charset);
  onEncoding(encoding);
  const decoder = new TextDecoder(encoding);
  for await (const piece of first.rest) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}

/** A BOM is certain. Then letters beyond ASCII: they are UTF-8 or they are not. Else what is said, the file's own word first. */
export function encodingOf(start: Uint8Array, charset: string | null): string {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const head = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 300)).toString('latin1');
  const declared = known(/^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/iu.exec(head)?.[1]);
  const named = [declared, known(charset)];
  if (start.every((byte) => byte < 0x80)) return named.find((one) => one !== null) ?? 'utf-8';
  if (isUtf8(start)) return 'utf-8';
  return named.find((one) => one !== null && one !== 'utf-8') ?? 'windows-1251';
}

/** The name as decoders know it; null for what they do not. */
function known(label: string | null | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return /1251/u.test(label) ? 'windows-1251' : null;
  }
}

/** A letter that is cut by the end of the sample is no fault. */
function isUtf8(start: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isPacked(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The first bytes, and all of them once more. */
async function sample(bytes: Bytes): Promise<{ bytes: Uint8Array; rest: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < LIMITS.feedSampleBytes) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(taken), rest: continued(taken, iterator) };
}

async function* continued(taken: Uint8Array[], iterator: AsyncIterator<Uint8Array>): Bytes {
  try {
    for (let piece = taken.shift(); piece; piece = taken.shift()) yield piece;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** Pieces small enough that nobody waits while one is read. */
async function* inPieces(bytes: Bytes): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; from += LIMITS.feedPieceBytes)
      yield chunk.subarray(from, from + LIMITS.feedPieceBytes);
  }
}

async function* unpacked(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: LIMITS.feedPieceBytes });
  const source = Readable.from(bytes, { objectMode: false, highWaterMark: LIMITS.feedPieceBytes });
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer;
  } catch (cause) {
    throw new CutPacking('the packing ends too early or is damaged', { cause });
  } finally {
    source.destroy();
  }
}
