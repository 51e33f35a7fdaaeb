/** Lists, one conversation, its thread and drafts. Outside ids are resolved here; a wrong one is a plain 404. */
import {
  ConversationsQuery,
  Draft,
  type ConversationList,
  type ConversationRow as ApiRow,
} from '../../api/conversations.ts';
import type { FailureList } from '../../api/failures.ts';
import { ThreadQuery, type ThreadPage } from '../../api/thread.ts';
import type { AccountId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ChannelAdapter } from '../../core/ports/channel.ts';
import type { ConversationRow } from '../../core/ports/desk-store.ts';
import { DESK_ROLES, LEAD_ROLES } from '../../desk/may.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, refuse, type Route } from './route.ts';
import { countsView, detailView, lineView, rowView } from './views.ts';

const NO_SUCH = refuse('not-found', 'There is no such conversation');

export function conversationRoutes(deps: ApiDeps): Route[] {
  return [...listRoutes(deps), ...threadRoutes(deps), seenRoute(deps), ...draftRoutes(deps)];
}

function listRoutes(deps: ApiDeps): Route[] {
  const { store } = deps;
  return [
    deskRoute({
      method: 'GET',
      path: '/conversations',
      roles: DESK_ROLES,
      query: ConversationsQuery,
      async handle({ me, query }) {
        const [rows, people, facts] = await Promise.all([
          store.listConversations({
            view: query.view,
            operatorId: me.operator.id,
            limit: LIMITS.listPage,
            ...(query.search ? { search: query.search } : {}),
            ...(query.before === undefined ? {} : { before: query.before }),
          }),
          readPeople(deps),
          store.readDeskFacts(),
        ]);
        const shown: ApiRow[] = rows.map((row) => rowView(row, people));
        const counts = countsView(facts, people, me.operator.id);
        return ok({ rows: shown, counts, next: nextPage(query.view, rows) } satisfies ConversationList);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/conversations/:id',
      roles: DESK_ROLES,
      async handle({ param }) {
        const detail = await store.readConversation(param('id'));
        if (!detail) return NO_SUCH;
        return ok(detailView(detail, await readPeople(deps), adapterOf(deps, detail.account)));
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/failures',
      roles: LEAD_ROLES,
      handle: async () => ok({ rows: await store.listFailures(LIMITS.listPage) } satisfies FailureList),
    }),
  ];
}

function threadRoutes({ store }: ApiDeps): Route[] {
  return [
    deskRoute({
      method: 'GET',
      path: '/conversations/:id/thread',
      roles: DESK_ROLES,
      query: ThreadQuery,
      async handle({ param, query }) {
        const conversation = await store.readConversation(param('id'));
        if (!conversation) return NO_SUCH;
        // One more than a page shows whether there is more.
        const limit = LIMITS.threadPage + 1;
        const before = query.before === undefined ? {} : { beforeSeq: query.before };
        const lines = await store.readThread(conversation.id, { ...before, limit });
        const page = lines.slice(-LIMITS.threadPage).map(lineView);
        return ok({ lines: page, more: lines.length === limit } satisfies ThreadPage);
      },
    }),
  ];
}

/** For messengers that show the customer what has been read: only who answers there tells it, nothing is stored. */
function seenRoute(deps: ApiDeps): Route {
  return deskRoute({
    method: 'POST',
    path: '/conversations/:id/seen',
    roles: DESK_ROLES,
    async handle({ me, param }) {
      const conversation = await deps.store.readConversation(param('id'));
      if (!conversation) return NO_SUCH;
      const { status, account, address } = conversation;
      if (status.is !== 'assigned' || status.operatorId !== me.operator.id) return DONE;
      const messageId = await deps.store.readLastIncoming(conversation.id);
      if (messageId !== null) adapterOf(deps, account)?.signal(address, { kind: 'read', messageId });
      return DONE;
    },
  });
}

function draftRoutes(deps: ApiDeps): Route[] {
  const { store, clock } = deps;
  return [
    deskRoute({
      method: 'GET',
      path: '/conversations/:id/draft',
      roles: DESK_ROLES,
      async handle({ me, param }) {
        const conversation = await store.readConversation(param('id'));
        if (!conversation) return NO_SUCH;
        return ok({ text: await store.readDraft(me.operator.id, conversation.id) } satisfies Draft);
      },
    }),
    deskRoute({
      method: 'PUT',
      path: '/conversations/:id/draft',
      roles: DESK_ROLES,
      body: Draft,
      async handle({ me, param, body }) {
        const conversation = await store.readConversation(param('id'));
        if (!conversation) return NO_SUCH;
        await store.saveDraft(me.operator.id, conversation.id, body.text, clock.now());
        const { status, account, address } = conversation;
        const isMine = status.is === 'assigned' && status.operatorId === me.operator.id;
        const adapter = adapterOf(deps, account);
        // A draft that grows is somebody at work: the customer may see it, where the messenger can show it.
        if (isMine && body.text.trim() !== '' && adapter?.facts.typing) {
          adapter.signal(address, { kind: 'typing' });
        }
        return DONE;
      },
    }),
  ];
}

/** The queue is shown in the order of taking, which has no pages; the others go back in time. */
function nextPage(view: ConversationsQuery['view'], rows: readonly ConversationRow[]): number | null {
  if (view === 'queue' || rows.length < LIMITS.listPage) return null;
  return rows.at(-1)?.changed ?? null;
}

function adapterOf({ adapters }: ApiDeps, account: AccountId): ChannelAdapter | undefined {
  return adapters.find((adapter) => adapter.account === account);
}
