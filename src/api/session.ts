/**
 * Signing in and out. The session travels in an HttpOnly cookie; every request that changes something carries the
 * session's `csrf` in the header x-csrf-token (signing in itself, setting up and links do not have one yet: there the
 * server checks Origin and content type).
 *
 *     POST   /api/session       SignIn → SessionInfo
 *     GET    /api/session       → SessionInfo | 401 not-signed-in
 *     DELETE /api/session       → 204
 *     GET    /api/setup/:token  → SetupInfo | 410 link-invalid
 *     POST   /api/setup         SetUp → SessionInfo          first admin or invited colleague
 *     POST   /api/link          UseLink → SessionInfo        one-time sign-in link
 */
import { z } from 'zod';
import { API_LIMITS } from './bounds.ts';
import { NewPassword, OperatorRow, PersonName } from './people.ts';
import { ApiLocale, ApiMs, ApiRole, LinkToken } from './words.ts';

/** Lower-cased by the server before it is compared or stored. */
export const Login = z
  .string()
  .trim()
  .min(2)
  .max(API_LIMITS.loginChars)
  .regex(/^[^\s/\\<>"]+$/);

export const SignIn = z.strictObject({
  login: z.string().trim().min(1).max(API_LIMITS.loginChars),
  password: z.string().min(1).max(API_LIMITS.passwordMaxChars),
});
export type SignIn = z.infer<typeof SignIn>;

export const SessionInfo = z.object({
  operator: OperatorRow,
  csrf: z.string(),
  shop: z.object({ name: z.string(), timeZone: z.string() }),
  features: z.object({ playground: z.boolean() }),
  /** The server's clock, so that waiting times are right on a machine whose clock is not. */
  nowMs: ApiMs,
});
export type SessionInfo = z.infer<typeof SessionInfo>;

/** `first`: this link makes the first admin of the shop. */
export const SetupInfo = z.object({
  role: ApiRole,
  first: z.boolean(),
  expiresAtMs: ApiMs,
  shopName: z.string(),
});
export type SetupInfo = z.infer<typeof SetupInfo>;

export const SetUp = z.strictObject({
  token: LinkToken,
  login: Login,
  name: PersonName,
  password: NewPassword,
  locale: ApiLocale,
});
export type SetUp = z.infer<typeof SetUp>;

export const UseLink = z.strictObject({ token: LinkToken });
export type UseLink = z.infer<typeof UseLink>;
