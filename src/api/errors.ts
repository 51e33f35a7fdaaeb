/**
 * How a request is refused: one shape for every answer that is not 2xx. The console shows its own words for a code;
 * `message` is English, for people who read logs and scripts.
 */
import { z } from 'zod';

/** Codes with the HTTP status that each comes with. */
export const API_ERRORS = {
  'bad-request': 400, // the body or query does not fit its schema; `message` names the field
  'not-signed-in': 401, // no session, or it has ended
  'bad-credentials': 401, // wrong login or password: which of the two is not said
  csrf: 403, // the header x-csrf-token is missing or stale
  forbidden: 403, // signed in, but the role does not allow this
  'wrong-password': 403, // the current password, asked for before a change, is wrong
  'not-found': 404,
  'link-invalid': 410, // a one-time link was used, has expired or never existed
  'login-taken': 409,
  'last-admin': 409, // the only admin left cannot be disabled or given another role
  'too-large': 413, // the file is over the bound
  quota: 507, // the media folder is full
  throttled: 429, // too many tries; `retryAfterMs` says when
  overload: 503, // too much to do just now: the same request, with the same client id, will do later
  internal: 500,
} as const;

export type ApiErrorCode = keyof typeof API_ERRORS;

export const ApiError = z.object({
  error: z.enum(Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]]),
  message: z.string(),
  retryAfterMs: z.number().int().nonnegative().optional(),
});
export type ApiError = z.infer<typeof ApiError>;
