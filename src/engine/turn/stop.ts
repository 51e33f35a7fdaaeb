/**
 * A word of stop. What the customer began themselves ends alone, and they hear how to end the rest; outside of it, and in what we
 * began unasked, it means everything that we say unasked.
 */
import { NOTICE_KINDS } from '../../core/notice.ts';
import type { Draft } from './draft.ts';
import { endActive, sendToDesk } from './flow-steps.ts';
import { serve } from './handoff.ts';
import { stopNotices } from './notice.ts';

/** In the ledger of consents; the customer's own words stand in the thread. */
const WORD_OF_STOP = 'STOP';

export function onStop(draft: Draft): void {
  const { active } = draft.next.dialog;
  endActive(draft);
  if (active && !draft.facts.flows.isUnasked(active.flow)) {
    return void sendToDesk(draft, { type: 'command.stop', inFlow: true, hasMore: expectsNotices(draft) });
  }
  honourStop(draft);
  sendToDesk(draft, { type: 'command.stop', inFlow: false, hasMore: false });
}

/** Whoever waits for a person goes on waiting. */
export function stopWhileQueued(draft: Draft): void {
  honourStop(draft);
  serve(draft, 'handoff.stopHeard', {});
}

/** Without a word: a person answers, or the words are said elsewhere. */
export function honourStop(draft: Draft): void {
  stopNotices(draft, WORD_OF_STOP);
}

function expectsNotices({ next }: Draft): boolean {
  return NOTICE_KINDS.some((kind) => next.dialog.consents?.[kind]?.given === true);
}
