/**
 * A customer's act, decided in one fixed order: ownership, command, expected answer, FAQ, the flow's own word,
 * the front desk. Whoever owns the conversation comes first, before anything is looked at.
 */
import { clipText } from '../../core/clip-text.ts';
import type { IncomingContent } from '../../core/content.ts';
import type { ChannelEvent } from '../../core/event.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { MenuItem, WordCommand } from '../../core/ports/words.ts';
import { findOrderNumber, readAnswer } from '../answers.ts';
import { line, own, recordActivity, type Draft } from './draft.ts';
import {
  endActive,
  prepareFlows,
  repeatPrompt,
  resumeFlow,
  sendToDesk,
  sendToFlow,
  startFlow,
  suspendActive,
} from './flow-steps.ts';
import { reassureWaiting, requestOperator, returnToBot, serve, tellPosition } from './handoff.ts';

type MessageEvent = Extract<ChannelEvent, { type: 'message' }>;
type ButtonEvent = Extract<ChannelEvent, { type: 'button' }>;

export function onMessage(draft: Draft, event: MessageEvent): void {
  const content = clip(event.content);
  greetProfile(draft, event);
  fileIncoming(draft, event.messageId, content);
  const { status } = draft.next;
  if (content.contact?.own) draft.next.verifiedPhone = content.contact.phone;
  noticeLanguage(draft, content.text);

  if (status.is === 'assigned') return;
  const command = readCommand(draft, content);
  if (status.is === 'queued') return whileQueued(draft, content, command);
  if (status.is === 'resolved') own(draft, { is: 'bot' });
  prepareFlows(draft);

  if (command) return onCommand(draft, command);
  if (content.text !== undefined && draft.facts.content.words.isUpset(content.text)) {
    return requestOperator(draft, 'angry');
  }
  if (takeExpected(draft, content)) return;
  if (content.text !== undefined) return answerText(draft, content.text);
  if (!sendToFlow(draft, { type: 'answer.unclear' })) sendToDesk(draft, { type: 'media' });
}

/** A tap means what the store remembers of the button, never what the platform carried. */
export function onButton(draft: Draft, event: ButtonEvent): void {
  greetProfile(draft, event);
  draft.incoming = true;
  const { offered } = draft.facts;
  const { status } = draft.next;
  if (offered) {
    const index = Number(event.token.slice(event.token.lastIndexOf('.') + 1));
    draft.pressed = { messageId: offered.messageId, index };
    recordActivity(draft, 'button', { label: offered.label });
  }
  if (status.is === 'assigned') return;
  const wish = offered?.action.event.type;
  if (status.is === 'queued') {
    if (wish === 'queue.leave') leaveQueue(draft);
    else reassureWaiting(draft);
    return;
  }
  if (status.is === 'resolved') own(draft, { is: 'bot' });
  prepareFlows(draft);
  if (!offered) return void sendToDesk(draft, { type: 'tap.unknown' });
  tap(draft, offered.action);
}

export function onEdit(draft: Draft, messageId: string, content: IncomingContent): void {
  if (content.text === undefined) return;
  draft.edited = { externalId: messageId, text: clip(content).text ?? '' };
  recordActivity(draft, 'edited');
}

export function onReachability(draft: Draft, reachable: boolean): void {
  if (draft.next.reachable === reachable) return;
  draft.next.reachable = reachable;
  recordActivity(draft, reachable ? 'unblocked' : 'blocked');
}

/** Words that a person of the shop wrote elsewhere: the bot falls silent, the desk sees it. */
export function onEcho(draft: Draft, content: IncomingContent): void {
  const publicId = newPublicId(draft.facts.random);
  draft.messages.push({
    ...line(draft, publicId),
    direction: 'out',
    origin: 'operator',
    content: { text: content.text ?? '', format: 'plain' },
  });
  if (draft.next.status.is !== 'bot') return;
  own(draft, { is: 'queued', sinceMs: draft.facts.nowMs, reason: 'external' });
  draft.timers.push({ cancelAll: true });
  recordActivity(draft, 'external-takeover');
}

