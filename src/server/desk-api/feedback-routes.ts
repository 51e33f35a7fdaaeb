/** Scores and comments: a page of them with what they amount to, and the same as a table to take away. */
import {
  FeedbackQuery,
  type FeedbackCount as CountView,
  type FeedbackPage,
  type FeedbackRow as RowView,
} from '../../api/feedback.ts';
import { levelOf, SURVEY_KINDS } from '../../core/feedback.ts';
import { platformOf } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Operator } from '../../core/ports/desk-store.ts';
import type {
  FeedbackCount,
  FeedbackPlace,
  FeedbackQuery as Wanted,
  FeedbackRow,
} from '../../core/ports/feedback.ts';
import { DESK_ROLES, LEAD_ROLES } from '../../desk/may.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { toCsv } from './csv.ts';
import { deskRoute, ok, type Route } from './route.ts';

const DAY_MS = 24 * 60 * 60_000;
/** An operator who does not exist: nothing was ever said of them. */
const NOBODY = -1;

export function feedbackRoutes(deps: ApiDeps): Route[] {
  const { store } = deps;
  return [
    deskRoute({
      method: 'GET',
      path: '/feedback',
      roles: DESK_ROLES,
      query: FeedbackQuery,
      async handle({ me, query }) {
        const wanted = await wantedOf(deps, me.operator, query);
        const limit = LIMITS.feedbackPage;
        const before = placeOf(query.before);
        // One more than a page shows whether there is more.
        const tellsReasons = isLead(me.operator) && before === null;
        const [rows, counts, reasons] = await Promise.all([
          store.listFeedback({ ...wanted, ...(before ? { before } : {}), limit: limit + 1 }),
          store.countFeedback(wanted),
          tellsReasons ? store.countReasons(wanted.fromMs) : [],
        ]);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return ok({
          kinds: SURVEY_KINDS.flatMap((kind) => together(counts, kind)),
          operators: isLead(me.operator) ? byOperator(counts) : [],
          reasons,
          rows: page.map(rowView),
          next: rows.length > limit && last ? `${last.scoredMs}.${last.id}` : null,
        } satisfies FeedbackPage);
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/feedback.csv',
      roles: DESK_ROLES,
      query: FeedbackQuery,
      async handle({ me, query }) {
        const wanted = await wantedOf(deps, me.operator, query);
        const rows = await store.listFeedback({ ...wanted, limit: LIMITS.feedbackExport });
        return {
          status: 200,
          body: Buffer.from(toCsv(HEAD, rows.map(cellsOf)), 'utf8'),
          headers: {
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': `attachment; filename="feedback-${query.days}-days.csv"`,
          },
        };
      },
    }),
  ];
}

/** Operators ask for their own cases, whatever they ask for. */
async function wantedOf(deps: ApiDeps, me: Operator, query: FeedbackQuery): Promise<Wanted> {
  const { kind, level, operator, days } = query;
  const operatorId = isLead(me) ? await numberOf(deps, operator) : me.id;
  return {
    fromMs: deps.clock.now() - Number(days) * DAY_MS,
    ...(kind ? { kind } : {}),
    ...(level ? { level } : {}),
    ...(operatorId === null ? {} : { operatorId }),
  };
}

async function numberOf(deps: ApiDeps, publicId: string | undefined): Promise<number | null> {
  if (publicId === undefined) return null;
  const people = await readPeople(deps);
  return [...people.values()].find((one) => one.publicId === publicId)?.id ?? NOBODY;
}

function isLead({ role }: Operator): boolean {
  return LEAD_ROLES.includes(role);
}

function placeOf(before: string | undefined): FeedbackPlace | null {
  const [atMs, id] = (before ?? '').split('.').map(Number);
  return atMs === undefined || id === undefined ? null : { atMs, id };
}

function together(counts: FeedbackCount[], kind: FeedbackCount['kind']): CountView[] {
  const of = counts.filter((one) => one.kind === kind);
  if (of.length === 0) return [];
  const sum = (pick: (one: FeedbackCount) => number) => of.reduce((all, one) => all + pick(one), 0);
  return [
    countView({
      kind,
      operatorId: null,
      operator: null,
      asked: sum((one) => one.asked),
      scored: sum((one) => one.scored),
      sum: sum((one) => one.sum),
      low: sum((one) => one.low),
      middle: sum((one) => one.middle),
      high: sum((one) => one.high),
    }),
  ];
}

function byOperator(counts: FeedbackCount[]): CountView[] {
  return counts.filter(({ kind, operator }) => kind === 'csat' && operator !== null).map(countView);
}

function countView({ kind, operator, asked, scored, sum, low, middle, high }: FeedbackCount): CountView {
  const average = scored === 0 ? null : Math.round((sum / scored) * 100) / 100;
  return { kind, operator, asked, scored, average, low, middle, high };
}

function rowView(row: FeedbackRow): RowView {
  const { account, scoredMs, ...rest } = row;
  return { ...rest, platform: platformOf(account), level: levelOf(row.kind, row.score), atMs: scoredMs };
}

const HEAD = ['time', 'kind', 'score', 'comment', 'customer', 'operator', 'flow', 'channel'];

function cellsOf({
  scoredMs,
  kind,
  score,
  comment,
  customer,
  operator,
  flow,
  account,
}: FeedbackRow): string[] {
  const time = new Date(scoredMs).toISOString();
  return [time, kind, String(score), comment ?? '', customer, operator ?? '', flow ?? '', account];
}
