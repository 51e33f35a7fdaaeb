/**
 * Signing in and out. A wrong login and a wrong password are one answer in one time; a good one always begins a new session
 * and ends the one the browser came with.
 */
import { SignIn, SetUp, UseLink, type SessionInfo, type SetupInfo } from '../../api/session.ts';
import { LIMITS } from '../../core/limits.ts';
import { ROLES, type Operator } from '../../core/ports/desk-store.ts';
import { passwordFault } from '../auth/passwords.ts';
import { deviceMark, isKnownDevice } from '../auth/throttle.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, openRoute, refuse, type Answer, type Route, type Visit } from './route.ts';
import { operatorView } from './views.ts';

const TOO_MANY = 'Too many tries; wait a while';

export function sessionRoutes(deps: ApiDeps): Route[] {
  const { auth, store } = deps;
  return [
    openRoute({
      method: 'POST',
      path: '/session',
      body: SignIn,
      handle: ({ body, ...visit }) => signIn(deps, visit, body.login.toLowerCase(), body.password),
    }),
    deskRoute({
      method: 'GET',
      path: '/session',
      roles: ROLES,
      handle: async ({ me }) => ok(sessionInfo(deps, me.operator, me.csrf)),
    }),
    deskRoute({
      method: 'DELETE',
      path: '/session',
      roles: ROLES,
      async handle({ me }) {
        await auth.sessions.end(me.tokenHash);
        const headers = { 'Clear-Site-Data': '"cache"' };
        return { ...DONE, headers, cookies: [auth.cookies.clear(auth.cookies.session)] };
      },
    }),
    openRoute({
      method: 'GET',
      path: '/setup/:token',
      async handle(visit) {
        if (!(await mayTryLink(deps, visit))) return refuse('throttled', TOO_MANY, LIMITS.signInWindowMs);
        const setup = await auth.readSetup(visit.param('token'));
        if (!setup) return refuse('link-invalid', 'This link was used or has expired');
        const { role, first, expiresAtMs } = setup;
        return ok({ role, first, expiresAtMs, shopName: deps.shop().name } satisfies SetupInfo);
      },
    }),
    openRoute({
      method: 'POST',
      path: '/setup',
      body: SetUp,
      handle: ({ body, ...visit }) => setUp(deps, visit, { ...body, login: body.login.toLowerCase() }),
    }),
    openRoute({
      method: 'POST',
      path: '/link',
      body: UseLink,
      async handle({ body, ...visit }) {
        if (!(await mayTryLink(deps, visit))) return refuse('throttled', TOO_MANY, LIMITS.signInWindowMs);
        const id = auth.links.take(body.token);
        const operator = (await store.listOperators()).find((one) => one.id === id && !one.disabled);
        if (!operator) return refuse('link-invalid', 'This link was used or has expired');
        return begin(deps, visit, operator, null);
      },
    }),
  ];
}

/** For every way in: what the console needs to know at its start. */
export function sessionInfo(deps: ApiDeps, operator: Operator, csrf: string): SessionInfo {
  const nowMs = deps.clock.now();
  return {
    operator: operatorView(operator, operator, nowMs),
    csrf,
    shop: deps.shop(),
    features: { playground: deps.playground },
    nowMs,
  };
}

async function signIn(deps: ApiDeps, visit: Visit, login: string, password: string): Promise<Answer> {
  const { auth, store } = deps;
  const found = await store.findOperatorByLogin(login);
  const mark = auth.cookies.read(visit.cookies, auth.cookies.device);
  const device = isKnownDevice(mark, login, found?.passwordHash ?? null) ? mark : null;
  if (!(await auth.throttle({ login, address: visit.address, device }))) {
    deps.metrics.count('sign_in_total', { result: 'throttled' });
    return refuse('throttled', TOO_MANY, LIMITS.signInWindowMs);
  }
  const verdict = await auth.passwords.verify(password, found && !found.disabled ? found.passwordHash : null);
  deps.metrics.count('sign_in_total', { result: verdict });
  if (verdict === 'busy') return refuse('overload', 'Many people are signing in; try again', 2_000);
  if (verdict === 'wrong' || !found) {
    deps.log.info({ address: visit.address }, 'a sign-in failed');
    return refuse('bad-credentials', 'The login or the password is wrong');
  }
  const stronger = auth.passwords.isOutdated(found.passwordHash) ? await auth.passwords.hash(password) : null;
  if (stronger) await store.updateOperator(found.id, { passwordHash: stronger });
  return begin(deps, visit, found, stronger ?? found.passwordHash);
}

async function setUp(deps: ApiDeps, visit: Visit, wish: SetUp): Promise<Answer> {
  const { auth } = deps;
  if (!(await mayTryLink(deps, visit))) return refuse('throttled', TOO_MANY, LIMITS.signInWindowMs);
  if (!(await auth.readSetup(wish.token))) return refuse('link-invalid', 'This link was used or has expired');
  const fault = passwordFault(wish.password, wish.login);
  if (fault) return refuse('bad-request', `body field password: ${fault}`);
  const passwordHash = await auth.passwords.hash(wish.password);
  if (passwordHash === null) return refuse('overload', 'Many people are signing in; try again', 2_000);
  const { login, name, locale } = wish;
  const made = await auth.useSetup(wish.token, { login, name, locale, passwordHash });
  if (!made.ok) {
    return made.why === 'login-taken'
      ? refuse('login-taken', 'Somebody has this login already')
      : refuse('link-invalid', 'This link was used or has expired');
  }
  deps.log.info({ operator: made.operator.id, role: made.operator.role }, 'an operator was made by a link');
  return begin(deps, visit, made.operator, passwordHash);
}

async function begin(
  deps: ApiDeps,
  visit: Visit,
  operator: Operator,
  passwordHash: string | null,
): Promise<Answer> {
  const { sessions, cookies } = deps.auth;
  const { token, csrf } = await sessions.begin(operator.id, cookies.read(visit.cookies, cookies.session));
  const set = [cookies.set(cookies.session, token, LIMITS.sessionAbsoluteMs)];
  if (passwordHash)
    set.push(cookies.set(cookies.device, deviceMark(operator.login, passwordHash), LIMITS.deviceMs));
  return ok(sessionInfo(deps, operator, csrf), set);
}

function mayTryLink({ store, clock }: ApiDeps, { address }: Visit): Promise<boolean> {
  return store.countTry(`link:${address}`, LIMITS.signInTriesPerAddress, LIMITS.signInWindowMs, clock.now());
}
