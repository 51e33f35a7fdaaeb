/** The page of flows and scripts, for those who write them. Playing a script changes nothing and asks no shop. */
import { PlayScript, type PlayedScriptView, type ScriptChart, type ScriptList } from '../../api/scripts.ts';
import type { Role } from '../../core/ports/desk-store.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Route } from './route.ts';

const WRITERS: readonly Role[] = ['admin', 'editor'];
const NO_SCRIPT = refuse('not-found', 'There is no such flow or script, or it is not live');

/** None without a desk of scripts. */
export function scriptRoutes({ scripts }: ApiDeps): Route[] {
  if (!scripts) return [];
  return [
    deskRoute({
      method: 'GET',
      path: '/scripts',
      roles: WRITERS,
      handle({ me }) {
        return Promise.resolve(ok(scripts.list(me.operator.locale) satisfies ScriptList));
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/scripts/:name/chart',
      roles: WRITERS,
      handle({ me, param }) {
        const chart = scripts.chart(param('name'), me.operator.locale);
        return Promise.resolve(chart === null ? NO_SCRIPT : ok(chart satisfies ScriptChart));
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/scripts/:name/play',
      roles: WRITERS,
      body: PlayScript,
      handle({ body, param }) {
        const played = scripts.play(param('name'), body);
        return Promise.resolve(played === null ? NO_SCRIPT : ok(played satisfies PlayedScriptView));
      },
    }),
  ];
}
