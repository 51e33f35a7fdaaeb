/**
 * What went wrong and waits for a person: events whose turn threw, and messages that could not be delivered.
 *
 *     GET /api/failures   → FailureList, newest first     (admin, supervisor)
 */
import { z } from 'zod';
import { ApiId, ApiMs } from './words.ts';

export const FailureRow = z.object({
  kind: z.enum(['event', 'delivery']),
  /** For a delivery: what the command `resend` takes. */
  id: z.number().int(),
  conversation: ApiId,
  /** The customer. */
  name: z.string(),
  reason: z.string(),
  atMs: ApiMs,
});
export type FailureRow = z.infer<typeof FailureRow>;

export const FailureList = z.object({ rows: z.array(FailureRow) });
export type FailureList = z.infer<typeof FailureList>;
