/**
 * A customer's act, decided in one fixed order: ownership, command, expected answer, FAQ, the flow's own word,
 * the front desk. Whoever owns the conversation comes first, before anything is looked at.
 */
import type { ButtonAction, FlowEvent, IncomingContent, Json } from '../../core/content.ts';
import type { FlowState } from '../../core/conversation.ts';
import type { ChannelEvent } from '../../core/event.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WordCommand } from '../../core/ports/words.ts';
import { hideLinkCode } from '../../identity/link-code.ts';
import { findOrderNumber, isOrderAlone, readAnswer } from '../answers.ts';
import { typedChoice, type TypedChoice } from '../typed-choice.ts';
import { gatherAlbum, isAlbumDue, isOtherAlbumOpen, takeAlbum } from './album.ts';
import { clipContent } from './changes.ts';
import { answerHere, findHere, severalHere } from './answers-here.ts';
import { own, recordActivity, type Draft } from './draft.ts';
import {
  prepareFlows,
  repeatPrompt,
  resumeFlow,
  sendToDesk,
  sendToFlow,
  startFlow,
  suspendActive,
} from './flow-steps.ts';
import { hideContacts } from './hide-contacts.ts';
import { reassureWaiting, requestOperator, returnToBot, serveUnheard, tellPosition } from './handoff.ts';
import { noticePhone, offerChannels, takeLinkCode, takeLinkTap } from './identity.ts';
import { menu } from './menu.ts';
import { isProduct, showProduct } from './named-product.ts';
import { beCourteous, commandIn, hearGrave, hearGraveInQueue, isAskedAgain, takeThing } from './courteous.ts';
import { addressOf, forgetQuietly } from './memory.ts';
import { takeQuestion } from './scripted.ts';
import { noteHelp, noteMissInFlow, noteNoneFits, noteQuestion, noteSaid } from './questions.ts';
import { fileIncoming, greetProfile, hear, noticeLanguage } from './incoming.ts';
import { honourStop, onStop, stopWhileQueued } from './stop.ts';
import { awaitsComment, endSurveyUnderWay, isWish, noteScore, takeScore } from './survey.ts';
import { followLink, keepLink } from './start-link.ts';
import { answerUnsure, dropChoice, settleChoice, type ChoiceEnd } from './unsure.ts';

type MessageEvent = Extract<ChannelEvent, { type: 'message' }>;
/** An answer, flow or command that a text means; without `score` somebody else has chosen it. */
type Found = { id: string; score?: number; also?: string[]; maybe?: string[] };
type ButtonEvent = Extract<ChannelEvent, { type: 'button' }>;

export function onMessage(draft: Draft, event: MessageEvent): void {
  dropChoice(draft);
  if (isOtherAlbumOpen(draft, event.album)) answerAlbum(draft);
  const content = clipContent(event.content);
  greetProfile(draft, event);
  fileIncoming(draft, event, hideContacts(draft, hideLinkCode(content)));
  if (content.contact?.own) draft.next.verifiedPhone = content.contact.phone;
  noticePhone(draft, event);
  noticeLanguage(draft, content.text);
  if (event.welcomed) draft.next.dialog.unheard ??= [];
  else serveUnheard(draft);
  if (takeLinkCode(draft, content)) return;
  // Who was welcomed by the platform's own answer is not greeted again, and may not be written to yet.
  if (draft.next.status.is === 'assigned') return heedQuietly(draft, content);
  if (event.welcomed) return keepLink(draft, content);
  if (event.album === undefined) return respond(draft, content);
  gatherAlbum(draft, event.album, content);
}

