/**
 * Words that a person of the shop writes outside our console, on the phone or in the platform's own inbox: the bot falls
 * silent for as long as that person is there. Nobody at the desk is called, and anybody there may take over.
 */
import type { IncomingContent } from '../../core/content.ts';
import { EXTERNAL_OPERATOR } from '../../core/conversation.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { fetchMedia, line, own, recordActivity, type Draft } from './draft.ts';
import { noteReply } from './questions.ts';

/** Timer that gives the conversation back to the bot when nothing more comes from that side. */
export const EXTERNAL_TIMER = 'external.quiet';

export function onEcho(draft: Draft, { text = '', media, location }: IncomingContent): void {
  const publicId = newPublicId(draft.facts.random);
  draft.messages.push({
    ...line(draft, publicId),
    direction: 'out',
    origin: 'operator',
    operatorId: EXTERNAL_OPERATOR,
    content: {
      text,
      format: 'plain',
      ...(media ? { shared: media } : {}),
      ...(location ? { location } : {}),
    },
  });
  fetchMedia(draft, publicId, media);
  noteReply(draft, text);
  // The buttons before it are no longer the last thing said.
  delete draft.next.dialog.offerSeq;
  const { status } = draft.next;
  if (status.is === 'bot' || status.is === 'resolved') takeOver(draft);
  if (!isExternal(draft)) return;
  const dueAtMs = draft.facts.nowMs + LIMITS.externalQuietMs;
  draft.timers.push({ set: EXTERNAL_TIMER, runId: null, dueAtMs, payload: null });
}

/** Back to the bot without a word: nobody has asked for anything. */
export function onExternalQuiet(draft: Draft): void {
  if (!isExternal(draft) || !own(draft, { is: 'bot' })) return;
  // What the customer was in the middle of has been talked over since.
  draft.next.dialog.active = null;
  recordActivity(draft, 'external-ended');
}

/** A person outside the console has the conversation. */
export function isExternal({ next: { status } }: Pick<Draft, 'next'>): boolean {
  return status.is === 'assigned' && status.operatorId === EXTERNAL_OPERATOR;
}

function takeOver(draft: Draft): void {
  own(draft, { is: 'assigned', operatorId: EXTERNAL_OPERATOR, sinceMs: draft.facts.nowMs });
  draft.timers.push({ cancelAll: true });
  recordActivity(draft, 'external-takeover');
}
