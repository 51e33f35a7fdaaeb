/** What customers asked in vain, for those who write answers. Words are masked; who reads no conversations gets no way into one. */
import {
  PutAside,
  Settle,
  UnansweredQuery,
  type ClusterDetail,
  type ClusterRow,
  type UnansweredList,
} from '../../api/unanswered.ts';
import type { Role } from '../../core/ports/desk-store.ts';
import type { UnansweredCluster } from '../../core/ports/unanswered.ts';
import { DESK_ROLES, EDITING_ROLES } from '../../desk/may.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, refuse, type Route } from './route.ts';

const NO_CLUSTER = refuse('not-found', 'There is no such cluster any more');

/** None without a log of questions. */
export function unansweredRoutes({ unanswered, log }: ApiDeps): Route[] {
  if (!unanswered) return [];
  return [
    deskRoute({
      method: 'GET',
      path: '/unanswered',
      roles: EDITING_ROLES,
      query: UnansweredQuery,
      async handle({ query: { locale, platform } }) {
        const list = await unanswered.list({
          ...(locale === undefined ? {} : { locale }),
          ...(platform === undefined ? {} : { platform }),
        });
        return ok({ ...list, clusters: list.clusters.map(rowOf) } satisfies UnansweredList);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/unanswered/:id',
      roles: EDITING_ROLES,
      async handle({ me, param }) {
        const cluster = await unanswered.cluster(param('id'));
        return cluster ? ok(detailOf(cluster, me.operator.role)) : NO_CLUSTER;
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/unanswered/:id/aside',
      roles: EDITING_ROLES,
      body: PutAside,
      async handle({ me, param, body }) {
        const isDone = await unanswered.putAside(param('id'), body.questions ?? null, me.operator.name);
        log.info({ by: me.operator.id, ok: isDone }, 'unanswered questions were put aside');
        return isDone ? DONE : NO_CLUSTER;
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/unanswered/:id/settle',
      roles: EDITING_ROLES,
      body: Settle,
      async handle({ me, param, body: { entry, made, questions } }) {
        const as = { entry, made, questions: questions ?? null };
        const isDone = await unanswered.settle(param('id'), as, me.operator.name);
        log.info({ by: me.operator.id, entry, made, ok: isDone }, 'unanswered questions became an answer');
        return isDone ? DONE : NO_CLUSTER;
      },
    }),
  ];
}

function rowOf(cluster: UnansweredCluster): ClusterRow {
  const { id, title, locale, count, people, firstMs, lastMs, byWeek, byPlatform, reasons, nearest } = cluster;
  return { id, title, locale, count, people, firstMs, lastMs, byWeek, byPlatform, reasons, nearest };
}

function detailOf(cluster: UnansweredCluster, role: Role): ClusterDetail {
  const mayRead = DESK_ROLES.includes(role);
  return {
    ...rowOf(cluster),
    questions: cluster.questions.map(
      ({ id, text, locale, platform, conversation, atMs, band, ids, reply }) => ({
        id,
        text,
        locale,
        platform,
        conversation: mayRead ? conversation : null,
        atMs,
        band,
        ids,
        reply,
      }),
    ),
    replies: cluster.replies,
  };
}
