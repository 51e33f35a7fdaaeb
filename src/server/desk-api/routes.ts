/** The route table: everything that the API answers, each with who may use it. What is not here does not exist. */
import { LiveQuery } from '../../api/live.ts';
import { DESK_ROLES } from '../../desk/may.ts';
import type { ApiDeps } from './api-deps.ts';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { faqReportRoutes } from './faq-report-routes.ts';
import { faqRoutes } from './faq-routes.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { personalRoutes } from './personal-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { deskRoute, refuse, type Route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { scriptRoutes } from './script-routes.ts';
import { sheetRoutes } from './sheet-routes.ts';
import { unansweredRoutes } from './unanswered-routes.ts';

/** How soon a console should ask again for a live stream when there are too many. */
const STREAM_PAUSE_MS = 10_000;

export function apiRoutes(deps: ApiDeps): Route[] {
  return [
    ...sessionRoutes(deps),
    ...peopleRoutes(deps),
    ...conversationRoutes(deps),
    ...contactRoutes(deps),
    ...personalRoutes(deps),
    ...commandRoutes(deps),
    ...feedbackRoutes(deps),
    ...mediaRoutes(deps),
    ...channelRoutes(deps),
    ...sheetRoutes(deps),
    ...scriptRoutes(deps),
    ...faqRoutes(deps),
    ...unansweredRoutes(deps),
    ...faqReportRoutes(deps),
    deskRoute({
      method: 'GET',
      path: '/live',
      roles: DESK_ROLES,
      query: LiveQuery,
      async handle({ me, query, incoming, outgoing }) {
        const last = incoming.headers['last-event-id'];
        const header = typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : null;
        const opened = deps.live.open(outgoing, me, header ?? query.after ?? null);
        return opened ? 'handled' : refuse('overload', 'Too many live streams', STREAM_PAUSE_MS);
      },
    }),
  ];
}
