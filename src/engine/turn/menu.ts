/** What customers are offered to choose from, as the front desk takes it: the short menu, and answers that may fit. */
import type { MenuItem } from '../../core/ports/words.ts';
import { answerHere } from './answers-here.ts';
import type { Draft } from './draft.ts';
import { hasElsewhere } from './identity.ts';

/** What is offered to this customer, and whether a flow waits to be taken up again. */
export function menu(draft: Draft): {
  items: { label: string; event: { type: string } }[];
  resumable: boolean;
} {
  const shown = draft.facts.content.menu.filter(({ to }) => isOffered(draft, to));
  const items = shown.map((item) => ({ label: item.label, event: menuEvent(item) }));
  return { items, resumable: draft.next.dialog.suspended.length > 0 };
}

/** Other channels only where there are some, an answer only where it may be said. */
function isOffered(draft: Draft, to: MenuItem['to']): boolean {
  if ('faq' in to) return answerHere(draft, to.faq) !== null;
  return !('command' in to) || to.command !== 'channels' || hasElsewhere(draft);
}

function menuEvent(item: MenuItem): { type: string } {
  if ('flow' in item.to) return { type: 'start.flow', flow: item.to.flow } as { type: string };
  if ('faq' in item.to) return { type: 'choose', id: item.to.faq } as { type: string };
  return { type: `command.${item.to.command}` };
}
