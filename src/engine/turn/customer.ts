/**
 * A customer's act, decided in one fixed order: ownership, command, expected answer, FAQ, the flow's own word,
 * the front desk. Whoever owns the conversation comes first, before anything is looked at.
 */
import { clipText } from '../../core/clip-text.ts';
import type { ButtonAction, IncomingContent, Json } from '../../core/content.ts';
import type { ChannelEvent } from '../../core/event.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { MenuItem, WordCommand } from '../../core/ports/words.ts';
import { hideLinkCode } from '../../identity/link-code.ts';
import { findOrderNumber, readAnswer } from '../answers.ts';
import { typedChoice, type TypedChoice } from '../typed-choice.ts';
import { gatherAlbum, isAlbumDue, isOtherAlbumOpen, takeAlbum } from './album.ts';
import { clipContent } from './changes.ts';
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
import {
  reassureWaiting,
  requestOperator,
  returnToBot,
  serve,
  serveUnheard,
  tellPosition,
} from './handoff.ts';
import { hasElsewhere, noticePhone, offerChannels, takeLinkCode, takeLinkTap } from './identity.ts';
import { calm, takeQuestion } from './scripted.ts';

type MessageEvent = Extract<ChannelEvent, { type: 'message' }>;
type ButtonEvent = Extract<ChannelEvent, { type: 'button' }>;

export function onMessage(draft: Draft, event: MessageEvent): void {
  if (isOtherAlbumOpen(draft, event.album)) answerAlbum(draft);
  const content = clipContent(event.content);
  greetProfile(draft, event);
  fileIncoming(draft, event, hideLinkCode(content));
  if (content.contact?.own) draft.next.verifiedPhone = content.contact.phone;
  noticePhone(draft, event);
  noticeLanguage(draft, content.text);
  if (event.welcomed) draft.next.dialog.unheard ??= [];
  else serveUnheard(draft);
  if (takeLinkCode(draft, content)) return;
  // Who was welcomed by the platform's own answer is not greeted again, and may not be written to yet.
  if (draft.next.status.is === 'assigned' || event.welcomed) return;
  if (event.album === undefined) return respond(draft, content);
  gatherAlbum(draft, event.album, content);
}

/** Nothing more of the album came: its caption and that there were files is one message to answer. */
export function onAlbumTimer(draft: Draft, payload: Json): void {
  if (isAlbumDue(draft, payload)) answerAlbum(draft);
}

function answerAlbum(draft: Draft): void {
  const content = takeAlbum(draft);
  if (content && draft.next.status.is !== 'assigned') respond(draft, content);
}

/**
 * The bot's answer to what is filed. The words of a button come first: they stand on the screen and mean just that. A
 * number is the flow's if its question takes it (the third try of a code, the number of an order); else it is the choice
 * that the channel showed under it, before the front desk or the FAQ make something of it.
 */
function respond(draft: Draft, content: IncomingContent): void {
  const { facts } = draft;
  const { text } = content;
  const command = readCommand(draft, content);
  // What this very turn has said already is newer than the buttons it found.
  const offer = draft.deliveries.length > 0 ? null : facts.offer;
  const choice = text === undefined || !offer ? null : typedChoice(text, offer, facts.channel.facts);
  const { status } = draft.next;
  if (status.is === 'queued') return whileQueued(draft, content, command, choice);
  if (status.is === 'resolved') own(draft, { is: 'bot' });
  prepareFlows(draft);

  if (choice?.by === 'label' && isFresh(draft, choice.action)) return choose(draft, choice);
  if (command) return onCommand(draft, command);
  if (text !== undefined && facts.content.words.isUpset(text)) return calm(draft, text);
  if (takeExpected(draft, 'active', content)) return;
  if (choice?.by === 'number') return choose(draft, choice);
  if (takeExpected(draft, 'desk', content)) return;
  if (content.text !== undefined) return answerText(draft, content.text);
  if (!sendToFlow(draft, { type: 'answer.unclear' })) sendToDesk(draft, { type: 'media' });
}

/** A tap means what the store remembers of the button, never what the platform carried. */
export function onButton(draft: Draft, event: ButtonEvent): void {
  if (isOtherAlbumOpen(draft, undefined)) answerAlbum(draft);
  greetProfile(draft, event);
  hear(draft, event.occurredAtMs);
  serveUnheard(draft);
  const { offered } = draft.facts;
  const { status } = draft.next;
  if (offered) {
    const index = Number(event.token.slice(event.token.lastIndexOf('.') + 1));
    draft.pressed = { messageId: offered.messageId, index };
    recordActivity(draft, 'button', { label: offered.label });
  }
  if (takeLinkTap(draft) || status.is === 'assigned') return;
  const wish = offered?.action.event.type;
  if (status.is === 'queued') {
    if (wish === 'queue.leave') leaveQueue(draft);
    else if (wish === 'command.channels') offerChannels(draft);
    else reassureWaiting(draft);
    return;
  }
  if (status.is === 'resolved') own(draft, { is: 'bot' });
  prepareFlows(draft);
  if (!offered) return void sendToDesk(draft, { type: 'tap.unknown' });
  tap(draft, offered.action);
}

