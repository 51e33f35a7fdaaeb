/**
 * What the shop says unasked, decided in a turn: only to who agreed to it, never over a person or into the middle of a
 * dialog, and on no account as an answer. Whoever has sent it learns why it was not said and may come again.
 */
import type { CommandOutcome, CommandRefusal } from '../../core/event.ts';
import type { FlowEffects } from '../../core/flow.ts';
import { LIMITS } from '../../core/limits.ts';
import { mayNotice, NOTICE_KINDS, type ConsentDeed, type Notice } from '../../core/notice.ts';
import { recordActivity, speak, type Draft } from './draft.ts';
import { phrase, words } from './phrase.ts';

export function onNotice(draft: Draft, notice: Notice): CommandOutcome {
  const code = reasonNotTo(draft, notice);
  if (code) return { ok: false, code };
  const content = phrase(draft, notice.prompt, '');
  const { template, kind, untilMs } = notice;
  const said = template ? { ...content, template } : content;
  const messageId = speak(draft, said, { origin: 'notice', resend: 'never', notice: { kind, untilMs } });
  if (notice.survey) draft.next.dialog.survey = notice.survey;
  return { ok: true, messageId };
}

function reasonNotTo(draft: Draft, notice: Notice): CommandRefusal | null {
  const { next, facts } = draft;
  if (facts.nowMs >= notice.untilMs) return 'late';
  if (!next.reachable) return 'unreachable';
  if (!mayNotice(notice.kind, next.dialog.consents)) return 'opted-out';
  if (isBusy(draft)) return 'busy';
  return isTooLate(draft) && !notice.template ? 'window-closed' : null;
}

/** The customer has answered a question about consent. */
export function takeConsent(draft: Draft, asked: FlowEffects['consent']): void {
  const { kind, given, wording, slots } = asked;
  change(draft, { kind, given, wording: words(draft, wording, slots) });
}

/** A word of stop: nothing more unasked, of no kind. */
export function stopNotices(draft: Draft, word: string): void {
  for (const kind of NOTICE_KINDS) {
    if (draft.next.dialog.consents?.[kind]?.given !== false)
      change(draft, { kind, given: false, wording: word });
  }
}

function change(draft: Draft, deed: ConsentDeed): void {
  const { dialog } = draft.next;
  const stands = { given: deed.given, atMs: draft.facts.nowMs };
  dialog.consents = { ...dialog.consents, [deed.kind]: stands };
  draft.consents.push(deed);
  recordActivity(draft, deed.given ? 'consent-given' : 'consent-withdrawn', { kind: deed.kind });
}

/** A person has it; or a question of ours is open and the customer was here a moment ago. */
function isBusy({ next, facts }: Draft): boolean {
  if (next.status.is === 'queued' || next.status.is === 'assigned') return true;
  const isHere = facts.nowMs - facts.heardAtMs < LIMITS.noticeAfterTalkMs;
  return isHere && (next.dialog.active !== null || next.dialog.album !== undefined);
}

function isTooLate({ facts }: Draft): boolean {
  const { replyWindowMs } = facts.channel.facts;
  return replyWindowMs !== null && facts.nowMs >= facts.heardAtMs + replyWindowMs;
}
