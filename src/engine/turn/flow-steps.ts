/**
 * Feeds events to the front desk and to the active flow, and carries what they wish into the draft.
 * At most one flow is active and three are put aside; the front desk is always underneath.
 */
import type { FlowEvent, Json } from '../../core/content.ts';
import type { FlowState } from '../../core/conversation.ts';
import { recall, withTopic } from '../../core/memory.ts';
import { assert } from '../../core/errors.ts';
import type { FlowEffects, FlowInput, SayParams } from '../../core/flow.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FlowEffect, FlowStep } from '../flow-runtime.ts';
import { recordActivity, speak, type Draft } from './draft.ts';
import { requestOperator } from './handoff.ts';
import { takeFeedback } from './feedback.ts';
import { keepOrder } from './memory.ts';
import { takeConsent } from './notice.ts';
import { phrase, phraseAnswer } from './phrase.ts';
import { noteSaid } from './questions.ts';

export const FRONT_DESK = 'front-desk';

type Place = 'desk' | 'active';

/** Brings stored flows up to their present version; one that has no way there is reset, politely and on record. */
export function prepareFlows(draft: Draft): void {
  const { facts, next } = draft;
  const { dialog } = next;
  const deskNow = dialog.desk && migrated(draft, dialog.desk);
  if (!deskNow) dialog.desk = startDesk(draft);
  else dialog.desk = deskNow;
  if (dialog.active) {
    dialog.active = migrated(draft, dialog.active);
    if (!dialog.active) {
      recordActivity(draft, 'flow-reset');
      sendToDesk(draft, { type: 'flow.reset' });
    }
  }
  dialog.suspended = dialog.suspended.flatMap((flow) => {
    if (facts.nowMs - (flow.suspendedAtMs ?? 0) >= LIMITS.suspendedFlowMs) return [];
    return migrated(draft, flow) ?? [];
  });
}

/** An event for the front desk; returns false if it does not take it where it stands. */
export function sendToDesk(draft: Draft, event: FlowEvent): boolean {
  const { desk } = draft.next.dialog;
  assert(desk, 'the front desk has been prepared');
  return send(draft, 'desk', desk, event);
}

/** An event for the active flow; false if there is none or it does not take it. */
export function sendToFlow(draft: Draft, event: FlowEvent): boolean {
  const { active } = draft.next.dialog;
  return active !== null && send(draft, 'active', active, event);
}

/** Starts a flow; what was active is put aside. */
export function startFlow(draft: Draft, flow: string, args: Record<string, Json> = {}): void {
  const { facts, next } = draft;
  assert(facts.flows.has(flow), `flow "${flow}" is registered`);
  suspendActive(draft);
  const known = recall(next.dialog.memory, next.name, facts.nowMs);
  const { locale, verifiedPhone } = next;
  const lacks = facts.hasOrders ? {} : { noOrders: true as const };
  const input: FlowInput = { locale, verifiedPhone, args, known, ...lacks };
  next.dialog.memory = withTopic(next.dialog.memory, flow, facts.nowMs);
  apply(draft, 'active', facts.flows.start(flow, newPublicId(facts.random), input));
}

/** Puts the active flow aside; the oldest of more than three is forgotten. */
export function suspendActive(draft: Draft): void {
  const { dialog } = draft.next;
  if (!dialog.active) return;
  draft.timers.push(...voidTimers(dialog.active));
  dialog.suspended.push({ ...dialog.active, suspendedAtMs: draft.facts.nowMs });
  dialog.suspended = dialog.suspended.slice(-LIMITS.suspendedFlows);
  dialog.active = null;
}

/** Takes up the flow that was put aside last and repeats its question; false if there is none. */
export function resumeFlow(draft: Draft): boolean {
  const { dialog } = draft.next;
  const last = dialog.suspended.pop();
  if (!last) return false;
  suspendActive(draft);
  const { suspendedAtMs: _, ...state } = last;
  dialog.active = state;
  // Its timers are void and answers of its look-ups were dropped: a flow that knows this event takes both up again.
  if (!sendToFlow(draft, { type: 'flow.resumed' })) repeatPrompt(draft);
  return true;
}

/** Says the open question of the active flow again, after a digression. */
export function repeatPrompt(draft: Draft): void {
  const { active } = draft.next.dialog;
  if (!active?.prompt) return;
  speak(draft, phrase(draft, active.prompt, active.runId), { origin: 'bot', resend: 'if-unanswered' });
}

/** Ends the active flow without a word. */
export function endActive(draft: Draft): void {
  const { dialog } = draft.next;
  if (dialog.active) draft.timers.push(...voidTimers(dialog.active));
  dialog.active = null;
}

function send(draft: Draft, place: Place, state: FlowState, event: FlowEvent): boolean {
  if (!draft.facts.flows.takes(state, event)) return false;
  apply(draft, place, draft.facts.flows.send(state, event));
  return true;
}

