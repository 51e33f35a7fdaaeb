/**
 * Links by which a messenger's own servers fetch a file of ours (Viber takes pictures by address only). Signed, for one file
 * and a limited time; the key lives in the process, so a restart voids all of them.
 */
import { createHmac } from 'node:crypto';
import type { Clock, Random } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { sameSecret } from './auth/tokens.ts';

export const MEDIA_LINK_PREFIX = '/media/';

export interface MediaLinks {
  /** An absolute https address; null when the world cannot reach us. */
  url(file: string): string | null;
  /** The file that a path with its query opens, or null. */
  open(path: string, query: URLSearchParams): string | null;
}

/** Links under the public address. */
export function createMediaLinks(deps: {
  publicUrl: string | null;
  clock: Clock;
  random: Random;
}): MediaLinks {
  const key = deps.random.bytes(32);
  const sign = (file: string, until: string): string =>
    createHmac('sha256', key).update(`${file}\n${until}`).digest('base64url');
  return {
    url(file) {
      if (deps.publicUrl === null) return null;
      const until = String(deps.clock.now() + LIMITS.mediaLinkMs);
      return `${deps.publicUrl}${MEDIA_LINK_PREFIX}${file}?until=${until}&mark=${sign(file, until)}`;
    },
    open(path, query) {
      const file = path.slice(MEDIA_LINK_PREFIX.length);
      const until = query.get('until') ?? '';
      if (!sameSecret(query.get('mark') ?? '', sign(file, until))) return null;
      return Number(until) > deps.clock.now() ? file : null;
    },
  };
}