/** A person answers: what must not wait for the bot. */
function heedQuietly(draft: Draft, { text }: IncomingContent): void {
  if (text === undefined) return;
  const { words, manners } = draft.facts.content;
  if (words.command(text) === 'stop') honourStop(draft);
  if (manners?.courtesy(text) === 'forget') forgetQuietly(draft);
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
  if (followLink(draft, content, command)) return;
  if (command && !(isSoft(command) && awaitsComment(draft))) return onCommand(draft, command);
  if (text !== undefined && (takeScore(draft, text) || hearGrave(draft, text))) return;
  if (takeExpected(draft, 'active', content)) return;
  if (choice?.by === 'number') return choose(draft, choice);
  if (takeExpected(draft, 'desk', content)) return;
  if (text === undefined) return takeThing(draft, content);
  const left = beCourteous(draft, text);
  if (left !== '') answerText(draft, left);
}

/** Polite words that may be part of an answer. */
function isSoft(command: WordCommand): boolean {
  return command === 'greeting' || command === 'thanks';
}

/** A tap means what the store remembers of the button, never what the platform carried. */
export function onButton(draft: Draft, event: ButtonEvent): void {
  dropChoice(draft);
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
  if (status.is === 'assigned' || status.is === 'queued') noteScore(draft, offered?.action);
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
    endSurveyUnderWay(draft, flow);
    return startFlow(draft, flow, given ?? {});
  }
  if (event.type === 'choose' && typeof id === 'string' && id.includes(':')) noteSaid(draft, id);
  if (event.type === 'choose' && typeof id === 'string' && followTrigger(draft, id)) return;
  // The answer may have been taken out of the FAQ since the button was offered.
  if (event.type === 'choose' && !(typeof id === 'string' && answerHere(draft, id))) {
    return void sendToDesk(draft, { type: 'tap.stale' });
  }
  noteTap(draft, event);
  if (!sendToDesk(draft, event)) sendToDesk(draft, { type: 'tap.stale' });
  // An answer inside a flow is a digression: the open question comes again.
  if (event.type === 'choose') repeatPrompt(draft);
}

function onCommand(draft: Draft, command: WordCommand): void {
  switch (command) {
    case 'operator':
      return requestOperator(draft, 'asked');
    case 'stop':
      return onStop(draft);
    case 'menu':
      suspendActive(draft);
      return void sendToDesk(draft, { type: 'command.menu', ...menu(draft) });
    case 'language':
      return void sendToDesk(draft, { type: 'command.language' });
    case 'channels':
      return void offerChannels(draft);
    case 'greeting':
      if (draft.next.dialog.active) return repeatPrompt(draft);
      return void sendToDesk(draft, { type: 'greeting', ...whomAndWhen(draft), ...menu(draft) });
    case 'thanks':
      sendToDesk(draft, { type: 'thanks' });
      return repeatPrompt(draft);
  }
}

function readCommand(draft: Draft, content: IncomingContent): WordCommand | null {
  if (content.start !== undefined) return 'greeting';
  if (content.wantsPerson) return 'operator';
  return content.text === undefined ? null : commandIn(draft, content.text);
}

function takeExpected(draft: Draft, place: 'active' | 'desk', content: IncomingContent): boolean {
  const { facts, next } = draft;
  const state = next.dialog[place];
  if (place === 'active' && awaitsComment(draft) && isWish(draft, content)) return false;
  const { words, manners } = facts.content;
  const event = state && readAnswer(content, facts.flows.expects(state), words, manners);
  if (!event) return false;
  if (place === 'active') return sendToFlow(draft, event);
  if (event.type === 'answer.choice' && takeOffered(draft, state, event['number'])) return true;
  const wasHelpAsked = event.type === 'answer.yesNo' && state.value === 'answered';
  if (wasHelpAsked) noteHelp(draft, event['yes'] === true);
  return sendToDesk(draft, event);
}

/** The number of a command, or of an answer that was taken out since it was offered: the desk has no words for these. */
function takeOffered(draft: Draft, { prompt }: FlowState, number: Json | undefined): boolean {
  const button = prompt?.buttons?.[Number(number) - 1];
  const event = button && 'deskEvent' in button ? button.deskEvent : null;
  if (typeof event?.['id'] !== 'string' || event['id'].startsWith('flow:')) return false;
  if (!event['id'].startsWith('command:') && answerHere(draft, event['id'])) return false;
  tap(draft, { do: 'desk', event });
  return true;
}

