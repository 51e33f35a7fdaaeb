/** What people at the desk do: claim, answer, note, release, transfer, resolve. One winner, and nobody writes for another. */
import type { OutgoingMedia } from '../../core/content.ts';
import { PRIORITY } from '../../core/conversation.ts';
import type { CommandRefusal, DeskCommand } from '../../core/event.ts';
import { newPublicId, type AccountId, type OperatorId } from '../../core/ids.ts';
import type { DeskOperator } from '../../core/ports/engine-store.ts';
import { line, own, recordActivity, speak, type Draft } from './draft.ts';
import { isExternal } from './external.ts';
import { prepareFlows, repeatPrompt, sendToFlow } from './flow-steps.ts';
import { openCase, QUEUE_TIMER, returnToBot, serve } from './handoff.ts';
import { joinByHand, leadTo, offerChannels, partByHand } from './identity.ts';
import { onNotice } from './notice.ts';
import { noteReply } from './questions.ts';

export function onDeskCommand(draft: Draft, operatorId: OperatorId | null, command: DeskCommand): void {
  if (command.do === 'operator-gone') return onOperatorGone(draft, command.operatorId);
  if (command.do === 'lead') return onLead(draft, command.to, command.codeHash);
  if (command.do === 'notice') {
    draft.outcome = onNotice(draft, command.notice);
    return;
  }
  const operator = draft.facts.desk.operators.find(({ id }) => id === operatorId);
  if (!operator) return refuse(draft, 'unknown-operator');
  switch (command.do) {
    case 'claim':
      return claim(draft, operator);
    case 'reply':
      return reply(draft, operator, command);
    case 'note':
      return note(draft, operator.id, command.text, command.clientId);
    case 'release':
      return ifOwner(draft, operator, command.override, () => release(draft, operator, command.to));
    case 'transfer':
      return ifOwner(draft, operator, command.override, () => transfer(draft, operator, command));
    case 'resolve':
      return ifOwner(draft, operator, command.override, () => resolve(draft, operator, command.outcome));
    case 'invite':
      return ifOwner(draft, operator, undefined, () => {
        if (offerChannels(draft, operator.id)) draft.outcome = { ok: true };
        else refuse(draft, 'no-channel');
      });
    case 'join':
      return settle(draft, joinByHand(draft, operator.id));
    case 'part':
      return settle(draft, partByHand(draft, operator.id));
    case 'resend':
      draft.resend = command.deliveryId;
      draft.outcome = { ok: true };
  }
}

/** Nothing is said in the conversation: the link goes to the screen of the visitor who asked, and nowhere else. */
function onLead(draft: Draft, to: AccountId, codeHash: string): void {
  if (leadTo(draft, to, codeHash)) draft.outcome = { ok: true, locale: draft.next.locale };
  else refuse(draft, 'no-channel');
}

function claim(draft: Draft, operator: DeskOperator): void {
  const { status } = draft.next;
  if (status.is === 'assigned' && !isExternal(draft)) {
    if (status.operatorId !== operator.id) return refuse(draft, 'taken', status.operatorId);
    draft.outcome = { ok: true };
    return;
  }
  if (operator.load >= operator.maxLoad) return refuse(draft, 'load-reached');
  const waited = status.is === 'queued';
  assign(draft, operator);
  draft.case = waited
    ? { claimed: { operatorId: operator.id } }
    : openCase(draft, status.is === 'assigned' ? 'external' : 'asked', PRIORITY.normal, operator.id);
  recordActivity(draft, 'claimed', {}, operator.id);
  serve(draft, 'handoff.joined', { operator: operator.name });
  draft.outcome = { ok: true };
}

function reply(draft: Draft, operator: DeskOperator, command: Extract<DeskCommand, { do: 'reply' }>): void {
  const { status, reachable } = draft.next;
  if (status.is !== 'assigned') return refuse(draft, 'wrong-status');
  if (status.operatorId !== operator.id) return refuse(draft, 'not-owner', status.operatorId);
  if (!reachable) return refuse(draft, 'unreachable');
  const media = command.media as OutgoingMedia | undefined;
  const messageId = speak(
    draft,
    {
      ...(command.text ? { text: command.text } : {}),
      format: 'plain',
      from: operator.name,
      ...(media ? { media } : {}),
    },
    { origin: 'operator', resend: 'once', operatorId: operator.id, clientId: command.clientId },
  );
  noteReply(draft, command.text);
  draft.case = { firstReply: true };
  draft.outcome = { ok: true, messageId };
}

