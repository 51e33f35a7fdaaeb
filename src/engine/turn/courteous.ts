/**
 * What people say beside the point, and what they must not be left alone with: courtesy, their name, the wish to be forgotten, hard
 * words. The front desk has the words for it; an open question is repeated afterwards.
 */
import type { FlowEvent, IncomingContent } from '../../core/content.ts';
import { PRIORITY } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Distress } from '../../core/ports/manners.ts';
import type { WordCommand } from '../../core/ports/words.ts';
import { type Draft } from './draft.ts';
import { prepareFlows, repeatPrompt, sendToDesk, sendToFlow, startFlow } from './flow-steps.ts';
import { serve } from './handoff.ts';
import { addressOf, forgetCustomer, forgetQuietly, keepName } from './memory.ts';
import { calm } from './scripted.ts';
import { commentBefore } from './survey.ts';

/** Goes before every question of ours: hard words, and the wish to be forgotten. */
export function hearGrave(draft: Draft, text: string): boolean {
  const { manners } = draft.facts.content;
  if (manners?.courtesy(text) === 'forget') {
    forgetCustomer(draft);
    prepareFlows(draft);
    return sendToDesk(draft, { type: 'forget' });
  }
  const kind = manners?.distress(text) ?? null;
  if (kind === null) return false;
  commentBefore(draft, text);
  if (kind === 'upset') calm(draft, text);
  else sendToDesk(draft, { type: 'distress', kind });
  return true;
}

/** While somebody waits for a person anyway: what cannot wait gets careful words and the first place. */
export function hearGraveInQueue(draft: Draft, text: string): boolean {
  const { manners } = draft.facts.content;
  if (manners?.courtesy(text) === 'forget') {
    forgetQuietly(draft);
    serve(draft, 'desk.forgottenInQueue', {});
    return true;
  }
  const kind: Distress | null = manners?.distress(text) ?? null;
  if (kind === null) return false;
  const wasUrgent = draft.next.priority === PRIORITY.urgent;
  draft.next.priority = PRIORITY.urgent;
  if (kind !== 'danger' || wasUrgent) return false;
  serve(draft, 'desk.distress.danger', {});
  return true;
}

/** A command as a whole, or a greeting and thanks in other words. */
export function commandIn({ facts }: Draft, text: string): WordCommand | null {
  const { words, manners } = facts.content;
  const command = words.command(text);
  if (command !== null) return command;
  const what = manners?.courtesy(text) ?? null;
  return what === 'greeting' || what === 'thanks' ? what : null;
}

/** Nothing that was asked for: words from person to person. Returns what is left to be answered; "" for nothing. */
export function beCourteous(draft: Draft, text: string): string {
  const { manners } = draft.facts.content;
  const called = manners?.calledName(text);
  if (called) {
    keepName(draft, called.name);
    if (called.rest !== '') return called.rest;
    return answer(draft, { type: 'courtesy', what: 'named', name: addressOf(draft) });
  }
  const what = manners?.courtesy(text) ?? null;
  if (what === null) return text;
  // Somebody who waits for a look-up hears how it stands from the flow itself.
  const { active } = draft.next.dialog;
  const isWaiting = active !== null && draft.facts.flows.expects(active).length === 0;
  if (what === 'nudge' && isWaiting && sendToFlow(draft, { type: 'answer.unclear' })) return '';
  return answer(draft, { type: 'courtesy', what, name: '' });
}

/** A message without words that nobody asked for. */
export function takeThing(draft: Draft, content: IncomingContent): void {
  const what = thingIn(content);
  if (showPlaces(draft, content)) return;
  // A voice message holds words that we owe an answer to; a flow would only say that it does not understand.
  if (what !== 'voice' && what !== 'sticker' && sendToFlow(draft, { type: 'answer.unclear' })) return;
  sendToDesk(draft, { type: 'media', what });
  repeatPrompt(draft);
}

/** Where somebody is, sent without a word: they look for a place near them. */
function showPlaces(draft: Draft, { location }: IncomingContent): boolean {
  const isFree = draft.next.dialog.active === null;
  if (!location || !isFree || !draft.facts.flows.has('pickup')) return false;
  const { latitude, longitude } = location;
  startFlow(draft, 'pickup', { latitude, longitude });
  return true;
}

/**
 * The same question for the third time in a row: its answer was not it. Once more it is simply answered, for the answer may
 * have scrolled away; and what was asked before a person had the conversation does not count. Notes the words.
 */
export function isAskedAgain(draft: Draft, text: string): boolean {
  const { dialog, epoch } = draft.next;
  const folded = text.trim().toLowerCase().slice(0, LIMITS.typedChoiceChars);
  const { nowMs } = draft.facts;
  const before = dialog.said;
  const isSame =
    before?.text === folded && before.epoch === epoch && nowMs - before.atMs < LIMITS.saidAgainMs;
  const times = isSame ? before.times + 1 : 1;
  dialog.said = { text: folded, times, atMs: nowMs, epoch };
  return times > 2;
}

function answer(draft: Draft, event: FlowEvent): '' {
  sendToDesk(draft, event);
  repeatPrompt(draft);
  return '';
}

const THINGS = ['voice', 'sticker', 'photo', 'video', 'document', 'location', 'contact', 'other'] as const;

function thingIn({ media = [], location, contact }: IncomingContent): (typeof THINGS)[number] {
  const [first] = media;
  if (first?.kind === 'audio') return 'voice';
  if (first) return first.kind;
  return location ? 'location' : contact ? 'contact' : 'other';
}
