/**
 * Who may do what at the desk, by role. Ownership is not decided here: the turn decides it against the conversation as it
 * is in that moment. What this file grants is the right to try, and to act on a colleague's conversation.
 */
import type { DeskCommand } from '../core/event.ts';
import type { Role } from '../core/ports/desk-store.ts';

/** Roles that talk to customers. An editor keeps the answers and sees no conversation. */
export const DESK_ROLES: readonly Role[] = ['admin', 'supervisor', 'operator'];

/** Roles that look after the others. */
export const LEAD_ROLES: readonly Role[] = ['admin', 'supervisor'];

/** Roles that write answers. An editor sees what was asked, and by nobody in particular. */
export const EDITING_ROLES: readonly Role[] = ['admin', 'supervisor', 'editor'];

export type Permission =
  | 'no'
  /** As the owner only; the turn refuses everybody else. */
  | 'as-owner'
  /** Also on a conversation that somebody else holds. */
  | 'over-owner';

/** `operator-gone` is the desk's own command, `lead` a visitor's, `notice` the shop's; no person at the desk may give them. */
export function may(role: Role, command: DeskCommand['do']): Permission {
  if (!DESK_ROLES.includes(role)) return 'no';
  switch (command) {
    case 'claim':
    case 'release':
    case 'transfer':
    case 'resolve':
    case 'resend':
      return LEAD_ROLES.includes(role) ? 'over-owner' : 'as-owner';
    case 'reply':
    case 'note':
    case 'invite':
      return 'as-owner';
    case 'join':
    case 'part':
      // Who somebody is concerns every conversation of theirs, not only one's own.
      return LEAD_ROLES.includes(role) ? 'over-owner' : 'no';
    case 'operator-gone':
    case 'lead':
    case 'notice':
      return 'no';
  }
}
