/** Where the open question promises so, nobody who reads the thread sees in full what was answered to it. */
import type { IncomingContent } from '../../core/content.ts';
import { maskContacts } from '../../core/mask.ts';
import type { Draft } from './draft.ts';

/** The message as it is filed; what the flow gets is the whole. */
export function hideContacts({ next }: Pick<Draft, 'next'>, content: IncomingContent): IncomingContent {
  const { text } = content;
  if (text === undefined || next.dialog.active?.prompt?.masksContacts !== true) return content;
  return { ...content, text: maskContacts(text) };
}
