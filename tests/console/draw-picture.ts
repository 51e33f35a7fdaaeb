/** A small PNG drawn here: linen with a seam coming apart, so that no picture file has to be kept. */
import { deflateSync } from 'node:zlib';

const WIDTH = 360;
const HEIGHT = 270;

/** The bytes of the picture. */
export function drawPicture(): Uint8Array {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    const start = y * (WIDTH * 3 + 1) + 1;
    for (let x = 0; x < WIDTH; x += 1) rows.set(colourAt(x, y), start + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number): [number, number, number] {
  const weave = ((x >> 1) + (y >> 1)) % 2 === 0 ? 6 : 0;
  const seam = HEIGHT / 2 + Math.sin(x / 40) * 8;
  const gap = x > 150 && x < 260 ? 7 * Math.sin(((x - 150) / 110) * Math.PI) : 0;
  if (Math.abs(y - seam) < gap) return [58, 62, 60];
  if (Math.abs(y - seam) < 2 && x % 10 < 6) return [92, 112, 104];
  return [196 + weave, 214 + weave, 204 + weave];
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