function noteTap(draft: Draft, { type, id }: FlowEvent): void {
  if (type === 'help.yes' || type === 'help.no') noteHelp(draft, type === 'help.yes', id);
  else if (type === 'choose.none') noteNoneFits(draft);
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
  const inFlow = draft.next.dialog.active !== null;
  const finding = findHere(draft, text);
  if (finding.band === 'answer' && sayFound(draft, text, finding)) return;
  if (inFlow) {
    if (takeQuestion(draft, text)) return;
    noteMissInFlow(draft, text, finding.band === 'offer');
    if (!sendToFlow(draft, { type: 'answer.unclear' })) repeatPrompt(draft);
    return;
  }
  if (isProduct(draft, text)) {
    // What is left of the words, beside the name, leans to a flow: it is about that product.
    const [best] = finding.band === 'offer' ? finding.ids : [];
    if (best?.startsWith('flow:') && followQuestion(draft, text, { id: best })) return;
    noteQuestion(draft, text, { band: 'answer', ids: ['flow:product'] });
    return showProduct(draft, text);
  }
  if (isOrderAlone(text) && followTrigger(draft, 'flow:order-status', text)) return;
  answerUnsure(draft, text, finding);
}

/** Somebody else has chosen among answers, or their time is up. */
export function onChoice(draft: Draft, end: ChoiceEnd): void {
  settleChoice(draft, end, (text, id) => sayFound(draft, text, { id }));
}

/** False: what it leads to is not to be had here. */
function sayFound(draft: Draft, text: string, found: Found): boolean {
  const score = found.score === undefined ? {} : { score: found.score };
  const { id, also, maybe, asked } = severalHere(draft, found);
  if (id.includes(':')) return followQuestion(draft, text, { id, ...score });
  const inFlow = draft.next.dialog.active !== null;
  if (!inFlow && isAskedAgain(draft, text)) {
    noteHelp(draft, false, id);
    return sendToDesk(draft, { type: 'asked.again' });
  }
  noteQuestion(draft, text, { band: 'answer', ids: asked, ...score });
  sendToDesk(draft, { type: 'faq.answer', id, also, maybe, digression: inFlow });
  repeatPrompt(draft);
  return true;
}

/** A question that leads to a flow or a command; noted first, for what comes of it follows in this very turn. */
function followQuestion(draft: Draft, text: string, { id, score }: { id: string; score?: number }): boolean {
  const noted = draft.questions.length;
  noteQuestion(draft, text, { band: 'answer', ids: [id], ...(score === undefined ? {} : { score }) });
  if (followTrigger(draft, id, text)) return true;
  draft.questions.length = noted;
  return false;
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
  // "Where is my order 1007?", "tell me when the throw is back" have said already what the flow would ask.
  const number = findOrderNumber(text);
  const said = text === '' ? {} : { text: text.slice(0, LIMITS.productTextChars) };
  startFlow(draft, flow, { ...said, ...(number === null ? {} : { number }) });
  return true;
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
  if (command === 'stop') return stopWhileQueued(draft);
  if (content.text !== undefined && hearGraveInQueue(draft, content.text)) return;
  reassureWaiting(draft);
}

function leaveQueue(draft: Draft): void {
  returnToBot(draft, null, null);
  prepareFlows(draft);
  sendToDesk(draft, { type: 'queue.left' });
  if (!draft.next.dialog.active) return void sendToDesk(draft, { type: 'command.menu', ...menu(draft) });
  if (!sendToFlow(draft, { type: 'human.returned' })) repeatPrompt(draft);
}

/** How a greeting sounds. */
function whomAndWhen(draft: Draft): { name: string; part: string } {
  const { content, nowMs } = draft.facts;
  return { name: addressOf(draft), part: content.manners?.partOfDay(nowMs) ?? 'day' };
}
