/**
 * The live stream: Server-Sent Events at GET /api/live?after=<cursor>. Each event's `data` is one of these as JSON.
 * `conversations` events carry `id: <cursor>`; a reconnecting console names the last one by the header Last-Event-ID
 * or by `after` (the header wins) and gets everything that changed since.
 */
import { z } from 'zod';
import { ConversationRow, ViewCounts } from './conversations.ts';
import { OperatorRow } from './people.ts';
import { ApiId, ApiMs } from './words.ts';

export const LiveQuery = z.strictObject({ after: z.coerce.number().int().nonnegative().optional() });
export type LiveQuery = z.infer<typeof LiveQuery>;

/**
 * First event of every stream. `resumed` false: the stream starts at `cursor` and what was before is not replayed, so
 * the console reads its lists anew. `release` changes when the server was updated: the console offers to reload.
 */
export const LiveHello = z.object({
  cursor: z.number().int(),
  resumed: z.boolean(),
  nowMs: ApiMs,
  release: z.string(),
});
export type LiveHello = z.infer<typeof LiveHello>;

/** Conversations as they are now; `counts` are those of the signed-in operator. */
export const LiveConversations = z.object({
  rows: z.array(ConversationRow),
  cursor: z.number().int(),
  counts: ViewCounts,
});
export type LiveConversations = z.infer<typeof LiveConversations>;

/** Everybody at the desk, whenever one of them comes, goes, changes load or duty. */
export const LiveOperators = z.object({ operators: z.array(OperatorRow) });
export type LiveOperators = z.infer<typeof LiveOperators>;

/** A customer types in this conversation; shown for `forMs` and then forgotten. */
export const LiveTyping = z.object({ id: ApiId, forMs: z.number().int() });
export type LiveTyping = z.infer<typeof LiveTyping>;

/** Says that the line is alive: after three missed ones the console connects anew. */
export const LivePing = z.object({ nowMs: ApiMs });
export type LivePing = z.infer<typeof LivePing>;

/** The session has ended: the console shows the sign-in page and does not connect again. */
export const LiveBye = z.object({ reason: z.enum(['signed-out', 'disabled', 'too-many-streams']) });
export type LiveBye = z.infer<typeof LiveBye>;

/** Event names with their shapes. */
export const LIVE_EVENTS = {
  hello: LiveHello,
  conversations: LiveConversations,
  operators: LiveOperators,
  typing: LiveTyping,
  ping: LivePing,
  bye: LiveBye,
} as const;
