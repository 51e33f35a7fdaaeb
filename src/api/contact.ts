/**
 * One person over several channels, seen from one of their conversations.
 *
 *     GET  /api/conversations/:id/contact                    → ContactView
 *     GET  /api/conversations/:id/contact/thread?before=     → ContactThread, oldest line first
 *     PUT, DELETE /api/conversations/:id/contact/apart/:other  → 204: two chats are of different people, or perhaps not
 *     POST /api/queue/next                                   ClaimNext → ClaimedNext; a repeat takes nobody else
 *
 * Joining and parting are commands (`join`, `part`), like everything that changes a conversation.
 */
import { z } from 'zod';
import { LINK_KINDS, SUGGESTION_REASONS } from './bounds.ts';
import { CommandOutcome } from './commands.ts';
import { ConversationRow } from './conversations.ts';
import { ThreadLine } from './thread.ts';
import { ApiId, ApiMs, ClientId } from './words.ts';

/** `phone`: digits with country code that the channel vouches for. `heardAtMs`: when the customer last wrote there. */
export const ContactIdentity = z.object({
  row: ConversationRow,
  phone: z.string().nullable(),
  heardAtMs: ApiMs.nullable(),
});
export type ContactIdentity = z.infer<typeof ContactIdentity>;

/** `evidence`: a masked number, "" when there is nothing to show. `by` null: proof alone, or the customer. */
export const ContactLink = z.object({
  id: ApiId,
  kind: z.enum(LINK_KINDS),
  evidence: z.string(),
  /** The conversations at both ends, and where the proof was given. */
  ends: z.array(z.object({ id: ApiId, platform: z.string() })).length(2),
  in: ApiId,
  madeAtMs: ApiMs,
  by: z.string().nullable(),
  undone: z.object({ atMs: ApiMs, by: z.string().nullable() }).nullable(),
});
export type ContactLink = z.infer<typeof ContactLink>;

/** Somebody who may be the same person. `evidence`: a masked number, or "". */
export const ContactSuggestion = z.object({
  row: ConversationRow,
  why: z.enum(SUGGESTION_REASONS),
  evidence: z.string(),
  atMs: ApiMs.nullable(),
});
export type ContactSuggestion = z.infer<typeof ContactSuggestion>;

/** Somebody whom a person at the desk called another person. */
export const ContactApart = z.object({ row: ConversationRow, atMs: ApiMs, by: z.string() });
export type ContactApart = z.infer<typeof ContactApart>;

/** `lastHeardIn`: the conversation in which the customer wrote last: where an answer is expected. */
export const ContactView = z.object({
  id: ApiId,
  identities: z.array(ContactIdentity),
  lastHeardIn: ApiId,
  links: z.array(ContactLink),
  suggestions: z.array(ContactSuggestion),
  apart: z.array(ContactApart),
});
export type ContactView = z.infer<typeof ContactView>;

export const ContactThreadQuery = z.strictObject({ before: z.coerce.number().int().positive().optional() });
export type ContactThreadQuery = z.infer<typeof ContactThreadQuery>;

/** `place` rises with time over all threads; pass the first one's as `before` for the page before. */
export const ContactLine = z.object({
  conversation: ApiId,
  platform: z.string(),
  place: z.number().int(),
  line: ThreadLine,
});
export type ContactLine = z.infer<typeof ContactLine>;

export const ContactThread = z.object({ lines: z.array(ContactLine), more: z.boolean() });
export type ContactThread = z.infer<typeof ContactThread>;

export const ClaimNext = z.strictObject({ clientId: ClientId });
export type ClaimNext = z.infer<typeof ClaimNext>;

/** `conversation` null: nobody waits. `outcome` null: stored and not decided yet; the conversation will show it. */
export const ClaimedNext = z.object({
  conversation: ApiId.nullable(),
  outcome: CommandOutcome.nullable(),
});
export type ClaimedNext = z.infer<typeof ClaimedNext>;
