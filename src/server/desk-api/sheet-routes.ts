/**
 * The tables of the shop's own spreadsheets. Editors keep what is sold; who bought what is for those who look after the desk.
 */
import {
  ChangeSheet,
  RestoreSheet,
  SheetQuery,
  type SheetHistory,
  type SheetList,
  type SheetOutcome,
  type SheetPage,
} from '../../api/shop-sheets.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Role } from '../../core/ports/desk-store.ts';
import type { ShopSheets } from '../../core/ports/shop-sheets.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Route } from './route.ts';

const KEEPERS: readonly Role[] = ['admin', 'supervisor', 'editor'];
/** Tables that name no customer. */
const OF_GOODS: readonly string[] = [
  'products',
  'product_facts',
  'promotions',
  'promo_codes',
  'pickup_points',
];
const NO_SHEET = refuse('not-found', 'There is no such table');

/** None where the shop has a system of its own. */
export function sheetRoutes({ sheets, log }: ApiDeps): Route[] {
  if (!sheets) return [];
  return [
    deskRoute({
      method: 'GET',
      path: '/shop/sheets',
      roles: KEEPERS,
      async handle({ me }) {
        const seen = (await sheets.list()).filter(({ name }) => mayEdit(me.operator.role, name));
        return ok({ sheets: seen } satisfies SheetList);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/shop/sheets/:name',
      roles: KEEPERS,
      query: SheetQuery,
      async handle({ me, param, query }) {
        const name = param('name');
        if (!mayEdit(me.operator.role, name)) return NO_SHEET;
        const page = await sheets.read(name, { ...query, limit: LIMITS.sheetRowsShown });
        if (!page) return NO_SHEET;
        const columns = page.columns.map(({ choices, ...column }) => ({
          ...column,
          choices: choices === null ? null : [...choices],
        }));
        return ok({ ...page, columns } satisfies SheetPage);
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/shop/sheets/:name/changes',
      roles: KEEPERS,
      body: ChangeSheet,
      async handle({ me, param, body }) {
        const name = param('name');
        if (!mayEdit(me.operator.role, name)) return NO_SHEET;
        const outcome = await sheets.change(name, body, me.operator.name);
        log.info({ by: me.operator.id, table: name, change: body.do, ok: outcome.ok }, 'a table of the shop');
        return ok(outcome satisfies SheetOutcome);
      },
    }),
    ...historyRoutes(sheets, log),
  ];
}

function historyRoutes(sheets: ShopSheets, log: ApiDeps['log']): Route[] {
  return [
    deskRoute({
      method: 'GET',
      path: '/shop/sheets/:name/history',
      roles: KEEPERS,
      async handle({ me, param }) {
        const name = param('name');
        if (!mayEdit(me.operator.role, name)) return NO_SHEET;
        return ok({ states: await sheets.history(name) } satisfies SheetHistory);
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/shop/sheets/:name/restore',
      roles: KEEPERS,
      body: RestoreSheet,
      async handle({ me, param, body }) {
        const name = param('name');
        if (!mayEdit(me.operator.role, name)) return NO_SHEET;
        const outcome = await sheets.restore(name, body.id, body.version, me.operator.name);
        log.info({ by: me.operator.id, table: name, ok: outcome.ok }, 'a table of the shop was taken back');
        return ok(outcome satisfies SheetOutcome);
      },
    }),
  ];
}

function mayEdit(role: Role, table: string): boolean {
  return role !== 'editor' || OF_GOODS.includes(table);
}
