/**
 * People of the desk: who is here, the own profile and duty, and what an admin may change. The last admin cannot be taken
 * away, and a change of rights takes hold at once, in open streams too.
 */
import {
  ChangeMe,
  ChangeOperator,
  MakeInvite,
  SetDuty,
  type InviteMade,
  type OperatorList,
} from '../../api/people.ts';
import { LIMITS } from '../../core/limits.ts';
import { ROLES, type Operator, type OperatorChange } from '../../core/ports/desk-store.ts';
import { DESK_ROLES } from '../../desk/may.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { passwordFault } from '../auth/passwords.ts';
import { deviceMark } from '../auth/throttle.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, refuse, type Answer, type Route } from './route.ts';
import { operatorView } from './views.ts';

export function peopleRoutes(deps: ApiDeps): Route[] {
  return [...deskRoutes(deps), ...ownRoutes(deps)];
}

function deskRoutes(deps: ApiDeps): Route[] {
  const { auth, store, clock } = deps;
  const inTurn = createTurns();
  return [
    deskRoute({
      method: 'GET',
      path: '/operators',
      roles: ROLES,
      async handle({ me }) {
        const nowMs = clock.now();
        const all = await store.listOperators();
        return ok({
          operators: all.map((one) => operatorView(one, me.operator, nowMs)),
        } satisfies OperatorList);
      },
    }),
    deskRoute({
      method: 'PATCH',
      path: '/operators/:id',
      roles: ['admin'],
      body: ChangeOperator,
      // One after the other, so that two admins cannot take each other's rights and leave none.
      handle: ({ me, body, param }) => inTurn(() => changeOperator(deps, me, param('id'), body)),
    }),
    deskRoute({
      method: 'POST',
      path: '/invites',
      roles: ['admin'],
      body: MakeInvite,
      async handle({ body }) {
        const { token, expiresAtMs } = await auth.invite(body.role);
        return ok({ link: `${deps.baseUrl()}/setup/${token}`, expiresAtMs } satisfies InviteMade);
      },
    }),
  ];
}

function ownRoutes(deps: ApiDeps): Route[] {
  const { store, clock } = deps;
  return [
    deskRoute({
      method: 'PATCH',
      path: '/me',
      roles: ROLES,
      body: ChangeMe,
      handle: ({ me, body }) => changeMe(deps, me, body),
    }),
    deskRoute({
      method: 'PUT',
      path: '/me/duty',
      roles: DESK_ROLES,
      body: SetDuty,
      async handle({ me, body }) {
        await store.setOnDuty(me.operator.id, body.onDuty, clock.now());
        const operator = (await readPeople(deps)).get(me.operator.id) ?? me.operator;
        return ok(operatorView(operator, operator, clock.now()));
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/me/presence',
      roles: DESK_ROLES,
      async handle({ me }) {
        await deps.presence.beat(me.operator.id);
        return DONE;
      },
    }),
  ];
}

async function changeOperator(
  deps: ApiDeps,
  me: SignedIn,
  publicId: string,
  change: ChangeOperator,
): Promise<Answer> {
  const people = [...(await readPeople(deps)).values()];
  const target = people.find((one) => one.publicId === publicId);
  if (!target) return refuse('not-found', 'There is no such operator');
  const admins = people.filter((one) => one.role === 'admin' && !one.disabled);
  const stepsDown = change.disabled === true || (change.role !== undefined && change.role !== 'admin');
  if (stepsDown && admins.length === 1 && admins[0]?.id === target.id) {
    return refuse('last-admin', 'The only admin cannot be disabled or given another role');
  }
  const changed = await deps.store.updateOperator(target.id, defined(change));
  if (!changed) return refuse('not-found', 'There is no such operator');
  await afterChange(deps, changed);
  deps.log.info({ by: me.operator.id, operator: target.id, ...defined(change) }, 'an operator was changed');
  return ok(operatorView(changed, me.operator, deps.clock.now()));
}

async function afterChange(deps: ApiDeps, operator: Operator): Promise<void> {
  if (operator.disabled) await deps.auth.sessions.endAllOf(operator.id, null);
  if (operator.disabled || !DESK_ROLES.includes(operator.role)) await deps.presence.releaseAll(operator.id);
}

async function changeMe(deps: ApiDeps, me: SignedIn, wish: ChangeMe): Promise<Answer> {
  const { auth, store, clock } = deps;
  const { password, ...plain } = wish;
  const change: OperatorChange = defined(plain);
  if (password) {
    const hash = await newPasswordHash(deps, me.operator, password);
    if (typeof hash !== 'string') return hash;
    change.passwordHash = hash;
  }
  const changed = await store.updateOperator(me.operator.id, change);
  if (!changed) return refuse('not-found', 'There is no such operator');
  const cookies: string[] = [];
  if (change.passwordHash) {
    await auth.sessions.endAllOf(me.operator.id, me);
    const mark = deviceMark(changed.login, change.passwordHash);
    cookies.push(auth.cookies.set(auth.cookies.device, mark, LIMITS.deviceMs));
  }
  return ok(operatorView(changed, changed, clock.now()), cookies);
}

async function newPasswordHash(
  { auth, store, clock }: ApiDeps,
  operator: Operator,
  wish: { current: string; next: string },
): Promise<string | Answer> {
  const key = `password:${operator.id}`;
  if (!(await store.countTry(key, LIMITS.signInTries, LIMITS.signInWindowMs, clock.now()))) {
    return refuse('throttled', 'Too many tries; wait a while', LIMITS.signInWindowMs);
  }
  const stored = await store.findOperatorByLogin(operator.login);
  const verdict = await auth.passwords.verify(wish.current, stored?.passwordHash ?? null);
  if (verdict === 'wrong') return refuse('wrong-password', 'The current password is wrong');
  const fault = passwordFault(wish.next, operator.login);
  if (fault) return refuse('bad-request', `body field password.next: ${fault}`);
  const hash = verdict === 'busy' ? null : await auth.passwords.hash(wish.next);
  return hash ?? refuse('overload', 'Many people are signing in; try again', 2_000);
}

/** Without the fields that were not sent. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const mine = last.then(job, job);
    last = mine.catch(() => {});
    return mine;
  };
}
