/** What to call whoever has a conversation. */
import { EXTERNAL_OWNER } from '../../api/bounds.ts';
import type { Words } from '../i18n/words.ts';

/** The operator's name, or that somebody answers outside this console. */
export function ownerName(owner: { id: string; name: string }, words: Words): string {
  return owner.id === EXTERNAL_OWNER ? words('who.outside') : owner.name;
}