function note(draft: Draft, operatorId: OperatorId, text: string, clientId: string): void {
  const publicId = newPublicId(draft.facts.random);
  draft.messages.push({ ...line(draft, publicId), direction: 'note', operatorId, clientId, text });
  draft.outcome = { ok: true, messageId: publicId };
}

function release(draft: Draft, operator: DeskOperator, to: 'queue' | 'bot'): void {
  if (to === 'bot') {
    returnToBot(draft, 'handoff.returned', operator.id);
    prepareFlows(draft);
    if (!sendToFlow(draft, { type: 'human.returned' })) repeatPrompt(draft);
  } else {
    own(draft, { is: 'queued', sinceMs: draft.facts.nowMs, reason: 'asked' });
    // Somebody outside the console had it without a case.
    if (draft.next.caseId === null) draft.case = openCase(draft, 'external', PRIORITY.normal, null);
    recordActivity(draft, 'released', {}, operator.id);
    serve(draft, 'handoff.requeued', {});
  }
  draft.outcome = { ok: true };
}

function transfer(
  draft: Draft,
  operator: DeskOperator,
  command: Extract<DeskCommand, { do: 'transfer' }>,
): void {
  const target = draft.facts.desk.operators.find(({ id }) => id === command.to);
  if (!target) return refuse(draft, 'unknown-operator');
  if (target.load >= target.maxLoad) return refuse(draft, 'load-reached');
  if (command.note) note(draft, operator.id, command.note, newPublicId(draft.facts.random));
  assign(draft, target);
  draft.case =
    draft.next.caseId === null
      ? openCase(draft, 'external', PRIORITY.normal, target.id)
      : { claimed: { operatorId: target.id } };
  recordActivity(draft, 'transferred', { to: target.name }, operator.id);
  serve(draft, 'handoff.joined', { operator: target.name });
  draft.outcome = { ok: true };
}

function resolve(
  draft: Draft,
  operator: DeskOperator,
  outcome: Extract<DeskCommand, { do: 'resolve' }>['outcome'],
): void {
  if (!own(draft, { is: 'resolved', atMs: draft.facts.nowMs })) return refuse(draft, 'wrong-status');
  draft.timers.push({ cancelAll: true });
  // What the customer was in the middle of with the bot is settled, too.
  draft.next.dialog = { ...draft.next.dialog, active: null, suspended: [], collected: {} };
  draft.case = { close: { outcome } };
  recordActivity(draft, 'resolved', { outcome }, operator.id);
  if (outcome !== 'spam') serve(draft, 'handoff.resolved', {});
  draft.outcome = { ok: true };
}

/** The desk's own command when an operator's console has been silent for too long. */
function onOperatorGone(draft: Draft, operatorId: OperatorId): void {
  const { status, dialog } = draft.next;
  draft.outcome = { ok: true };
  if (status.is !== 'assigned' || status.operatorId !== operatorId) return;
  own(draft, { is: 'queued', sinceMs: draft.facts.nowMs, reason: 'asked' });
  recordActivity(draft, 'operator-gone', {}, operatorId);
  if (dialog.requeueTold) return;
  serve(draft, 'handoff.requeued', {});
  draft.next.dialog.requeueTold = true;
}

function assign(draft: Draft, operator: DeskOperator): void {
  own(draft, { is: 'assigned', operatorId: operator.id, sinceMs: draft.facts.nowMs });
  draft.timers.push({ cancel: QUEUE_TIMER, runId: null });
  draft.guard = { operatorId: operator.id, maxLoad: operator.maxLoad };
}

function ifOwner(draft: Draft, operator: DeskOperator, override: true | undefined, act: () => void): void {
  const { status } = draft.next;
  if (status.is !== 'assigned') return refuse(draft, 'wrong-status');
  if (status.operatorId !== operator.id && !override) return refuse(draft, 'not-owner', status.operatorId);
  act();
}

function settle(draft: Draft, became: 'done' | CommandRefusal): void {
  if (became === 'done') draft.outcome = { ok: true };
  else refuse(draft, became);
}

function refuse(draft: Draft, code: CommandRefusal, ownerId?: OperatorId): void {
  draft.outcome = { ok: false, code, ...(ownerId === undefined ? {} : { ownerId }) };
}
