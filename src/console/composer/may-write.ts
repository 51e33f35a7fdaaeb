/** Who may write what into a conversation. Pure; the server decides for good. */
import { EXTERNAL_OWNER } from '../../api/bounds.ts';
import type { RowStatus } from '../../api/conversations.ts';

/**
 * `reply`: it is mine. `claim`: nobody's, replying takes it first. `note`: a colleague's, notes only.
 * `unreachable`: the customer has blocked the bot.
 */
export type WriteRight = 'reply' | 'claim' | 'note' | 'unreachable';

export function writeRight(status: RowStatus, reachable: boolean, me: string): WriteRight {
  const owner = status.is === 'assigned' && status.operator.id !== EXTERNAL_OWNER ? status.operator.id : null;
  if (owner !== null && owner !== me) return 'note';
  if (!reachable) return 'unreachable';
  return owner === null ? 'claim' : 'reply';
}
