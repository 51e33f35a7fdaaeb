/**
 * Brings a file of ours to the platform before the message that shows it. The id that comes back lives for thirty days, but it
 * is not kept: another upload costs little, and a forgotten id would cost a message.
 */
import { base64url } from '../../src/core/ids.ts';
import type { Random } from '../../src/core/clock.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import type { CallFailure, Graph } from './client.ts';

export interface UploadDeps {
  graph: Graph;
  phoneNumberId: string;
  random: Random;
  readMedia: PlatformDeps['readMedia'];
}

export type Uploaded =
  { ok: true; id: string } | { ok: false; failure: CallFailure } | { ok: false; missing: true };

/** `name` is what the customer will see; `file` names a file of the media folder. */
export async function upload(
  deps: UploadDeps,
  { file, name }: { file: string; name: string },
): Promise<Uploaded> {
  const found = await deps.readMedia(file);
  if (found === null) return { ok: false, missing: true };
  const boundary = base64url(deps.random.bytes(18));
  const body = multipart(boundary, { messaging_product: 'whatsapp', type: found.mime }, { ...found, name });
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const outcome = await deps.graph.upload(`${deps.phoneNumberId}/media`, { contentType, body });
  if (!outcome.ok) return outcome;
  const { id } = outcome.answer;
  return typeof id === 'string' || typeof id === 'number'
    ? { ok: true, id: String(id) }
    : { ok: false, failure: { kind: 'unknown', reason: 'an upload without an id' } };
}

function multipart(
  boundary: string,
  fields: Record<string, string>,
  { name, mime, bytes }: { name: string; mime: string; bytes: Uint8Array },
): Buffer {
  const heads = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  // A quote or a line break in the name would end the header early.
  const safeName = name.replace(/[\r\n"\\]/g, '_');
  const fileHead =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${safeName}"\r\n` +
    `Content-Type: ${mime}\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(heads.join('') + fileHead),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}
