/**
 * The channels of this installation: how each does, and what an admin may do to them.
 *
 *     GET  /api/channels                  → ChannelList
 *     POST /api/channels/:account/check   → ChannelFindings             (admin, supervisor)
 *     PUT  /api/channels/:account/switch  SwitchChannel → ChannelRow    (admin)
 *     POST /api/channels/:account/pair    (no body) → 204               (admin)
 *
 * `:account` is `telegram:main`, percent-encoded.
 */
import { z } from 'zod';
import { ApiMs } from './words.ts';

/** One word of condition, and what belongs to it. Reasons are short codes or an English sentence of the platform. */
export const ChannelCondition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('works') }),
  z.object({ is: z.literal('starting') }),
  z.object({ is: z.literal('off') }),
  z.object({ is: z.literal('paused'), untilMs: ApiMs }),
  z.object({ is: z.literal('failing'), reason: z.string(), sinceMs: ApiMs }),
  z.object({ is: z.literal('reconnecting'), reason: z.string(), sinceMs: ApiMs }),
  z.object({ is: z.literal('unpaired'), reason: z.string() }),
  z.object({ is: z.literal('broken'), reason: z.string(), sinceMs: ApiMs.nullable() }),
]);
export type ChannelCondition = z.infer<typeof ChannelCondition>;

/** The phone behind a channel that is paired with one. Only admins get the code and the number. */
export const PairedPhone = z.object({
  is: z.enum(['off', 'starting', 'pairing', 'ready', 'reconnecting', 'logged-out']),
  /** The content of the picture to scan; it changes every twenty seconds or so. */
  code: z.string().nullable(),
  /** Digits with country code. */
  number: z.string().nullable(),
});
export type PairedPhone = z.infer<typeof PairedPhone>;

export const ChannelFinding = z.object({
  level: z.enum(['ok', 'warn', 'error']),
  /** What was found; the console has words for each. `subject` and `message` say it in English. */
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  subject: z.string(),
  message: z.string(),
});
export type ChannelFinding = z.infer<typeof ChannelFinding>;

export const ChannelRow = z.object({
  /** `telegram:main` */
  id: z.string(),
  platform: z.string(),
  /** The account's own name: `main`. */
  account: z.string(),
  intake: z.enum(['webhook', 'poll', 'session', 'hosted']),
  condition: ChannelCondition,
  /** What should be known although it works. */
  notes: z.array(ChannelFinding),
  phone: PairedPhone.nullable(),
  waiting: z.number().int(),
  lastInMs: ApiMs.nullable(),
  lastOutMs: ApiMs.nullable(),
});
export type ChannelRow = z.infer<typeof ChannelRow>;

export const ChannelList = z.object({ channels: z.array(ChannelRow) });
export type ChannelList = z.infer<typeof ChannelList>;

export const SwitchChannel = z.strictObject({ on: z.boolean() });
export type SwitchChannel = z.infer<typeof SwitchChannel>;

export const ChannelFindings = z.object({ findings: z.array(ChannelFinding) });
export type ChannelFindings = z.infer<typeof ChannelFindings>;
