/**
 * Reads multipart/form-data as clients really write it: names with or without quotes, any header case, raw UTF-8.
 * Bodies are whole in memory; bounded by what an emulator's floor takes.
 */

export interface FormFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

export interface Form {
  fields: Record<string, string>;
  files: Record<string, FormFile>;
}

/** Null: not a multipart body. */
export function parseMultipart(contentType: string, body: Buffer): Form | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const form: Form = { fields: {}, files: {} };
  const delimiter = Buffer.from(`--${boundary}`);
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    const next = body.indexOf(delimiter, start);
    if (next < 0) break;
    // Between the line break after this delimiter and the one before the next.
    addPart(form, body.subarray(start + 2, next - 2));
    at = next;
  }
  return form;
}

function addPart(form: Form, part: Buffer): void {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return;
  const head = part.subarray(0, end).toString();
  const content = part.subarray(end + 4);
  const name = parameter(head, 'name');
  if (name === null) return;
  const fileName = parameter(head, 'filename');
  if (fileName === null) form.fields[name] = content.toString();
  else
    form.files[name] = {
      name: fileName,
      mime: /content-type:\s*(\S+)/i.exec(head)?.[1] ?? '',
      bytes: content,
    };
}

function parameter(head: string, name: string): string | null {
  const found = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return found === null ? null : (found[1] ?? found[2] ?? '');
}
