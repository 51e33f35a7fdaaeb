/**
 * Whom "take the next one" takes. Bands come first, as for everybody; inside a band the customers whose other conversation
 * one holds already, then those who are nobody's, then those whom a colleague with room would know better.
 */
import type { ConversationRow } from '../core/ports/desk-store.ts';
import type { OperatorId } from '../core/ids.ts';

/** `queue` in the order of the queue; `free`: colleagues who are here and have room. Conversations in the order to try. */
export function claimOrder(
  queue: readonly ConversationRow[],
  me: OperatorId,
  free: ReadonlySet<OperatorId>,
): ConversationRow[] {
  const rank = ({ keeperId }: ConversationRow): number => {
    if (keeperId === me) return 0;
    return keeperId !== null && free.has(keeperId) ? 2 : 1;
  };
  return queue.toSorted((a, b) => a.priority - b.priority || rank(a) - rank(b));
}
