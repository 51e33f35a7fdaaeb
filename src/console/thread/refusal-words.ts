/** Why unsent words were refused, by the refusal kept with them. */
import type { WordKey } from '../i18n/words.ts';

export const COMMAND_REFUSAL_WORDS: Record<string, WordKey> = {
  'not-owner': 'unsent.not-owner',
  taken: 'unsent.not-owner',
  'wrong-status': 'unsent.wrong-status',
  unreachable: 'refusal.unreachable',
  'bad-request': 'unsent.bad-request',
  'not-found': 'failure.not-found',
  forbidden: 'failure.forbidden',
};
