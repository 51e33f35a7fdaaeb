/** Fetches a customer's file from the address in the message: Viber's own hosts only, and soon, for it lives about an hour. */
import type { IncomingMedia } from '../../src/core/content.ts';
import type { FetchedMedia } from '../../src/core/ports/channel.ts';
import type { HttpClient } from '../../src/transport/http-client.ts';

const DOWNLOAD_TIMEOUT_MS = 60_000;
const MIMES: Partial<Record<IncomingMedia['kind'], string>> = {
  photo: 'image/jpeg',
  video: 'video/mp4',
  sticker: 'image/png',
};

/** `isOwnHost` decides which addresses are asked at all. */
export async function fetchMedia(
  http: HttpClient,
  isOwnHost: (url: string) => boolean,
  media: IncomingMedia,
  limitBytes: number,
): Promise<FetchedMedia> {
  if ((media.bytes ?? 0) > limitBytes) return { ok: false, reason: 'too-large' };
  if (!isOwnHost(media.ref)) return { ok: false, reason: 'unavailable' };
  const outcome = await http.request({
    method: 'GET',
    url: media.ref,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
    maxBytes: limitBytes,
  });
  if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') return { ok: false, reason: 'unavailable' };
  if ([403, 404, 410].includes(outcome.status)) return { ok: false, reason: 'gone' };
  if (outcome.status !== 200) return { ok: false, reason: 'unavailable' };
  if (outcome.kind === 'oversized') return { ok: false, reason: 'too-large' };
  const mime = media.mime ?? MIMES[media.kind] ?? 'application/octet-stream';
  return { ok: true, bytes: outcome.body, mime, name: media.name ?? null };
}
