/** The person behind a conversation: channels, evidence, all threads in one; and the next customer for who asks. */
import {
  ClaimNext,
  ContactThreadQuery,
  type ClaimedNext,
  type ContactThread,
  type ContactView,
} from '../../api/contact.ts';
import type { CommandOutcome } from '../../core/event.ts';
import { platformOf, type OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { commandKey } from '../../core/ports/accept.ts';
import type { ContactRecord } from '../../core/ports/contact-store.ts';
import { claimOrder } from '../../desk/claim-order.ts';
import { DESK_ROLES, LEAD_ROLES } from '../../desk/may.ts';
import { maskPhone } from '../../identity/joining.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Answer, type Route } from './route.ts';
import { lineView, outcomeView, rowView, type People } from './views.ts';

const NO_SUCH = refuse('not-found', 'There is no such conversation');
const PAUSE_MS = 2_000;

export function contactRoutes(deps: ApiDeps): Route[] {
  const { store, clock } = deps;
  const takeOnce = createTakeOnce(deps);
  return [
    deskRoute({
      method: 'GET',
      path: '/conversations/:id/contact',
      roles: DESK_ROLES,
      async handle({ param }) {
        const conversation = await store.readConversation(param('id'));
        const contact = conversation && (await store.readContact(conversation.id, clock.now()));
        if (!contact) return NO_SUCH;
        return ok(contactView(contact, param('id'), await readPeople(deps)) satisfies ContactView);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/conversations/:id/contact/thread',
      roles: DESK_ROLES,
      query: ContactThreadQuery,
      async handle({ param, query }) {
        const conversation = await store.readConversation(param('id'));
        if (!conversation) return NO_SUCH;
        // One more than a page shows whether there is more.
        const limit = LIMITS.threadPage + 1;
        const before = query.before === undefined ? {} : { before: query.before };
        const lines = await store.readContactThread(conversation.id, { ...before, limit });
        const page = lines.slice(-LIMITS.threadPage).map(({ conversation: id, account, place, line }) => ({
          conversation: id,
          platform: platformOf(account),
          place,
          line: lineView(line),
        }));
        return ok({ lines: page, more: lines.length === limit } satisfies ContactThread);
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/queue/next',
      roles: DESK_ROLES,
      body: ClaimNext,
      handle: ({ me, body }) => takeOnce(me.operator.id, body.clientId),
    }),
    ...apartRoutes(deps),
  ];
}

/** Said by those who also join and part. Nothing of it is told to the customer. */
function apartRoutes(deps: ApiDeps): Route[] {
  const { store, clock } = deps;
  const path = '/conversations/:id/contact/apart/:other';
  const say = async (id: string, other: string, by: OperatorId | null): Promise<Answer> => {
    const [one, two] = await Promise.all([store.readConversation(id), store.readConversation(other)]);
    if (!one || !two || one.id === two.id) return NO_SUCH;
    const said = by === null ? null : { by, atMs: clock.now() };
    return (await store.sayApart(one.id, two.id, said))
      ? { status: 204 }
      : refuse('not-found', 'They are one person, or nothing was said');
  };
  return [
    deskRoute({
      method: 'PUT',
      path,
      roles: LEAD_ROLES,
      handle: ({ me, param }) => say(param('id'), param('other'), me.operator.id),
    }),
    deskRoute({
      method: 'DELETE',
      path,
      roles: LEAD_ROLES,
      handle: ({ param }) => say(param('id'), param('other'), null),
    }),
  ];
}

/** The same request twice, at once or later, takes one customer: the second time is answered as the first. */
function createTakeOnce(deps: ApiDeps): (me: OperatorId, clientId: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  const take = async (me: OperatorId, clientId: string): Promise<Answer> => {
    const before = await deps.store.readCommand(commandKey(me, `${clientId}.`));
    if (before === null || (before.outcome !== null && isTaken(before.outcome))) {
      return claimNext(deps, me, clientId);
    }
    const { conversation, outcome } = before;
    if (outcome === null) return { status: 202, body: { conversation, outcome } satisfies ClaimedNext };
    return ok({
      conversation,
      outcome: outcomeView(outcome, await readPeople(deps)),
    } satisfies ClaimedNext);
  };
  return (me, clientId) => {
    const key = commandKey(me, clientId);
    const taken = underWay.get(key) ?? take(me, clientId).finally(() => underWay.delete(key));
    underWay.set(key, taken);
    return taken;
  };
}

const isTaken = (outcome: CommandOutcome): boolean => !outcome.ok && outcome.code === 'taken';

/** Tries a few, because colleagues take them meanwhile. */
async function claimNext(deps: ApiDeps, me: OperatorId, clientId: string): Promise<Answer> {
  const { store, door } = deps;
  const [queue, people, facts] = await Promise.all([
    store.listConversations({ view: 'queue', limit: LIMITS.listPage }),
    readPeople(deps),
    store.readDeskFacts(),
  ]);
  const free = facts.operators.filter(({ available, load, maxLoad }) => available && load < maxLoad);
  const order = claimOrder(queue, me, new Set(free.map(({ id }) => id)));
  let last: ClaimedNext = { conversation: null, outcome: { ok: true } };
  for (const { id, publicId: conversation } of order.slice(0, LIMITS.claimTries)) {
    const answer = await door.command(id, me, { do: 'claim' }, `${clientId}.${conversation}`);
    if (answer.kind === 'refused') return refuse('overload', 'Too much to do just now', PAUSE_MS);
    if (answer.kind === 'pending') return { status: 202, body: { conversation, outcome: null } };
    const { outcome } = answer;
    last = { conversation, outcome: outcomeView(outcome, people) };
    if (!isTaken(outcome)) break;
  }
  return ok(last);
}

function contactView(contact: ContactRecord, asked: string, people: People): ContactView {
  const { identities, links, suggestions, apart, publicId } = contact;
  const [heard] = identities.toSorted((a, b) => (b.heardAtMs ?? 0) - (a.heardAtMs ?? 0));
  return {
    id: publicId,
    identities: identities.map(({ row, phone, heardAtMs }) => ({
      row: rowView(row, people),
      phone,
      heardAtMs,
    })),
    lastHeardIn: heard?.row.publicId ?? asked,
    links: links.map(({ id, kind, evidence, ends, in: where, madeAtMs, madeBy, undone }) => ({
      id,
      kind,
      evidence: evidence ?? '',
      ends: ends.map((end) => ({ id: end.publicId, platform: platformOf(end.account) })),
      in: where,
      madeAtMs,
      by: madeBy,
      undone,
    })),
    suggestions: suggestions.map(({ row, why, phone, atMs }) => ({
      row: rowView(row, people),
      why,
      evidence: phone === null ? '' : maskPhone(phone),
      atMs,
    })),
    apart: apart.map(({ row, atMs, by }) => ({ row: rowView(row, people), atMs, by })),
  };
}
