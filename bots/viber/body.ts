/** What a part carries from rendering to sending, through the store and back: a message without receiver. */
import type { Json } from '../../src/core/content.ts';

export type ViberBody = {
  message: ViberMessage;
  /** A file of ours, whose address is put in when the part is sent: links to it are signed and live a day. */
  file?: string;
  /** Options that an app too old for keys gets as text. */
  options?: string[];
};

export type ViberMessage = { type: string; [field: string]: Json };

/** Null: not one of ours. */
export function readBody(body: Json): ViberBody | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { message, file, options } = body;
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
  const { type } = message;
  if (typeof type !== 'string' || (file !== undefined && typeof file !== 'string')) return null;
  return {
    message: { ...message, type },
    ...(file === undefined ? {} : { file }),
    ...(Array.isArray(options) ? { options: options.map(String) } : {}),
  };
}
