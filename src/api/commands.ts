/**
 * What an operator does to a conversation. A command is stored before it is answered; `pending` means stored and not
 * decided yet: the console asks again with the same client id and gets the one outcome.
 *
 *     POST /api/conversations/:id/commands   CommandRequest → CommandReply
 */
import { z } from 'zod';
import { API_LIMITS } from './bounds.ts';
import { ApiId, ApiOutcome, ClientId } from './words.ts';

const OperatorText = z.string().max(API_LIMITS.textChars);

/** A file that POST /api/media has stored; kind, type and size are looked up, not believed. */
export const AttachedMedia = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9_-]{8,64}(\.[A-Za-z0-9]{1,8})?$/),
  name: z.string().min(1).max(API_LIMITS.fileNameChars),
});
export type AttachedMedia = z.infer<typeof AttachedMedia>;

export const ConsoleCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('claim') }),
  z
    .strictObject({ do: z.literal('reply'), text: OperatorText, media: AttachedMedia.optional() })
    .refine(
      (reply) => reply.text.trim() !== '' || reply.media !== undefined,
      'a reply needs words or a file',
    ),
  z.strictObject({ do: z.literal('note'), text: OperatorText.refine((text) => text.trim() !== '') }),
  z.strictObject({ do: z.literal('release'), to: z.enum(['queue', 'bot']) }),
  z.strictObject({ do: z.literal('transfer'), to: ApiId, note: OperatorText.optional() }),
  z.strictObject({ do: z.literal('resolve'), outcome: ApiOutcome }),
  z.strictObject({ do: z.literal('resend'), deliveryId: z.number().int().positive() }),
  z.strictObject({ do: z.literal('invite') }),
  /** `with`: the other conversation. */
  z.strictObject({ do: z.literal('join'), with: ApiId }),
  z.strictObject({ do: z.literal('part'), link: ApiId }),
]);
export type ConsoleCommand = z.infer<typeof ConsoleCommand>;

export const CommandRequest = z.strictObject({ clientId: ClientId, command: ConsoleCommand });
export type CommandRequest = z.infer<typeof CommandRequest>;

export const COMMAND_REFUSALS = [
  'taken',
  'not-owner',
  'wrong-status',
  'load-reached',
  'unreachable',
  'unknown-operator',
  'no-channel',
  'no-link',
  'contact-full',
  'busy',
  'opted-out',
  'window-closed',
  'late',
  'failed',
] as const;

/** `owner`: who has the conversation now, when that is why. */
export const CommandOutcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), messageId: ApiId.optional() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(COMMAND_REFUSALS),
    owner: z.object({ id: ApiId, name: z.string() }).nullable(),
  }),
]);
export type CommandOutcome = z.infer<typeof CommandOutcome>;

export const CommandReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), outcome: CommandOutcome }),
  z.object({ kind: z.literal('pending') }),
]);
export type CommandReply = z.infer<typeof CommandReply>;
