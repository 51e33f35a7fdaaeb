/**
 * Everything about getting in, in one place for the routes: passwords, sessions, throttle, cookies and one-time links.
 * There is no default account: the first admin comes by a link that is printed at the first start and works once.
 */
import type { Clock, Random } from '../../core/clock.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { DeskStore, Operator, Role } from '../../core/ports/desk-store.ts';
import type { EngineStore } from '../../core/ports/engine-store.ts';
import { createCookies, type Cookies } from './cookies.ts';
import { createSignInLinks, type SignInLinks } from './sign-in-links.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { hashToken, newToken } from './tokens.ts';

export interface Auth {
  passwords: Passwords;
  sessions: Sessions;
  throttle: Throttle;
  cookies: Cookies;
  links: SignInLinks;
  /** What an open setup or invite link would make, or null. */
  readSetup(token: string): Promise<{ role: Role; first: boolean; expiresAtMs: number } | null>;
  /** Makes the operator of a link, once. */
  useSetup(token: string, person: NewPerson): Promise<SetupResult>;
  /** A token for the page /setup/<token>, for a colleague in this role. */
  invite(role: Role): Promise<{ token: string; expiresAtMs: number }>;
  /** The token of the first admin's link, or null when there is an operator already. */
  openFirstSetup(preset: string | null): Promise<string | null>;
}

export interface NewPerson {
  login: string;
  name: string;
  locale: Locale;
  passwordHash: string;
}

export type SetupResult =
  { ok: true; operator: Operator } | { ok: false; why: 'link-invalid' | 'login-taken' };

export interface AuthDeps {
  store: DeskStore & Pick<EngineStore, 'countTry'>;
  clock: Clock;
  random: Random;
  /** The console is reached by https. */
  secure: boolean;
}

/** Sign-in over the store. */
export function createAuth({ store, clock, random, secure }: AuthDeps): Auth {
  async function readSetup(token: string) {
    const now = clock.now();
    const first = await store.readInvite(hashToken('setup', token), now);
    if (first) return (await store.countOperators()) === 0 ? { ...first, first: true } : null;
    const invite = await store.readInvite(hashToken('invite', token), now);
    return invite && { ...invite, first: false };
  }

  return {
    passwords: createPasswords(random),
    sessions: createSessions({ store, clock, random }),
    throttle: createThrottle(store, clock),
    cookies: createCookies(secure),
    links: createSignInLinks({ clock, random }),
    readSetup,
    async useSetup(token, person) {
      if (!(await readSetup(token))) return { ok: false, why: 'link-invalid' };
      if (await store.findOperatorByLogin(person.login)) return { ok: false, why: 'login-taken' };
      const now = clock.now();
      const taken =
        (await store.takeInvite(hashToken('setup', token), now)) ??
        (await store.takeInvite(hashToken('invite', token), now));
      if (!taken) return { ok: false, why: 'link-invalid' };
      const operator = await store.createOperator({
        ...person,
        publicId: newPublicId(random),
        role: taken.role,
        maxLoad: LIMITS.operatorLoad,
        atMs: now,
      });
      if (!operator) return { ok: false, why: 'login-taken' };
      // Who has just set up the shop is at the desk; otherwise the first customers would hear that nobody is.
      await store.setOnDuty(operator.id, true, now);
      return { ok: true, operator: { ...operator, onDuty: true } };
    },
    async invite(role) {
      const token = newToken(random);
      const expiresAtMs = clock.now() + LIMITS.inviteMs;
      await store.createInvite({ tokenHash: hashToken('invite', token), role, expiresAtMs });
      return { token, expiresAtMs };
    },
    async openFirstSetup(preset) {
      if ((await store.countOperators()) > 0) return null;
      const token = preset ?? newToken(random);
      const tokenHash = hashToken('setup', token);
      const now = clock.now();
      const open = await store.readInvite(tokenHash, now);
      if (!open)
        await store.createInvite({ tokenHash, role: 'admin', expiresAtMs: now + LIMITS.setupLinkMs });
      return token;
    },
  };
}
