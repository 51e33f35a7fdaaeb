/**
 * From the bot to people and back: who owns the conversation, and what the customer is told about it in every path.
 */
import { PRIORITY, type HandoffReason, type Priority } from '../../core/conversation.ts';
import type { FlowButton, Json } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CaseChange } from '../../core/ports/engine-store.ts';
import type { OperatorId } from '../../core/ids.ts';
import { estimateWait } from '../../core/queue.ts';
import { own, recordActivity, speak, type Draft } from './draft.ts';
import { phrase } from './phrase.ts';
import { notePerson } from './questions.ts';

/** Timer that tells a waiting customer from time to time that they are not forgotten. */
export const QUEUE_TIMER = 'queue.update';

const LEAVE: FlowButton = { label: 'handoff.leave', deskEvent: { type: 'queue.leave' } };

const BAND: Partial<Record<HandoffReason, Priority>> = {
  angry: PRIORITY.urgent,
  'bot-failed': PRIORITY.high,
  'not-helped': PRIORITY.high,
};

/** Puts the conversation into the queue and says what to expect. A second request only says where the line stands. */
export function requestOperator(draft: Draft, reason: HandoffReason, priority?: Priority): void {
  const { next, facts } = draft;
  if (next.status.is === 'assigned') return;
  if (next.status.is === 'queued') return tellPosition(draft);
  if (next.status.is === 'resolved') own(draft, { is: 'bot' });
  notePerson(draft, reason);
  const band = priority ?? BAND[reason] ?? PRIORITY.normal;
  const estimate = estimateWait(facts.desk, { joins: band });
  own(draft, { is: 'queued', sinceMs: facts.nowMs, reason });
  draft.next.priority = band;
  delete draft.next.dialog.requeueTold;
  // The flow freezes where it stands; whatever it wanted to do later is void.
  draft.timers.push({ cancelAll: true });
  draft.case = openCase(draft, reason, band, null);
  recordActivity(draft, 'handoff-requested', { reason });
  if (!facts.content.hours.isOpen(facts.nowMs)) tellAfterHours(draft);
  else if (estimate.available === 0) serve(draft, 'handoff.nobody', {}, [LEAVE]);
  else if (estimate.position === 1) serve(draft, 'handoff.next', { minutes: estimate.minutes }, [LEAVE]);
  else serve(draft, 'handoff.queued', { position: estimate.position, minutes: estimate.minutes }, [LEAVE]);
  setQueueTimer(draft, 0);
}

/** A waiting customer wrote, or asks where the line stands. */
export function tellPosition(draft: Draft): void {
  const { facts } = draft;
  if (!facts.content.hours.isOpen(facts.nowMs)) return tellAfterHours(draft);
  const estimate = estimateWait(facts.desk, { ahead: facts.ahead });
  if (estimate.available === 0) return serve(draft, 'handoff.nobody', {}, [LEAVE]);
  serve(draft, 'handoff.position', { position: estimate.position, minutes: estimate.minutes }, [LEAVE]);
}

/** The customer's own words while waiting: never answered by the FAQ, but not left in silence either. */
export function reassureWaiting(draft: Draft): void {
  const { dialog } = draft.next;
  if (draft.facts.nowMs - (dialog.servedAtMs ?? 0) < LIMITS.servicePauseMs) return;
  tellPosition(draft);
}

/** Every few minutes of waiting, a bounded number of times. */
export function onQueueTimer(draft: Draft, payload: Json): void {
  if (draft.next.status.is !== 'queued') return;
  const told = typeof payload === 'number' ? payload : 0;
  if (draft.facts.content.hours.isOpen(draft.facts.nowMs)) tellPosition(draft);
  if (told + 1 < LIMITS.queueUpdates) setQueueTimer(draft, told + 1);
}

/** Back to the bot: at the customer's wish, or because a person gave it back. */
export function returnToBot(draft: Draft, textKey: string | null, operatorId: OperatorId | null): boolean {
  if (!own(draft, { is: 'bot' })) return false;
  draft.timers.push({ cancelAll: true });
  draft.case = { close: { outcome: operatorId === null ? 'withdrawn' : 'returned' } };
  recordActivity(draft, 'returned-to-bot', {}, operatorId);
  if (textKey) serve(draft, textKey, {});
  return true;
}

/** A service line: who helps, how long, until when. */
export function serve(
  draft: Draft,
  key: string,
  slots: Record<string, Json>,
  buttons: FlowButton[] = [],
): void {
  const { dialog } = draft.next;
  const words = { text: key, slots, buttons };
  if (dialog.unheard) {
    dialog.unheard = [...dialog.unheard, words].slice(-LIMITS.unheardMessages);
    return;
  }
  dialog.servedAtMs = draft.facts.nowMs;
  speak(draft, phrase(draft, words, ''), { origin: 'service', resend: 'once' });
}

/** The customer writes: what had to wait for that is said, in the language that they speak by now. */
export function serveUnheard(draft: Draft): void {
  const { unheard = [] } = draft.next.dialog;
  delete draft.next.dialog.unheard;
  for (const { text, slots, buttons } of unheard) serve(draft, text, slots, buttons);
}

export function openCase(
  draft: Draft,
  reason: HandoffReason,
  priority: Priority,
  claimedBy: OperatorId | null,
): CaseChange {
  const { dialog, locale } = draft.next;
  const summary = {
    reason,
    locale,
    lastLines: [],
    collected: dialog.collected,
    flow: dialog.active?.flow ?? null,
  };
  return { open: { reason, priority, summary, claimedBy } };
}

function tellAfterHours(draft: Draft): void {
  const { content, nowMs } = draft.facts;
  const opens = content.hours.nextOpening(nowMs);
  if (opens === null) return serve(draft, 'handoff.closed', {}, [LEAVE]);
  serve(draft, 'handoff.afterHours', { when: content.hours.speak(opens, nowMs, draft.next.locale) }, [LEAVE]);
}

function setQueueTimer(draft: Draft, told: number): void {
  const dueAtMs = draft.facts.nowMs + LIMITS.queueUpdateMs;
  draft.timers.push({ set: QUEUE_TIMER, runId: null, dueAtMs, payload: told });
}
