/** What the signed-in operator may do to a conversation. Pure; the server decides for good. */
import { EXTERNAL_OWNER } from '../../api/bounds.ts';
import type { ConversationRow } from '../../api/conversations.ts';
import type { OperatorRow } from '../../api/people.ts';

export interface DeskRights {
  claim: boolean;
  /** Take it from a colleague: supervisors and admins. */
  takeOver: boolean;
  /** Resolve, release, transfer: its owner, supervisors and admins. */
  end: boolean;
}

export function deskRights(row: Pick<ConversationRow, 'status'>, me: OperatorRow): DeskRights {
  const { status } = row;
  const isFree = status.is !== 'assigned' || status.operator.id === EXTERNAL_OWNER;
  if (isFree) return { claim: me.role !== 'editor', takeOver: false, end: false };
  const mine = status.operator.id === me.id;
  const leads = me.role === 'admin' || me.role === 'supervisor';
  return { claim: false, takeOver: !mine && leads, end: mine || leads };
}
