/**
 * Who is signed in. A session is an opaque token in a cookie, kept hashed; it ends by idling, by age, by signing out, by a
 * new password and when its operator is disabled. Signing in always makes a new one: a planted cookie is worth nothing.
 */
import type { Clock, Random } from '../../core/clock.ts';
import type { OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { DeskStore, Operator, Session } from '../../core/ports/desk-store.ts';
import { hashToken, newToken } from './tokens.ts';

export interface SignedIn {
  operator: Operator;
  csrf: string;
  tokenHash: string;
}

export interface Sessions {
  /** A new session; whatever session `previous` named is ended. */
  begin(operatorId: OperatorId, previous: string | null): Promise<{ token: string; csrf: string }>;
  /** The session of a token, or null when it has ended. Notes that it was seen. */
  find(token: string): Promise<SignedIn | null>;
  /** The same by hash, without noting anything: for open streams. */
  isAlive(tokenHash: string): Promise<boolean>;
  end(tokenHash: string): Promise<void>;
  /** Ends all of an operator's sessions except `keep`. */
  endAllOf(operatorId: OperatorId, keep: SignedIn | null): Promise<void>;
  /** Told of each end, so that open streams close at once. */
  onEnd(listener: (end: SessionEnd) => void): void;
}

export type SessionEnd = { tokenHash: string } | { operatorId: OperatorId; except: string | null };

export interface SessionsDeps {
  store: Pick<
    DeskStore,
    'createSession' | 'readSession' | 'touchSession' | 'deleteSession' | 'deleteSessionsOf'
  >;
  clock: Clock;
  random: Random;
}

/** Sessions over the store's rows. */
export function createSessions({ store, clock, random }: SessionsDeps): Sessions {
  const listeners: ((end: SessionEnd) => void)[] = [];
  const tell = (what: SessionEnd): void => listeners.forEach((listener) => listener(what));

  async function end(tokenHash: string): Promise<void> {
    await store.deleteSession(tokenHash);
    tell({ tokenHash });
  }

  async function read(tokenHash: string): Promise<Session | null> {
    const session = await store.readSession(tokenHash);
    if (!session || isGood(session, clock.now())) return session;
    await end(tokenHash);
    return null;
  }

  return {
    async begin(operatorId, previous) {
      if (previous) await end(hashToken('session', previous));
      const token = newToken(random);
      const csrf = newToken(random);
      const tokenHash = hashToken('session', token);
      await store.createSession({ tokenHash, operatorId, csrf, atMs: clock.now() });
      return { token, csrf };
    },
    async find(token) {
      const tokenHash = hashToken('session', token);
      const session = await read(tokenHash);
      if (!session) return null;
      const now = clock.now();
      if (now - session.seenAtMs >= LIMITS.touchEveryMs) await store.touchSession(tokenHash, now);
      return { operator: session.operator, csrf: session.csrf, tokenHash };
    },
    isAlive: async (tokenHash) => (await read(tokenHash)) !== null,
    end,
    async endAllOf(operatorId, keep) {
      const kept = keep ? await store.readSession(keep.tokenHash) : null;
      await store.deleteSessionsOf(operatorId);
      if (keep && kept) {
        const { tokenHash, csrf } = keep;
        await store.createSession({ tokenHash, operatorId, csrf, atMs: kept.createdAtMs });
        await store.touchSession(tokenHash, clock.now());
      }
      tell({ operatorId, except: keep?.tokenHash ?? null });
    },
    onEnd: (listener) => void listeners.push(listener),
  };
}

function isGood(session: Session, nowMs: number): boolean {
  const idle = nowMs - session.seenAtMs;
  const age = nowMs - session.createdAtMs;
  return !session.operator.disabled && idle <= LIMITS.sessionIdleMs && age <= LIMITS.sessionAbsoluteMs;
}
