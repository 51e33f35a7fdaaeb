/** Schemas of the small words that requests and answers are made of: ids, times, languages, roles. */
import { z } from 'zod';
import { API_LOCALES, API_OUTCOMES, API_REASONS, API_ROLES } from './bounds.ts';

export const ApiLocale = z.enum(API_LOCALES);
export type ApiLocale = z.infer<typeof ApiLocale>;

export const ApiRole = z.enum(API_ROLES);
export type ApiRole = z.infer<typeof ApiRole>;

export const ApiReason = z.enum(API_REASONS);
export type ApiReason = z.infer<typeof ApiReason>;

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
