/**
 * Fetches a customer's file: its id gives an address, the address gives the bytes, both only with our token. The address is
 * asked only if it is Meta's own, and what came must be what the message promised.
 */
import { createHash } from 'node:crypto';
import type { IncomingMedia } from '../../src/core/content.ts';
import type { FetchedMedia } from '../../src/core/ports/channel.ts';
import { download } from '../../src/transport/download.ts';
import type { HttpClient } from '../../src/transport/http-client.ts';
import type { CallFailure, Graph } from './client.ts';

export interface MediaDeps {
  http: HttpClient;
  graph: Graph;
  token: string;
  phoneNumberId: string;
  /** Decides which addresses are asked at all: the token goes along. */
  isOwnHost(url: string): boolean;
}

/** The id, and the checksum that came with the message: `1003383#<base64>`. */
const REF = /^(\d{1,40})(?:#([A-Za-z0-9+/=_-]{20,100}))?$/;

/** The hosts that Meta serves files from. */
export const MEDIA_HOSTS = ['lookaside.fbsbx.com', '.whatsapp.net', '.fbcdn.net'];

/** What `parse` puts into a media's `ref`. */
export function mediaRef(id: string, sha256: string | undefined): string {
  return sha256 === undefined ? id : `${id}#${sha256}`;
}

/** At most `limitBytes`. */
export async function fetchMedia(
  deps: MediaDeps,
  media: IncomingMedia,
  limitBytes: number,
): Promise<FetchedMedia> {
  const [, id, promised] = REF.exec(media.ref) ?? [];
  if (id === undefined) return no('unavailable');
  const found = await deps.graph.get(`${id}?phone_number_id=${deps.phoneNumberId}`);
  if (!found.ok) return no(isGone(found.failure) ? 'gone' : 'unavailable');
  const { url, mime_type: mime, file_size: size, sha256 } = found.answer;
  if (Number(size) > limitBytes) return no('too-large');
  if (typeof url !== 'string') return no('unavailable');
  const downloaded = await download(deps.http, {
    url,
    isOwnHost: deps.isOwnHost,
    maxBytes: limitBytes,
    headers: { authorization: `Bearer ${deps.token}` },
  });
  if (!downloaded.ok) return downloaded;
  const sums = [promised, typeof sha256 === 'string' ? sha256 : undefined];
  if (!sums.every((sum) => sum === undefined || isSumOf(downloaded.bytes, sum))) return no('unavailable');
  const type = media.mime ?? (typeof mime === 'string' ? mime : 'application/octet-stream');
  return { ok: true, bytes: downloaded.bytes, mime: type, name: media.name ?? null };
}

/** Messages carry the checksum in base64, the description of a file may have it in hex. */
function isSumOf(bytes: Uint8Array, sum: string): boolean {
  const right = createHash('sha256').update(bytes).digest();
  const plain = sum.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return sum.toLowerCase() === right.toString('hex') || plain === right.toString('base64').replace(/=+$/, '');
}

/** No such object any more; files are kept for days only. */
function isGone(failure: CallFailure): boolean {
  return (
    failure.kind === 'graph' && (failure.code === 100 || failure.code === 131052 || failure.status === 404)
  );
}

function no(reason: 'too-large' | 'gone' | 'unavailable'): FetchedMedia {
  return { ok: false, reason };
}
