/**
 * Who is signed in. A session is an opaque token in a cookie, kept hashed; it ends by idling, by age, by signing out, by a
 * new password and when its operator is disabled. Signing in always makes a new one: a planted cookie is worth nothing.
 */
import type { Clock, Random } from '../../core/clock.ts';
import type { OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { DeskStore, Operator } from '../../core/ports/desk-store.ts';
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
  /** Told of each end, so that open streams close at once; null means all sessions of the operator but `except`. */
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
  const tell = (end: SessionEnd): void => listeners.forEach((listener) => listener(end));

  async function read(tokenHash: string): Promise<{ signedIn: SignedIn; seenAtMs: number } | null> {
    const session = await store.readSession(tokenHash);
    if (!session) return null;
    const now = clock.now();
    const over =
      now - session.seenAtMs > LIMITS.sessionIdleMs || now - session.createdAtMs > LIMITS.sessionAbsoluteMs;
    if (over || session.operator.disabled) {
      await store.deleteSession(tokenHash);
      tell({ tokenHash });
      return null;
    }
    return {
      signedIn: { operator: session.operator, csrf: session.csrf, tokenHash },
      seenAtMs: session.seenAtMs,
    };
  }

  async function end(tokenHash: string): Promise<void> {
    await store.deleteSession(tokenHash);
    tell({ tokenHash });
  }

  return {
    async begin(operatorId, previous) {
      if (previous) await end(hashToken('session', previous));
      const token = newToken(random);
      const csrf = newToken(random);
      await store.createSession({
        tokenHash: hashToken('session', token),
        operatorId,
        csrf,
        atMs: clock.now(),
      });
      return { token, csrf };
    },
    async find(token) {
      const found = await read(hashToken('session', token));
      if (!found) return null;
      const now = clock.now();
      if (now - found.seenAtMs >= LIMITS.touchEveryMs)
        await store.touchSession(found.signedIn.tokenHash, now);
      return found.signedIn;
    },
    isAlive: async (tokenHash) => (await read(tokenHash)) !== null,
    end,
    async endAllOf(operatorId, keep) {
      const kept = keep ? await store.readSession(keep.tokenHash) : null;
      await store.deleteSessionsOf(operatorId);
      if (keep && kept) {
        await store.createSession({
          tokenHash: keep.tokenHash,
          operatorId,
          csrf: keep.csrf,
          atMs: kept.createdAtMs,
        });
        await store.touchSession(keep.tokenHash, clock.now());
      }
      tell({ operatorId, except: keep?.tokenHash ?? null });
    },
    onEnd: (listener) => void listeners.push(listener),
  };
}
