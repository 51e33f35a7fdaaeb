/** A deep link that leads into a flow: which links there are stands with the flows, not here. */
import type { IncomingContent } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WordCommand } from '../../core/ports/words.ts';
import type { Draft } from './draft.ts';
import { startFlow } from './flow-steps.ts';

/** They may not be written to yet: the link is followed with their first word. */
export function keepLink({ facts, next }: Draft, { start = '' }: IncomingContent): void {
  const payload = start.slice(0, LIMITS.startPayloadChars);
  if (facts.flows.linked(payload)) next.dialog.linked = payload;
}

/** False: no such link has brought them here, or they want something else by now. */
export function followLink(draft: Draft, content: IncomingContent, command: WordCommand | null): boolean {
  const { dialog } = draft.next;
  const kept = command === null || command === 'greeting' ? dialog.linked : undefined;
  delete dialog.linked;
  const payload = content.start ?? kept ?? '';
  const linked = draft.facts.flows.linked(payload.slice(0, LIMITS.startPayloadChars));
  if (!linked) return false;
  startFlow(draft, linked.flow, linked.args);
  return true;
}
