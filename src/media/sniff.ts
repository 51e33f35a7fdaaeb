/**
 * What a file really is, by its first bytes. Names and declared types are claims of a stranger and decide nothing.
 * Only four raster formats count as pictures; an SVG or HTML file is a document to be downloaded, never shown.
 */

import { LIMITS } from '../core/limits.ts';
import { pictureSize, type PictureSize } from './picture-size.ts';

export interface Sniffed {
  kind: 'photo' | 'document';
  mime: string;
  /** Safe file extension, without the dot. */
  extension: string;
}

const UNKNOWN: Sniffed = { kind: 'document', mime: 'application/octet-stream', extension: 'bin' };

const SIGNATURES: readonly { at: number; bytes: readonly number[]; is: Sniffed }[] = [
  signature(0, 'ffd8ff', 'photo', 'image/jpeg', 'jpg'),
  signature(0, '89504e470d0a1a0a', 'photo', 'image/png', 'png'),
  signature(0, '474946383761', 'photo', 'image/gif', 'gif'),
  signature(0, '474946383961', 'photo', 'image/gif', 'gif'),
  signature(0, '255044462d', 'document', 'application/pdf', 'pdf'),
  signature(0, '504b0304', 'document', 'application/zip', 'zip'),
  signature(0, '4f676753', 'document', 'audio/ogg', 'ogg'),
  signature(0, '494433', 'document', 'audio/mpeg', 'mp3'),
  // Pictures of telephones, which browsers cannot show, and sound, in the same box as films.
  signature(4, '6674797068656963', 'document', 'application/octet-stream', 'heic'),
  signature(4, '667479706d696631', 'document', 'application/octet-stream', 'heif'),
  signature(4, '667479704d344120', 'document', 'audio/mp4', 'm4a'),
  signature(4, '6674797071742020', 'document', 'video/quicktime', 'mov'),
  signature(4, '66747970', 'document', 'video/mp4', 'mp4'),
  signature(0, '1a45dfa3', 'document', 'video/webm', 'webm'),
];

/** Looks at the bytes alone. Anything unknown, and a picture too large to be unpacked, is `application/octet-stream`. */
export function sniff(bytes: Uint8Array): Sniffed {
  const is = kindOf(bytes);
  return is.kind === 'photo' && isTooLarge(pictureSize(bytes)) ? UNKNOWN : is;
}

function isTooLarge(size: PictureSize | null): boolean {
  return size !== null && size.width * size.height > LIMITS.picturePixels;
}

function kindOf(bytes: Uint8Array): Sniffed {
  if (matches(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && matches(bytes, 8, [0x57, 0x45, 0x42, 0x50])) {
    return { kind: 'photo', mime: 'image/webp', extension: 'webp' };
  }
  return SIGNATURES.find((known) => matches(bytes, known.at, known.bytes))?.is ?? UNKNOWN;
}

/** The type of a stored file by the extension that `sniff` gave it. */
export function mimeOfExtension(extension: string): string {
  if (extension === 'webp') return 'image/webp';
  return SIGNATURES.find((known) => known.is.extension === extension)?.is.mime ?? UNKNOWN.mime;
}

/** True for a type that a browser may show in place: raster pictures only. */
export function isShowable(mime: string): boolean {
  return mime === 'image/jpeg' || mime === 'image/png' || mime === 'image/gif' || mime === 'image/webp';
}

function signature(at: number, hex: string, kind: Sniffed['kind'], mime: string, extension: string) {
  return { at, bytes: [...Buffer.from(hex, 'hex')], is: { kind, mime, extension } };
}

function matches(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return bytes.length >= at + wanted.length && wanted.every((byte, index) => bytes[at + index] === byte);
}
