/**
 * The words that server and console share: small closed sets, ids and bounds. They repeat the words of the core on
 * purpose: the console must not know the core, and a test holds the two together.
 */
import { z } from 'zod';

/** Bounds that both sides enforce: the console to warn early, the server for good. */
export const API_LIMITS = {
  /** Characters of a reply, a note or a draft. */
  textChars: 8_000,
  /** Bytes of one uploaded file. */
  mediaBytes: 20_000_000,
  passwordMinChars: 12,
  passwordMaxChars: 128,
  nameChars: 80,
  loginChars: 64,
  searchChars: 100,
  fileNameChars: 150,
  maxLoad: 100,
} as const;

export const API_LOCALES = ['ru', 'uk', 'en'] as const;
export const ApiLocale = z.enum(API_LOCALES);
export type ApiLocale = z.infer<typeof ApiLocale>;

export const API_ROLES = ['admin', 'supervisor', 'operator', 'editor'] as const;
export const ApiRole = z.enum(API_ROLES);
export type ApiRole = z.infer<typeof ApiRole>;

export const API_REASONS = [
  'asked',
  'missed',
  'not-helped',
  'angry',
  'flow',
  'bot-failed',
  'external',
] as const;
export const ApiReason = z.enum(API_REASONS);
export type ApiReason = z.infer<typeof ApiReason>;

export const API_OUTCOMES = ['solved', 'not-solved', 'no-answer', 'spam', 'other'] as const;
export const ApiOutcome = z.enum(API_OUTCOMES);
export type ApiOutcome = z.infer<typeof ApiOutcome>;

/** Opaque outside id of a conversation, an operator or a message: base64url. */
export const ApiId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export type ApiId = z.infer<typeof ApiId>;

/** Made by the console, one for each thing an operator does: the same id twice is one deed with one outcome. */
export const ClientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** UTC, milliseconds since 1970. */
export const ApiMs = z.number().int().nonnegative();

/** A secret that came in a link. */
export const LinkToken = z.string().min(8).max(200);

export type ApiJson = string | number | boolean | null | ApiJson[] | { [key: string]: ApiJson };
export const ApiJson: z.ZodType<ApiJson> = z.json();
