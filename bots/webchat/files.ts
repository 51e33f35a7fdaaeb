/**
 * Files of visitors, in and out. What a file is, its bytes say; its name is only shown; it is served to its own visitor alone, as
 * something to save, under headers that let it do nothing.
 */
import { newPublicId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { hashToken } from './access.ts';
import { answerJson, refuse } from './answers.ts';
import { readBytes } from './bodies.ts';
import { tooFast, type Chat, type VisitorCall } from './chat.ts';
import { CHAT_LIMITS, type ChatFile } from './protocol.ts';
import { stripLocation } from './strip-location.ts';

const NAME_MAX = 150;

/** `POST files`: the bytes as they are. */
export async function takeFile(chat: Chat, call: VisitorCall): Promise<Response> {
  const waitMs = tooFast(chat, ['file by visitor', call.visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const end = chat.uploads.begin(call.from);
  if (end === null) return refuse('busy', LIMITS.uploadLookMs);
  try {
    return await takeBody(chat, call);
  } finally {
    end();
  }
}

async function takeBody(chat: Chat, { visitor, request, from, mayTakeLong }: VisitorCall): Promise<Response> {
  const { clock, random } = chat.deps;
  mayTakeLong();
  const body = await readBytes(request, CHAT_LIMITS.fileBytesMax, clock, LIMITS.uploadMs);
  if (!body.ok) return refuse(body.error);
  if (body.bytes.length === 0) return refuse('bad-request');
  if (!(await maySpend(chat, visitor.id, from, body.bytes.length))) {
    return refuse('slow-down', LIMITS.uploadWindowMs / 24);
  }
  const name = readName(request.headers.get('x-file-name'));
  const saved = await chat.hosted.saveMedia(stripLocation(body.bytes), name);
  if (!saved.ok)
    return saved.reason === 'too-large' ? refuse('too-large') : refuse('busy', LIMITS.looseFileMs);
  const { file: stored, kind, mime, bytes } = saved;
  const file: ChatFile = { id: newPublicId(random), kind, name, mime, bytes };
  if (
    !(await chat.hosted.mailbox.addFile({ ...file, file: stored, visitorId: visitor.id, atMs: clock.now() }))
  ) {
    await chat.hosted.removeMedia(stored);
    return refuse('slow-down', LIMITS.looseFileMs);
  }
  return answerJson({ file });
}

/** `GET files/<id>`. */
export async function sendFile(chat: Chat, { visitor, path }: VisitorCall): Promise<Response> {
  const waitMs = tooFast(chat, ['read by visitor', visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const file = chat.hosted.mailbox.readFile(visitor.id, path[1] ?? '');
  const stored = file === null ? null : await chat.deps.readMedia(file.file);
  if (file === null || stored === null) return refuse('not-found');
  return new Response(Buffer.from(stored.bytes), {
    status: 200,
    headers: {
      // Only what is a picture by its bytes is called one; everything else is called nothing in particular.
      'content-type': file.kind === 'photo' ? stored.mime : 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeName(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-site',
      'cache-control': 'private, no-store',
    },
  });
}

async function maySpend(
  { hosted, deps }: Chat,
  visitorId: number,
  from: string,
  bytes: number,
): Promise<boolean> {
  const windowMs = LIMITS.uploadWindowMs;
  const nowMs = deps.clock.now();
  const own = { amount: LIMITS.uploadBytesPerVisitor, windowMs };
  const all = { amount: LIMITS.uploadBytesPerAddress, windowMs };
  return (
    (await hosted.mailbox.spend(`files of ${visitorId}`, bytes, own, nowMs)) &&
    (await hosted.mailbox.spend(`files from ${hashToken(from)}`, bytes, all, nowMs))
  );
}

/** A name that is only a name: no folders, no control or direction marks, not too long. */
function readName(header: string | null): string {
  const last =
    decode(header ?? '')
      .normalize('NFC')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').replace(/[<>:"|?*]/g, '_');
  return plain.trim().replace(/^\.+/, '').slice(0, NAME_MAX) || 'file';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function encodeName(name: string): string {
  // Half of a character, which a cut may have left, cannot be encoded.
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
