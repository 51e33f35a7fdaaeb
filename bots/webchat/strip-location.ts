/**
 * Takes the place out of a photo: a JPEG and the HEIC of a telephone carry where they were taken, which nobody who shows a torn
 * seam means to tell. Blanks the GPS directory of the Exif block in a copy, and XMP, which repeats it; the picture itself is
 * not touched.
 */

const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const GPS_POINTER = 0x88_25;
/** Directory entries looked at: more than any camera writes. */
const ENTRIES_MAX = 200;
/** What can be said of a place has 32 names. */
const GPS_ENTRIES_MAX = 40;
const ENTRY_BYTES = 12;
const EXIF_HEAD = 'Exif\0\0';

/** The boxes in which telephones and browsers keep pictures; films in the same kind of box are left alone. */
const PICTURE_BOX = /^ftyp(heic|heix|heim|heis|hevc|mif1|msf1|avif)$/;
const EXIF_IN_BOX = /Exif\0\0(?=II\*\0|MM\0\*)/g;
const XMP_BEGIN = '<x:xmpmeta';
const XMP_END = '</x:xmpmeta>';
/** A picture has one block of a kind, a few at most; a file that is all blocks is no picture, and nobody waits for it. */
const BLOCKS_MAX = 16;
const BLOCK_BYTES_MAX = 262_144;

/** The same bytes for anything but a JPEG or HEIC. Never throws; a JPEG's broken block is dropped whole. */
export function stripLocation(bytes: Uint8Array): Uint8Array {
  if (PICTURE_BOX.test(Buffer.from(bytes.subarray(4, 12)).toString('latin1'))) return stripBox(bytes);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return bytes;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const size = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (marker === START_OF_SCAN || size < 2 || at + 2 + size > bytes.length) break;
    const segment = bytes.subarray(at, at + 2 + size);
    if (marker !== APP1) kept.push(segment);
    else if (isExif(segment)) kept.push(...withoutGps(segment));
    at += 2 + size;
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}

/** Nothing may move in such a box, whose parts are found by their place: what tells of the place is overwritten where it is. */
function stripBox(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  // One character a byte, so that places in the text are places in the file.
  const text = copy.toString('latin1');
  let left = BLOCKS_MAX;
  for (const { index } of text.matchAll(EXIF_IN_BOX)) {
    if (left === 0) break;
    left -= 1;
    const from = index + EXIF_HEAD.length;
    blankGps(copy.subarray(from, from + BLOCK_BYTES_MAX));
  }
  for (const [from, to] of xmpIn(text)) if (/GPS/i.test(text.slice(from, to))) copy.fill(' ', from, to);
  return copy;
}

/** Each character is looked at once, however many blocks begin and never end. */
function* xmpIn(text: string): Generator<[from: number, to: number]> {
  for (let at = 0; ;) {
    const from = text.indexOf(XMP_BEGIN, at);
    const end = from < 0 ? -1 : text.indexOf(XMP_END, from);
    if (end < 0) return;
    at = end + XMP_END.length;
    yield [from, at];
  }
}

/** After the marker and the size: "Exif", two zero bytes, then a TIFF file. Other APP1 blocks are XMP. */
function isExif(segment: Uint8Array): boolean {
  return Buffer.from(segment.subarray(4, 10)).toString('latin1') === EXIF_HEAD;
}

/** A copy whose GPS directory is empty and its values zero; nothing at all when the block cannot be read. */
function withoutGps(segment: Uint8Array): Uint8Array[] {
  const copy = Buffer.from(segment);
  return blankGps(copy.subarray(10)) ? [copy] : [];
}

/** In place. False: it cannot be read. */
function blankGps(tiff: Buffer): boolean {
  const order = tiff.subarray(0, 2).toString('latin1');
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return false;
  const reader = { tiff, little: order === 'II' };
  try {
    const pointer = findEntry(reader, uint32(reader, 4), GPS_POINTER);
    if (pointer !== null) {
      blankDirectory(reader, uint32(reader, pointer + 8));
      tiff.fill(0, pointer, pointer + ENTRY_BYTES);
    }
    return true;
  } catch {
    return false;
  }
}

interface Reader {
  tiff: Buffer;
  little: boolean;
}

/** Where the entry with this tag stands in the directory at `at`, or null. Throws a RangeError outside the block. */
function findEntry(reader: Reader, at: number, tag: number): number | null {
  const count = Math.min(uint16(reader, at), ENTRIES_MAX);
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * ENTRY_BYTES;
    if (uint16(reader, entry) === tag) return entry;
  }
  return null;
}

const BYTES_OF_TYPE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

function blankDirectory(reader: Reader, at: number): void {
  const { tiff } = reader;
  const count = Math.min(uint16(reader, at), GPS_ENTRIES_MAX);
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * ENTRY_BYTES;
    const size = (BYTES_OF_TYPE[uint16(reader, entry + 2)] ?? 0) * uint32(reader, entry + 4);
    if (size > 4) {
      const value = uint32(reader, entry + 8);
      tiff.fill(0, Math.min(value, tiff.length), Math.min(value + size, tiff.length));
    }
    tiff.fill(0, entry, Math.min(entry + ENTRY_BYTES, tiff.length));
  }
  tiff.writeUInt16LE(0, at);
}

function uint16({ tiff, little }: Reader, at: number): number {
  return little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
}

function uint32({ tiff, little }: Reader, at: number): number {
  return little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
}
