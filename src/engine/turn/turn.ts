/**
 * The heart: one event decided against one conversation. Synchronous and pure: the same conversation, event and facts
 * give the same turn. It never touches a store, a clock or a socket.
 */
import type { Conversation } from '../../core/conversation.ts';
import type { InboxEvent } from '../../core/event.ts';
import type { Facts } from '../facts.ts';
import { ALBUM_TIMER } from './album.ts';
import { onEdit, onMoved, onReachability, onReaction, onRevoke } from './changes.ts';
import { onAlbumTimer, onButton, onChoice, onMessage } from './customer.ts';
import { onDeskCommand } from './desk.ts';
import { createDraft, own, recordActivity, toTurn, type Draft, type Turn } from './draft.ts';
import { EXTERNAL_TIMER, onEcho, onExternalQuiet } from './external.ts';
import { prepareFlows, sendToDesk, sendToFlow } from './flow-steps.ts';
import { onIdentity } from './identity.ts';
import { onQueueTimer, openCase, QUEUE_TIMER, requestOperator, serve } from './handoff.ts';
import { PRIORITY } from '../../core/conversation.ts';
import { CHOOSE_TASK } from '../../core/ports/reranker.ts';
import { CHOICE_TIMER } from './unsure.ts';

export function decide(conversation: Conversation, event: InboxEvent, facts: Facts): Turn {
  const draft = createDraft(conversation, facts);
  takeEvent(draft, event);
  return toTurn(draft);
}

/**
 * The turn for an event that threw twice: the event is parked for people to look at, the conversation goes to the queue,
 * and the customer is told that a person will look. Without `words` nothing is said (the words themselves may be broken).
 */
export function decideParked(
  conversation: Conversation,
  facts: Facts,
  error: string,
  options: { words: boolean },
): Turn {
  const draft = createDraft(conversation, facts);
  draft.timers.push({ cancelAll: true });
  recordActivity(draft, 'bot-failed', { error: error.slice(0, 200) });
  if (draft.next.status.is === 'resolved') own(draft, { is: 'bot' });
  if (draft.next.status.is === 'bot') {
    draft.next.dialog.active = null;
    if (options.words) requestOperator(draft, 'bot-failed');
    else {
      own(draft, { is: 'queued', sinceMs: facts.nowMs, reason: 'bot-failed' });
      draft.next.priority = PRIORITY.high;
      draft.case = openCase(draft, 'bot-failed', PRIORITY.high, null);
    }
  }
  return { ...toTurn(draft), consume: { as: 'parked', error } };
}

function takeEvent(draft: Draft, event: InboxEvent): void {
  switch (event.type) {
    case 'message':
      return onMessage(draft, event);
    case 'button':
      return onButton(draft, event);
    case 'edit':
      return onEdit(draft, event.messageId, event.content);
    case 'revoke':
      return onRevoke(draft, event.messageId);
    case 'reaction':
      return onReaction(draft, event.messageId, event.emoji);
    case 'moved':
      return onMoved(draft, event.to);
    case 'reachability':
      return onReachability(draft, event.reachable);
    case 'echo':
      return onEcho(draft, event.content);
    case 'command':
      return onDeskCommand(draft, event.operatorId, event.command);
    case 'timer':
      return onTimer(draft, event);
    case 'task':
      return onTask(draft, event);
    case 'receipt':
    case 'delivery-failed':
      return onFailedDelivery(draft, event.reason ?? 'failed');
    case 'identity':
      return onIdentity(draft, event);
    case 'unknown':
  }
}

/** A timer made under another owner or for another run is void. */
function onTimer(draft: Draft, event: Extract<InboxEvent, { type: 'timer' }>): void {
  if (event.epoch !== draft.next.epoch) return;
  if (event.name === QUEUE_TIMER) return onQueueTimer(draft, event.payload);
  if (event.name === EXTERNAL_TIMER) return onExternalQuiet(draft);
  if (event.name === ALBUM_TIMER) return onAlbumTimer(draft, event.payload);
  if (event.name === CHOICE_TIMER) return onChoice(draft, { timer: event.payload });
  const { desk, active } = draft.next.dialog;
  if (draft.next.status.is !== 'bot') return;
  if (event.runId !== desk?.runId && event.runId !== active?.runId) return;
  prepareFlows(draft);
  if (event.runId === draft.next.dialog.active?.runId) sendToFlow(draft, { type: event.name });
  else if (event.runId === draft.next.dialog.desk?.runId) sendToDesk(draft, { type: event.name });
}

function onTask(draft: Draft, event: Extract<InboxEvent, { type: 'task' }>): void {
  if (event.kind === 'media.fetch') return onMediaFetched(draft, event);
  const { active } = draft.next.dialog;
  if (event.kind === CHOOSE_TASK && event.runId === null) return onChosen(draft, event);
  if (event.epoch !== draft.next.epoch || event.runId !== active?.runId) return;
  prepareFlows(draft);
  const { outcome, kind } = event;
  if (outcome.ok) sendToFlow(draft, { type: `task.${kind}.done`, value: outcome.value });
  else sendToFlow(draft, { type: `task.${kind}.failed`, reason: outcome.reason });
}

/** A failure needs no word: the timer says what is said without. */
function onChosen(draft: Draft, { outcome }: Extract<InboxEvent, { type: 'task' }>): void {
  if (outcome.ok) onChoice(draft, { outcome: outcome.value });
}

function onMediaFetched(draft: Draft, event: Extract<InboxEvent, { type: 'task' }>): void {
  if (!event.outcome.ok) return;
  const value = event.outcome.value as {
    messageId: string;
    index: number;
    media: { file: string; mime: string; bytes: number } | { missing: string };
  };
  draft.fetched = { messageId: value.messageId, index: value.index, media: value.media };
}

/** Words of ours did not arrive. While the bot has the conversation, people are told; an operator sees it in the thread. */
function onFailedDelivery(draft: Draft, reason: string): void {
  recordActivity(draft, 'delivery-failed', { reason });
  // The time to write has run out for people, too: there is nothing that calling them would change.
  if (reason === 'window-closed' || draft.next.status.is !== 'bot') return;
  own(draft, { is: 'queued', sinceMs: draft.facts.nowMs, reason: 'bot-failed' });
  draft.next.priority = PRIORITY.high;
  draft.timers.push({ cancelAll: true });
  draft.case = openCase(draft, 'bot-failed', PRIORITY.high, null);
  if (reason === 'dead') serve(draft, 'handoff.botFailed', {});
}