/** What a button was offered for, whichever way it was pressed. */
function tap(draft: Draft, action: NonNullable<Draft['facts']['offered']>['action']): void {
  if (action.do === 'flow') {
    const { active } = draft.next.dialog;
    if (active?.runId === action.runId && sendToFlow(draft, action.event)) return;
    return void sendToDesk(draft, { type: 'tap.stale' });
  }
  const { event } = action;
  if (event.type.startsWith('command.')) return onCommand(draft, event.type.slice(8) as WordCommand);
  if (event.type === 'queue.leave') return void sendToDesk(draft, { type: 'tap.stale' });
  if (event.type === 'flow.resume') {
    if (!resumeFlow(draft)) sendToDesk(draft, { type: 'tap.stale' });
    return;
  }
  const { flow, id, args } = event;
  if (event.type === 'start.flow' && typeof flow === 'string' && draft.facts.flows.has(flow)) {
    const given = typeof args === 'object' && !Array.isArray(args) ? args : null;
    return startFlow(draft, flow, given ?? {});
  }
  if (event.type === 'choose' && typeof id === 'string' && followTrigger(draft, id)) return;
  // The answer may have been taken out of the FAQ since the button was offered.
  if (event.type === 'choose' && !(typeof id === 'string' && hasAnswer(draft, id))) {
    return void sendToDesk(draft, { type: 'tap.stale' });
  }
  if (!sendToDesk(draft, event)) sendToDesk(draft, { type: 'tap.stale' });
  // An answer inside a flow is a digression: the open question comes again.
  if (event.type === 'choose') repeatPrompt(draft);
}

function onCommand(draft: Draft, command: WordCommand): void {
  switch (command) {
    case 'operator':
      return requestOperator(draft, 'asked');
    case 'stop':
      if (draft.next.dialog.active) {
        endActive(draft);
        return void sendToDesk(draft, { type: 'command.stop', inFlow: true });
      }
      return void sendToDesk(draft, { type: 'command.stop', inFlow: false });
    case 'menu':
      suspendActive(draft);
      return void sendToDesk(draft, { type: 'command.menu', ...menu(draft) });
    case 'language':
      return void sendToDesk(draft, { type: 'command.language' });
    case 'greeting':
      if (draft.next.dialog.active) return repeatPrompt(draft);
      return void sendToDesk(draft, { type: 'greeting', name: firstName(draft.next.name), ...menu(draft) });
    case 'thanks':
      sendToDesk(draft, { type: 'thanks' });
      return repeatPrompt(draft);
  }
}

function readCommand(draft: Draft, content: IncomingContent): WordCommand | null {
  if (content.start !== undefined) return 'greeting';
  return content.text === undefined ? null : draft.facts.content.words.command(content.text);
}

function takeExpected(draft: Draft, content: IncomingContent): boolean {
  const { facts, next } = draft;
  for (const state of [next.dialog.active, next.dialog.desk]) {
    if (!state) continue;
    const event = readAnswer(content, facts.flows.expects(state), facts.content.words);
    if (event) return state === next.dialog.active ? sendToFlow(draft, event) : sendToDesk(draft, event);
  }
  return false;
}

/** FAQ, then the flow, then the front desk. */
function answerText(draft: Draft, text: string): void {
  const { facts, next } = draft;
  const inFlow = next.dialog.active !== null;
  const finding = facts.content.faq.find(text.slice(0, LIMITS.matchTextChars), next.locale, facts.nowMs);
  if (finding.band === 'answer' && followTrigger(draft, finding.id, text)) return;
  if (finding.band === 'answer' && !finding.id.includes(':')) {
    sendToDesk(draft, { type: 'faq.answer', id: finding.id, digression: inFlow });
    return repeatPrompt(draft);
  }
  if (inFlow) {
    if (!sendToFlow(draft, { type: 'answer.unclear' })) repeatPrompt(draft);
    return;
  }
  const options = finding.band === 'offer' ? optionsOf(draft, finding.ids) : [];
  if (options.length > 0) sendToDesk(draft, { type: 'faq.offer', options });
  else sendToDesk(draft, { type: 'faq.miss' });
}

