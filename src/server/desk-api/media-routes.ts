/**
 * Files in the console. Only raster pictures are shown in place; everything else is handed over for saving, as bytes of no
 * particular type, inside a sandbox, so that a customer's file can never run as a page of ours.
 */
import { MediaQuery, type MediaSaved } from '../../api/media.ts';
import { LIMITS } from '../../core/limits.ts';
import { DESK_ROLES } from '../../desk/may.ts';
import { FILE_CSP } from '../headers.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Route } from './route.ts';

export function mediaRoutes({ media, log }: ApiDeps): Route[] {
  return [
    deskRoute<Uint8Array, MediaQuery>({
      method: 'POST',
      path: '/media',
      roles: DESK_ROLES,
      query: MediaQuery,
      bytesUpTo: LIMITS.mediaBytes,
      async handle({ body, query, me }) {
        if (body.length === 0) return refuse('bad-request', 'The file is empty');
        const name = safeName(query.name ?? 'file');
        const saved = await media.save(body, name);
        if (!saved.ok)
          return refuse(saved.reason, saved.reason === 'quota' ? 'The media folder is full' : 'Too large');
        log.info({ operator: me.operator.id, file: saved.file, bytes: saved.bytes }, 'a file was uploaded');
        const { file, mime, kind, bytes } = saved;
        return ok({ file, name, mime, kind, bytes } satisfies MediaSaved);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/media/:file',
      roles: DESK_ROLES,
      query: MediaQuery,
      async handle({ param, query, incoming }) {
        const file = param('file');
        const tag = `"${file}"`;
        const stored = await media.read(file);
        if (!stored) return refuse('not-found', 'There is no such file');
        const headers = { ...fileHeaders(stored.mime, query.name ?? null), ETag: tag };
        if (incoming.headers['if-none-match'] === tag) return { status: 304, headers };
        return { status: 200, body: stored.bytes, headers };
      },
    }),
  ];
}

/** Headers under which a stranger's file may leave; `saveAs` offers it for saving even if it could be shown. */
export function fileHeaders(mime: string, saveAs: string | null): Record<string, string> {
  const picture = mime.startsWith('image/');
  const name = safeName(saveAs ?? 'file');
  const disposition = picture && saveAs === null ? 'inline' : 'attachment';
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return {
    'Content-Type': picture ? mime : 'application/octet-stream',
    'Content-Disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeName(name)}`,
    'Content-Security-Policy': FILE_CSP,
    // Asked for again each time, so that nothing is shown from the cache after signing out.
    'Cache-Control': 'private, no-cache',
  };
}

/** A file name that is only a name: no folders, no control or direction marks, not too long. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Control characters, zero-width and direction marks hide what a name ends in.
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').replace(/[<>:"|?*]/g, '_');
  return plain.trim().replace(/^\.+/, '').slice(0, 150) || 'file';
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
