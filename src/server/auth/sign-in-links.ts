/**
 * One-time links that sign an existing operator in, for the playground's own console. Kept in memory: they live minutes, work
 * once and are worth nothing after a restart.
 */
import type { Clock, Random } from '../../core/clock.ts';
import type { OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { hashToken, newToken } from './tokens.ts';

export interface SignInLinks {
  /** The token of the page /link/<token>. The oldest open link goes when there are too many. */
  make(operatorId: OperatorId): string;
  /** Whom the token signs in; null when it was used, has expired or never existed. */
  take(token: string): OperatorId | null;
}

export function createSignInLinks({ clock, random }: { clock: Clock; random: Random }): SignInLinks {
  const open = new Map<string, { operatorId: OperatorId; until: number }>();
  return {
    make(operatorId) {
      const token = newToken(random);
      open.set(hashToken('link', token), { operatorId, until: clock.monotonic() + LIMITS.signInLinkMs });
      const [oldest] = open.keys();
      if (open.size > LIMITS.signInLinks && oldest !== undefined) open.delete(oldest);
      return token;
    },
    take(token) {
      const hash = hashToken('link', token);
      const link = open.get(hash);
      open.delete(hash);
      return link && link.until > clock.monotonic() ? link.operatorId : null;
    },
  };
}
