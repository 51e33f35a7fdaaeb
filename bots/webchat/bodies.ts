/** Bodies of the chat's calls: bounded in size and in time, read as bytes, looked at once. Never throws. */
import type { Clock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';

export type Bytes = { ok: true; bytes: Uint8Array } | { ok: false; error: 'too-large' | 'bad-request' };
export type ReadJson =
  | { ok: true; value: unknown; raw: string }
  | { ok: false; error: 'too-large' | 'bad-request' | 'unsupported' };

/** The whole body, unless it is larger than `limit`, breaks off or does not end in time. */
export async function readBytes(
  request: Request,
  limit: number,
  clock: Clock,
  withinMs: number = LIMITS.chatBodyMs,
): Promise<Bytes> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return { ok: false, error: 'too-large' };
  if (request.body === null) return { ok: true, bytes: new Uint8Array(0) };
  const reader = request.body.getReader();
  const stop = clock.after(withinMs, () => void reader.cancel().catch(() => {}));
  const chunks: Uint8Array[] = [];
  let size = 0;
  let late = true;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) {
        // The rest is not wanted; whoever sends it must not keep us waiting.
        void reader.cancel().catch(() => {});
        return { ok: false, error: 'too-large' };
      }
      chunks.push(value);
    }
    late = false;
  } catch {
    return { ok: false, error: 'bad-request' };
  } finally {
    stop();
  }
  return late ? { ok: false, error: 'bad-request' } : { ok: true, bytes: Buffer.concat(chunks, size) };
}

/** A body of JSON that says so. The declared type is asked for because no foreign page can send it without our leave. */
export async function readJson(request: Request, clock: Clock): Promise<ReadJson> {
  if (!/^application\/json(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return { ok: false, error: 'unsupported' };
  }
  const read = await readBytes(request, LIMITS.chatBodyBytes, clock);
  return read.ok ? parseJson(read.bytes) : read;
}

/** Bytes as UTF-8 JSON; broken UTF-8 is refused, not repaired. */
export function parseJson(bytes: Uint8Array): ReadJson {
  try {
    const raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, value: JSON.parse(raw) as unknown, raw };
  } catch {
    return { ok: false, error: 'bad-request' };
  }
}
