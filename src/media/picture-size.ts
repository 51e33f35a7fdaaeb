/**
 * How large a picture says it is, read from its head. A few kilobytes can unpack to gigabytes on the screen of whoever looks:
 * such a picture is kept as a file and never shown. Must take any bytes without throwing.
 */

export interface PictureSize {
  width: number;
  height: number;
}

/** Null: it does not say, or not where it should. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(data, 0, '\x89PNG'))
    return at(data, 24, () => [data.readUInt32BE(16), data.readUInt32BE(20)]);
  if (startsWith(data, 0, 'GIF8')) return at(data, 10, () => [data.readUInt16LE(6), data.readUInt16LE(8)]);
  if (startsWith(data, 8, 'WEBP')) return webpSize(data);
  return startsWith(data, 0, '\xff\xd8\xff') ? jpegSize(data) : null;
}

function webpSize(data: Buffer): PictureSize | null {
  switch (data.toString('latin1', 12, 16)) {
    case 'VP8X':
      return at(data, 30, () => [data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1]);
    case 'VP8L':
      return at(data, 25, () => {
        const bits = data.readUInt32LE(21);
        return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
      });
    case 'VP8 ':
      return at(data, 30, () => [data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff]);
    default:
      return null;
  }
}

/** Segments follow each other, each with its length, until the one that begins the frame. */
function jpegSize(data: Buffer): PictureSize | null {
  let from = 2;
  while (from + 9 < data.length && data[from] === 0xff) {
    const kind = data[from + 1] ?? 0;
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (isFrame) return { width: data.readUInt16BE(from + 7), height: data.readUInt16BE(from + 5) };
    from += 2 + data.readUInt16BE(from + 2);
  }
  return null;
}

function at(data: Buffer, least: number, read: () => [number, number]): PictureSize | null {
  if (data.length < least) return null;
  const [width, height] = read();
  return { width, height };
}

function startsWith(data: Buffer, from: number, mark: string): boolean {
  return data.toString('latin1', from, from + mark.length) === mark;
}
