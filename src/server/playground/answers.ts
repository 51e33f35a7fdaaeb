/** How the playground answers: JSON, a file of a chat that can do no harm, its own page. */
import type { ServerResponse } from 'node:http';
import { FILE_CSP } from '../headers.ts';

/** JSON that no browser keeps. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(value));
}

/** A refusal in the shape of all refusals. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  const codes: Record<number, string> = {
    404: 'not-found',
    413: 'too-large',
    403: 'forbidden',
    503: 'overload',
  };
  answerJson(response, status, { error: codes[status] ?? 'bad-request', message });
}

/** Pictures are shown; whatever else it claims to be is only ever saved. */
export function answerFile(response: ServerResponse, bytes: Uint8Array, name: string | null): void {
  const type = pictureType(bytes);
  response.writeHead(200, {
    'Content-Type': type ?? 'application/octet-stream',
    'Content-Length': bytes.length,
    'Content-Disposition':
      type === null ? `attachment; filename*=UTF-8''${encodeURIComponent(name ?? 'file')}` : 'inline',
    'Content-Security-Policy': FILE_CSP,
    'Cache-Control': 'private, max-age=3600',
  });
  response.end(bytes);
}

function pictureType(bytes: Uint8Array): string | null {
  const starts = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  const isRiff = starts(0x52, 0x49, 0x46, 0x46);
  return isRiff && Buffer.from(bytes.subarray(8, 12)).toString() === 'WEBP' ? 'image/webp' : null;
}
