/**
 * The number of a card as a QR picture: a black and white PNG, made here and now. No service elsewhere ever learns the number.
 */
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Pixels of one square of the code: large enough for a scanner at a counter. */
const SCALE = 10;
/** White around it, in squares, as readers want it. */
const BORDER = 4;

/** PNG, one bit a pixel. */
export function cardPicture(number: string): Uint8Array {
  const { data, size } = encode(number, { ecc: 'M', border: BORDER });
  const side = size * SCALE;
  const rowBytes = Math.ceil(side / 8);
  // A filter byte before each row; all of it white to begin with.
  const rows = Buffer.alloc((rowBytes + 1) * side, 0xff);
  for (let y = 0; y < side; y += 1) {
    const start = y * (rowBytes + 1);
    rows[start] = 0;
    for (let x = 0; x < side; x += 1) {
      if (data[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] !== true) continue;
      const at = start + 1 + (x >> 3);
      rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(side)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One bit of grey, no interlace. */
function header(side: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(side, 0);
  bytes.writeUInt32BE(side, 4);
  bytes[8] = 1;
  return bytes;
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
