/**
 * How long a client may take over the body of its request: half a minute, so that a slow drip holds no socket. An upload that a
 * route has allowed may take longer, as long as it gets on: a picture over a slow phone line takes minutes. Cuts the socket of
 * whoever is slower; reads nothing.
 */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';

export interface Patience {
  /** Every request with a body, as soon as its headers are there. */
  watch(request: IncomingMessage): void;
  /** The body of this one is a file of somebody who may send files. */
  allow(request: IncomingMessage): void;
}

/** For tests: see the limits of the same meaning. */
export interface PatienceTimes {
  requestMs: number;
  uploadLookMs: number;
  uploadLeastBytes: number;
  uploadMs: number;
}

const TIMES: PatienceTimes = {
  requestMs: LIMITS.requestTimeoutMs,
  uploadLookMs: LIMITS.uploadLookMs,
  uploadLeastBytes: LIMITS.uploadLeastBytes,
  uploadMs: LIMITS.uploadMs,
};

export function createPatience(clock: Clock, times: PatienceTimes = TIMES): Patience {
  const pending = new WeakMap<IncomingMessage, () => void>();

  /** Looks again and again whether it gets on; `seen` bytes of its socket were there at the last look. */
  function look(request: IncomingMessage, endMs: number, seen: number): void {
    const read = request.socket.bytesRead;
    if (read - seen < times.uploadLeastBytes || clock.monotonic() >= endMs) return cut(request);
    lookLater(request, endMs, read);
  }
  function lookLater(request: IncomingMessage, endMs: number, seen: number): void {
    pending.set(
      request,
      clock.after(times.uploadLookMs, () => look(request, endMs, seen)),
    );
  }
  return {
    watch(request) {
      if (!hasBody(request)) return;
      pending.set(
        request,
        clock.after(times.requestMs, () => cut(request)),
      );
      const { socket } = request;
      const done = (): void => {
        pending.get(request)?.();
        pending.delete(request);
        socket.off('close', done);
      };
      request.once('close', done);
      // Once answered, a request is not told that its socket went; so the socket is asked itself.
      socket.once('close', done);
    },
    allow(request) {
      const cancel = pending.get(request);
      if (cancel === undefined || request.complete) return;
      cancel();
      lookLater(request, clock.monotonic() + times.uploadMs, request.socket.bytesRead);
    },
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Says why, as far as the client still listens. */
function cut(request: IncomingMessage): void {
  if (request.complete) return;
  const { socket } = request;
  if (socket.writable) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  socket.destroy();
}
