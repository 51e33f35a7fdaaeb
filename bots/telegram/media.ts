/** Fetches the bytes of a customer's file: ask for its path, then download it from the Bot API's own host, within bounds. */
import type { IncomingMedia } from '../../src/core/content.ts';
import type { FetchedMedia } from '../../src/core/ports/channel.ts';
import { download } from '../../src/transport/download.ts';
import type { HttpClient } from '../../src/transport/http-client.ts';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import type { Call } from './client.ts';
import { TELEGRAM_FACTS } from './facts.ts';

/** Relative, so that no payload can name another host or climb out of the bot's folder. */
const FILE_PATH = /^[\w-]+(?:\/[\w.-]+)*$/;

/** At most `limitBytes`, which nothing raises above the platform's own bound. */
export async function fetchMedia(
  { http, call, apiRoot, token }: { http: HttpClient; call: Call; apiRoot: string; token: string },
  media: IncomingMedia,
  limitBytes: number,
): Promise<FetchedMedia> {
  const maxBytes = Math.min(limitBytes, TELEGRAM_FACTS.media.downloadBytesMax);
  if ((media.bytes ?? 0) > maxBytes) return { ok: false, reason: 'too-large' };
  const found = await call('getFile', { file_id: media.ref });
  if (!found.ok) {
    if (found.failure.kind !== 'api' || found.failure.code !== 400)
      return { ok: false, reason: 'unavailable' };
    return { ok: false, reason: /too big/i.test(found.failure.description) ? 'too-large' : 'gone' };
  }
  const path = pathOf(found.result);
  if (path === null) return { ok: false, reason: 'unavailable' };
  const downloaded = await download(http, {
    url: `${apiRoot}/file/bot${token}/${path}`,
    isOwnHost: createHostCheck([], apiRoot),
    maxBytes,
  });
  if (!downloaded.ok) return downloaded;
  const mime = media.mime ?? (media.kind === 'photo' ? 'image/jpeg' : 'application/octet-stream');
  return { ok: true, bytes: downloaded.bytes, mime, name: media.name ?? null };
}

function pathOf(file: unknown): string | null {
  if (typeof file !== 'object' || file === null || !('file_path' in file)) return null;
  const { file_path: path } = file;
  return typeof path === 'string' && FILE_PATH.test(path) && !path.includes('..') ? path : null;
}
