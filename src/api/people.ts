/**
 * People of the desk: who they are, whether they are here, and what an admin may change.
 *
 *     GET   /api/operators       → OperatorList
 *     PATCH /api/operators/:id   ChangeOperator → OperatorRow     (admin)
 *     POST  /api/invites         MakeInvite → InviteMade          (admin)
 *     PATCH /api/me              ChangeMe → OperatorRow
 *     PUT   /api/me/duty         SetDuty → OperatorRow
 *     POST  /api/me/presence     (no body) → 204
 */
import { z } from 'zod';
import { API_LIMITS } from './bounds.ts';
import { ApiId, ApiLocale, ApiMs, ApiRole } from './words.ts';

export const PersonName = z.string().trim().min(1).max(API_LIMITS.nameChars);
export const NewPassword = z.string().min(API_LIMITS.passwordMinChars).max(API_LIMITS.passwordMaxChars);
export const MaxLoad = z.number().int().min(1).max(API_LIMITS.maxLoad);

/** `here`: a console is open. `gone`: it was lost a moment ago, the countdown runs. `away`: not here. */
export const Presence = z.enum(['here', 'gone', 'away']);
export type Presence = z.infer<typeof Presence>;

export const OperatorRow = z.object({
  id: ApiId,
  name: z.string(),
  /** Only admins see the logins of others. */
  login: z.string().nullable(),
  role: ApiRole,
  locale: ApiLocale,
  maxLoad: z.number().int(),
  /** Conversations held now. */
  load: z.number().int(),
  onDuty: z.boolean(),
  presence: Presence,
  /** With `gone`: when this operator's conversations go back to the queue unless the console comes back. */
  releasesAtMs: ApiMs.nullable(),
  lastSeenMs: ApiMs.nullable(),
  disabled: z.boolean(),
});
export type OperatorRow = z.infer<typeof OperatorRow>;

export const OperatorList = z.object({ operators: z.array(OperatorRow) });
export type OperatorList = z.infer<typeof OperatorList>;

export const ChangeOperator = z
  .strictObject({ role: ApiRole, maxLoad: MaxLoad, disabled: z.boolean() })
  .partial();
export type ChangeOperator = z.infer<typeof ChangeOperator>;

export const MakeInvite = z.strictObject({ role: ApiRole });
export type MakeInvite = z.infer<typeof MakeInvite>;

/** `link` is a whole URL of the page /setup/<token>; it is shown once and stored nowhere. */
export const InviteMade = z.object({ link: z.string(), expiresAtMs: ApiMs });
export type InviteMade = z.infer<typeof InviteMade>;

/** A new password ends every other session of this operator. */
export const ChangeMe = z
  .strictObject({
    name: PersonName,
    locale: ApiLocale,
    maxLoad: MaxLoad,
    password: z.strictObject({ current: z.string().max(API_LIMITS.passwordMaxChars), next: NewPassword }),
  })
  .partial();
export type ChangeMe = z.infer<typeof ChangeMe>;

export const SetDuty = z.strictObject({ onDuty: z.boolean() });
export type SetDuty = z.infer<typeof SetDuty>;
