/** What a customer sent, taken in before anything is answered: their line in the thread, when they wrote, who they are, their language. */
import { clipText } from '../../core/clip-text.ts';
import type { IncomingContent } from '../../core/content.ts';
import type { ChannelEvent } from '../../core/event.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { fetchMedia, line, type Draft } from './draft.ts';

type MessageEvent = Extract<ChannelEvent, { type: 'message' }>;

export function fileIncoming(draft: Draft, event: MessageEvent, content: IncomingContent): void {
  const { messageId: externalId } = event;
  const publicId = newPublicId(draft.facts.random);
  hear(draft, event.occurredAtMs);
  draft.messages.push({ ...line(draft, publicId), direction: 'in', externalId, content });
  fetchMedia(draft, publicId, content.media);
}

/** The platform's clock may be ahead of ours; the time to answer in does not begin in the future. */
export function hear(draft: Draft, occurredAtMs: number): void {
  draft.incoming = true;
  draft.heardAtMs = Math.max(0, Math.min(occurredAtMs, draft.facts.nowMs));
}

export function greetProfile(draft: Draft, { profile }: ChannelEvent): void {
  draft.next.reachable = true;
  if (profile?.phoneVerified && profile.phone) draft.next.verifiedPhone = profile.phone;
  if (profile?.name) draft.next.name = clipText(profile.name, LIMITS.nameChars);
}

/** The language follows what the customer surely writes, until they choose one. */
export function noticeLanguage(draft: Draft, text: string | undefined): void {
  if (text === undefined || draft.next.localeChosen) return;
  const locale = draft.facts.content.words.language(text.slice(0, LIMITS.matchTextChars));
  if (locale) draft.next.locale = locale;
}
