/**
 * Raw bytes of a request, under a cap. Signatures are made over bytes, so nothing may re-code them on the way; and nothing
 * over the cap is ever held: what comes after a refusal is thrown away, and the socket is cut if it does not stop.
 */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';

export type Body = { ok: true; bytes: Uint8Array } | { ok: false; why: 'too-large' | 'broken' };

const EMPTY = new Uint8Array(0);

/** Resolves when the body is whole, over `limit` bytes, or broken off. Never rejects. */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve({ ok: false, why: 'too-large' });
  }
  return new Promise((resolve) => {
    let first: Buffer | null = null;
    let more: Buffer[] | null = null;
    let size = 0;
    const finish = (body: Body): void => {
      request.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) return finish({ ok: false, why: 'too-large' });
      // Nearly every webhook is one chunk: no copy, no list.
      if (first === null) first = chunk;
      else (more ??= [first]).push(chunk);
    };
    const onEnd = (): void =>
      finish({ ok: true, bytes: more ? Buffer.concat(more, size) : (first ?? EMPTY) });
    const onBroken = (): void => finish({ ok: false, why: 'broken' });
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}

/**
 * Lets a refused body run into the void so that its sender gets to read the answer, for a bounded number of bytes and a
 * bounded time; then the socket is cut.
 */
export function discardRest(request: IncomingMessage, clock: Clock): void {
  const { socket } = request;
  let size = 0;
  const cut = (): void => void socket.destroy();
  const cancel = clock.after(LIMITS.discardMs, cut);
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LIMITS.discardBytes) cut();
  });
  request.on('error', () => {});
  // Once answered, a request is not told that its socket went; so the socket is asked itself.
  const done = (): void => {
    cancel();
    socket.off('close', done);
  };
  socket.once('close', done);
  request.once('end', done);
  request.resume();
}
