/** Fetches a customer's file from the address in the message: Viber's own hosts only, and soon, for it lives about an hour. */
import type { IncomingMedia } from '../../src/core/content.ts';
import type { FetchedMedia } from '../../src/core/ports/channel.ts';
import { download } from '../../src/transport/download.ts';
import type { HttpClient } from '../../src/transport/http-client.ts';

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
  const downloaded = await download(http, { url: media.ref, isOwnHost, maxBytes: limitBytes });
  if (!downloaded.ok) return downloaded;
  const mime = media.mime ?? MIMES[media.kind] ?? 'application/octet-stream';
  return { ok: true, bytes: downloaded.bytes, mime, name: media.name ?? null };
}
