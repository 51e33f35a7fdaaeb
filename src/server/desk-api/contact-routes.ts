/** The person behind a conversation: channels, evidence, all threads in one; and the next customer for who asks. */
import {
  ClaimNext,
  ContactThreadQuery,
  type ClaimedNext,
  type ContactThread,
  type ContactView,
} from '../../api/contact.ts';
import { platformOf, type OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ContactRecord } from '../../core/ports/contact-store.ts';
import { claimOrder } from '../../desk/claim-order.ts';
import { DESK_ROLES } from '../../desk/may.ts';
import { maskPhone } from '../../identity/joining.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Answer, type Route } from './route.ts';
import { lineView, outcomeView, rowView, type People } from './views.ts';

const NO_SUCH = refuse('not-found', 'There is no such conversation');
const PAUSE_MS = 2_000;

export function contactRoutes(deps: ApiDeps): Route[] {
  const { store, clock } = deps;
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
      handle: ({ me, body }) => claimNext(deps, me.operator.id, body.clientId),
    }),
  ];
}

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
    if (outcome.ok || outcome.code !== 'taken') break;
  }
  return ok(last);
}

function contactView(contact: ContactRecord, asked: string, people: People): ContactView {
  const { identities, links, suggestions, publicId } = contact;
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
  };
}