/** Phrasings such as "where is my order" lead to a flow, "call a person" to the desk; both are found like answers. */
function followTrigger(draft: Draft, id: string, text = ''): boolean {
  const { active } = draft.next.dialog;
  if (id.startsWith('command:')) {
    onCommand(draft, id.slice(8) as WordCommand);
    return true;
  }
  const flow = id.startsWith('flow:') ? id.slice(5) : null;
  if (flow === null || !draft.facts.flows.has(flow)) return false;
  if (active?.flow === flow) return sendToFlow(draft, { type: 'answer.unclear' });
  // "Where is my order 1007?" has said already what the flow would ask.
  const number = findOrderNumber(text);
  startFlow(draft, flow, number === null ? {} : { number });
  return true;
}

function optionsOf(draft: Draft, ids: string[]): { id: string; label: string }[] {
  const { faq, texts } = draft.facts.content;
  return ids.slice(0, LIMITS.offeredAnswers).flatMap((id) => {
    if (id.startsWith('flow:')) {
      return [{ id, label: texts.text(draft.next.locale, `flows.${id.slice(5)}`) }];
    }
    const entry = faq.entry(id, draft.next.locale);
    return entry ? [{ id, label: entry.question }] : [];
  });
}

/** The short menu as the front desk takes it. */
function menu(draft: Draft): { items: { label: string; event: { type: string } }[]; resumable: boolean } {
  const items = draft.facts.content.menu.map((item) => ({ label: item.label, event: menuEvent(item) }));
  return { items, resumable: draft.next.dialog.suspended.length > 0 };
}

function menuEvent(item: MenuItem): { type: string } {
  if ('flow' in item.to) return { type: 'start.flow', flow: item.to.flow } as { type: string };
  if ('faq' in item.to) return { type: 'choose', id: item.to.faq } as { type: string };
  return { type: `command.${item.to.command}` };
}

function whileQueued(draft: Draft, content: IncomingContent, command: WordCommand | null): void {
  if (command === 'operator') return tellPosition(draft);
  if (command === 'menu' || (command === 'greeting' && content.start !== undefined)) return leaveQueue(draft);
  if (command === 'stop') return serve(draft, 'handoff.stopHeard', {});
  reassureWaiting(draft);
}

function leaveQueue(draft: Draft): void {
  returnToBot(draft, null, null);
  prepareFlows(draft);
  sendToDesk(draft, { type: 'queue.left' });
  if (!draft.next.dialog.active) return void sendToDesk(draft, { type: 'command.menu', ...menu(draft) });
  if (!sendToFlow(draft, { type: 'human.returned' })) repeatPrompt(draft);
}

function fileIncoming(draft: Draft, externalId: string, content: IncomingContent): void {
  const publicId = newPublicId(draft.facts.random);
  draft.incoming = true;
  draft.messages.push({ ...line(draft, publicId), direction: 'in', externalId, content });
  for (const [index, media] of (content.media ?? []).entries()) {
    const input = { messageId: publicId, index, account: draft.next.account, media: { ...media } };
    draft.tasks.push({ kind: 'media.fetch', runId: null, key: newPublicId(draft.facts.random), input });
  }
}

function greetProfile(draft: Draft, event: ChannelEvent): void {
  draft.next.reachable = true;
  if (event.profile?.name) draft.next.name = clipText(event.profile.name, LIMITS.nameChars);
}

/** The language follows what the customer surely writes, until they choose one. */
function noticeLanguage(draft: Draft, text: string | undefined): void {
  if (text === undefined || draft.next.localeChosen) return;
  const locale = draft.facts.content.words.language(text.slice(0, LIMITS.matchTextChars));
  if (locale) draft.next.locale = locale;
}

function clip(content: IncomingContent): IncomingContent {
  const { text } = content;
  if (text === undefined || text.length <= LIMITS.incomingTextChars) return content;
  return { ...content, text: `${clipText(text, LIMITS.incomingTextChars)}…` };
}

function hasAnswer(draft: Draft, id: string): boolean {
  return draft.facts.content.faq.entry(id, draft.next.locale) !== null;
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}