/** What a button was offered for, whichever way it was pressed. */
function tap(draft: Draft, action: ButtonAction): void {
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
    case 'channels':
      return void offerChannels(draft);
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
  if (content.wantsPerson) return 'operator';
  return content.text === undefined ? null : draft.facts.content.words.command(content.text);
}

function takeExpected(draft: Draft, place: 'active' | 'desk', content: IncomingContent): boolean {
  const { facts, next } = draft;
  const state = next.dialog[place];
  const event = state && readAnswer(content, facts.flows.expects(state), facts.content.words);
  if (!event) return false;
  return place === 'active' ? sendToFlow(draft, event) : sendToDesk(draft, event);
}

/** A typed choice is a tap of that very button. The thread shows the words as typed; a number alone would be a riddle. */
function choose(draft: Draft, { messageId, index, label, action, by }: TypedChoice): void {
  draft.pressed = { messageId, index };
  if (by === 'number') recordActivity(draft, 'button', { label });
  tap(draft, action);
}

/** Words that only look like the button of a flow that is over may still be understood as words. */
function isFresh(draft: Draft, action: ButtonAction): boolean {
  const { active } = draft.next.dialog;
  if (action.do === 'desk') return true;
  return active?.runId === action.runId && draft.facts.flows.takes(active, action.event);
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
    if (takeQuestion(draft, text)) return;
    if (!sendToFlow(draft, { type: 'answer.unclear' })) repeatPrompt(draft);
    return;
  }
  if (showProduct(draft, text)) return;
  const options = finding.band === 'offer' ? optionsOf(draft, finding.ids) : [];
  if (options.length > 0) sendToDesk(draft, { type: 'faq.offer', options });
  else sendToDesk(draft, { type: 'faq.miss' });
}

/** The name or SKU of a product: its price and stock. */
function showProduct(draft: Draft, text: string): boolean {
  const { products, flows } = draft.facts;
  if (!products || !flows.has('product') || !products.knows(text)) return false;
  startFlow(draft, 'product', { text: text.slice(0, LIMITS.productTextChars) });
  return true;
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
  const shown = draft.facts.content.menu.filter(({ to }) => !isChannels(to) || hasElsewhere(draft));
  const items = shown.map((item) => ({ label: item.label, event: menuEvent(item) }));
  return { items, resumable: draft.next.dialog.suspended.length > 0 };
}

/** Offered only where there is another channel. */
function isChannels(to: MenuItem['to']): boolean {
  return 'command' in to && to.command === 'channels';
}

function menuEvent(item: MenuItem): { type: string } {
  if ('flow' in item.to) return { type: 'start.flow', flow: item.to.flow } as { type: string };
  if ('faq' in item.to) return { type: 'choose', id: item.to.faq } as { type: string };
  return { type: `command.${item.to.command}` };
}

function whileQueued(
  draft: Draft,
  content: IncomingContent,
  command: WordCommand | null,
  choice: TypedChoice | null,
): void {
  if (choice?.action.event.type === 'queue.leave') {
    draft.pressed = { messageId: choice.messageId, index: choice.index };
    return leaveQueue(draft);
  }
  if (command === 'operator') return tellPosition(draft);
  if (command === 'channels') return void offerChannels(draft);
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

function fileIncoming(draft: Draft, event: MessageEvent, content: IncomingContent): void {
  const { messageId: externalId } = event;
  const publicId = newPublicId(draft.facts.random);
  hear(draft, event.occurredAtMs);
  draft.messages.push({ ...line(draft, publicId), direction: 'in', externalId, content });
  for (const [index, media] of (content.media ?? []).entries()) {
    // Our own copy came with the message.
    if (media.file !== undefined) continue;
    const input = { messageId: publicId, index, account: draft.next.account, media: { ...media } };
    draft.tasks.push({ kind: 'media.fetch', runId: null, key: newPublicId(draft.facts.random), input });
  }
}

/** The platform's clock may be ahead of ours; the time to answer in does not begin in the future. */
function hear(draft: Draft, occurredAtMs: number): void {
  draft.incoming = true;
  draft.heardAtMs = Math.max(0, Math.min(occurredAtMs, draft.facts.nowMs));
}

function greetProfile(draft: Draft, { profile }: ChannelEvent): void {
  draft.next.reachable = true;
  if (profile?.phoneVerified && profile.phone) draft.next.verifiedPhone = profile.phone;
  if (profile?.name) draft.next.name = clipText(profile.name, LIMITS.nameChars);
}

/** The language follows what the customer surely writes, until they choose one. */
function noticeLanguage(draft: Draft, text: string | undefined): void {
  if (text === undefined || draft.next.localeChosen) return;
  const locale = draft.facts.content.words.language(text.slice(0, LIMITS.matchTextChars));
  if (locale) draft.next.locale = locale;
}

function hasAnswer(draft: Draft, id: string): boolean {
  return draft.facts.content.faq.entry(id, draft.next.locale) !== null;
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}