function apply(draft: Draft, place: Place, step: FlowStep): void {
  const { dialog } = draft.next;
  dialog[place] = step.state;
  for (const effect of step.effects) carry(draft, place, step.state.runId, effect);
  if (!step.done) return;
  assert(place === 'active', 'the front desk never ends');
  // The flow may have put itself aside by what it wished for; only the run that ended is taken away.
  if (dialog.active?.runId === step.state.runId) dialog.active = null;
  dialog.suspended = dialog.suspended.filter(({ runId }) => runId !== step.state.runId);
  draft.timers.push(...voidTimers(step.state));
  if (draft.next.status.is === 'bot' && !dialog.active) resumeSoonSuspended(draft);
}

/** A flow that was put aside for this one goes on by itself, if it is not long ago. */
function resumeSoonSuspended(draft: Draft): void {
  const last = draft.next.dialog.suspended.at(-1);
  if (last && draft.facts.nowMs - (last.suspendedAtMs ?? 0) < LIMITS.resumeByItselfMs) resumeFlow(draft);
}

function carry(draft: Draft, place: Place, runId: string, effect: FlowEffect): void {
  const { facts, next } = draft;
  switch (effect.type) {
    case 'say':
      sayFor(draft, runId, effect.params, 'once');
      return;
    case 'ask': {
      sayFor(draft, runId, effect.params, 'if-unanswered');
      const state = next.dialog[place];
      const { resend: _, ...prompt } = effect.params;
      if (state?.runId === runId) next.dialog[place] = { ...state, prompt };
      return;
    }
    case 'sayAnswer':
      sayAnswer(draft, runId, effect.params);
      return;
    case 'runTask':
      draft.tasks.push({ ...effect.params, runId, key: newPublicId(facts.random) });
      return;
    case 'requestOperator':
      keepLastWords(draft);
      requestOperator(draft, effect.params.reason, effect.params.priority);
      return;
    case 'remember':
      remember(draft, effect.params.facts);
      return;
    case 'startFlow':
      startNext(draft, effect.params.flow, effect.params.args);
      return;
    case 'setLocale':
      next.locale = effect.params.locale;
      next.localeChosen = true;
      return;
    case 'consent':
      takeConsent(draft, effect.params);
      return;
    case 'keepInMind':
      keepOrder(draft, effect.params.order);
      return;
    case 'feedback':
      takeFeedback(draft, effect.params);
      return;
    case 'setTimer':
      draft.timers.push({
        set: effect.params.name,
        runId,
        dueAtMs: facts.nowMs + effect.params.delayMs,
        payload: null,
      });
      return;
    case 'cancelTimer':
      draft.timers.push({ cancel: effect.params.name, runId });
      return;
  }
}

/** A flow that another one leads to. A script of yesterday may name one that is gone today. */
function startNext(draft: Draft, flow: string, args?: Record<string, Json>): void {
  draft.flowStarts += 1;
  // The check of scripts lets no round through; one that came by all the same ends with a person.
  if (draft.flowStarts > LIMITS.flowStartsAtOnce) requestOperator(draft, 'bot-failed');
  else if (draft.facts.flows.has(flow)) startFlow(draft, flow, args);
  else sendToDesk(draft, { type: 'flow.reset' });
}

function sayAnswer(draft: Draft, runId: string, params: FlowEffects['sayAnswer']): void {
  const { entryId, also = [], maybe = [], buttons = [] } = params;
  const entry = draft.facts.content.faq.entry(entryId, draft.next.locale);
  assert(entry, `answer "${entryId}" exists`);
  for (const id of [entryId, ...also]) noteSaid(draft, id);
  const content = phraseAnswer(draft, entry, { also, maybe, buttons, runId });
  speak(draft, content, { origin: 'bot', resend: 'once' });
}

function sayFor(draft: Draft, runId: string, params: SayParams, resend: 'once' | 'if-unanswered'): void {
  speak(draft, phrase(draft, params, runId), { origin: 'bot', resend: params.resend ?? resend });
}

function remember(draft: Draft, facts: Record<string, Json>): void {
  const merged = Object.entries({ ...draft.next.dialog.collected, ...facts }).slice(-LIMITS.collectedFacts);
  draft.next.dialog.collected = Object.fromEntries(merged);
}

/**
 * What a flow says in the very turn in which it hands over belongs to the handing over: as words of the bot it would be
 * held back, because a person owns the conversation by then.
 */
function keepLastWords(draft: Draft): void {
  if (draft.next.status.is !== 'bot') return;
  for (const delivery of draft.deliveries) if (delivery.origin === 'bot') delivery.origin = 'service';
  for (const message of draft.messages) {
    if (message.direction === 'out' && message.origin === 'bot') message.origin = 'service';
  }
}

function startDesk(draft: Draft): FlowState {
  const { facts, next } = draft;
  const input = { locale: next.locale, verifiedPhone: next.verifiedPhone, args: {} };
  const step = facts.flows.start(FRONT_DESK, newPublicId(facts.random), input);
  assert(step.effects.length === 0, 'the front desk opens without a word');
  return step.state;
}

function migrated(draft: Draft, state: FlowState): FlowState | null {
  return draft.facts.flows.migrate(state);
}

function voidTimers(state: FlowState): { cancelRun: string }[] {
  return [{ cancelRun: state.runId }];
}
