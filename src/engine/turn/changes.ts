/**
 * What happens to a conversation without a word to answer: a message edited or taken back, a reaction, another address, a
 * bot that was blocked. All of it is put down for the operators; none of it makes the bot talk.
 */
import { clipText } from '../../core/clip-text.ts';
import type { IncomingContent } from '../../core/content.ts';
import type { Address } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { recordActivity, type Draft } from './draft.ts';
import { serveUnheard } from './handoff.ts';

/** An incoming content within our bounds; what is cut off is marked. */
export function clipContent(content: IncomingContent): IncomingContent {
  const { text } = content;
  if (text === undefined || text.length <= LIMITS.incomingTextChars) return content;
  return { ...content, text: `${clipText(text, LIMITS.incomingTextChars)}…` };
}

export function onEdit(draft: Draft, messageId: string, content: IncomingContent): void {
  if (content.text === undefined) return;
  draft.edited = { externalId: messageId, text: clipContent(content).text ?? '' };
  recordActivity(draft, 'edited');
}

/** The line is marked where it stands; what was said and done because of it stays explicable. */
export function onRevoke(draft: Draft, messageId: string): void {
  draft.revoked = { externalId: messageId };
}

export function onReaction(draft: Draft, messageId: string, emoji: string | null): void {
  draft.reacted = { externalId: messageId, emoji: emoji && clipText(emoji, LIMITS.reactionChars) };
}

/** The same person writes from another address from now on. */
export function onMoved(draft: Draft, to: Address): void {
  if (draft.next.address === to) return;
  draft.next.address = to;
  recordActivity(draft, 'moved');
}

export function onReachability(draft: Draft, reachable: boolean): void {
  if (reachable) serveUnheard(draft);
  if (draft.next.reachable === reachable) return;
  draft.next.reachable = reachable;
  recordActivity(draft, reachable ? 'unblocked' : 'blocked');
}
