/**
 * The shop's word for a customer who is signed in there: `<payload>.<signature>`, where the payload is JSON in base64url and the
 * signature the hex HMAC-SHA256 of exactly those characters. Whoever has one is that customer to us until it runs out.
 */
import { z } from 'zod';
import { LIMITS } from '../../src/core/limits.ts';
import { isSignedBy } from '../../src/transport/signature.ts';

export interface Identity {
  userId: string;
  name: string | null;
  /** Digits with country code. */
  phone: string | null;
  email: string | null;
}

const payloadSchema = z.object({
  user: z.union([z.string().min(1).max(200), z.number().int()]).transform(String),
  /** Unix seconds. */
  expires: z.number(),
  name: z.string().trim().max(LIMITS.nameChars).optional(),
  phone: z.string().max(40).optional(),
  email: z.email().max(200).optional(),
});

const SECOND = 1_000;

/** Null: not signed by the shop, run out, valid for longer than we believe, or no payload at all. */
export function readIdentity(text: string, secret: string | null, nowMs: number): Identity | null {
  const dot = text.indexOf('.');
  const payload = text.slice(0, Math.max(0, dot));
  // The signature first: nothing unsigned is even parsed.
  if (secret === null || dot < 1 || !isSignedBy(secret, Buffer.from(payload), text.slice(dot + 1)))
    return null;
  const parsed = payloadSchema.safeParse(parseJson(payload));
  if (!parsed.success) return null;
  const { user, expires, name, phone, email } = parsed.data;
  const leftMs = expires * SECOND - nowMs;
  if (!(leftMs > 0) || leftMs > LIMITS.chatIdentityMs) return null;
  const digits = phone?.replace(/\D/g, '') ?? '';
  return {
    userId: user,
    name: name || null,
    phone: /^\d{7,15}$/.test(digits) ? digits : null,
    email: email ?? null,
  };
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
