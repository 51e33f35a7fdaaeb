/** How the answers do: one report as a page shows it, and each of its tables to take away. */
import { FaqReportQuery, FaqReportTableQuery, type FaqReport as ReportView } from '../../api/faq-reports.ts';
import type { FaqReport } from '../../core/ports/faq-reports.ts';
import { EDITING_ROLES } from '../../desk/may.ts';
import type { ApiDeps } from './api-deps.ts';
import { toCsv } from './csv.ts';
import { deskRoute, ok, type Route } from './route.ts';

type Table = { head: string[]; rows: (string | number)[][] };

/** None without a log of questions. */
export function faqReportRoutes({ faqReports }: ApiDeps): Route[] {
  if (!faqReports) return [];
  return [
    deskRoute({
      method: 'GET',
      path: '/faq-reports',
      roles: EDITING_ROLES,
      query: FaqReportQuery,
      handle: async ({ query }) => ok((await faqReports.read(Number(query.days))) satisfies ReportView),
    }),
    deskRoute({
      method: 'GET',
      path: '/faq-reports.csv',
      roles: EDITING_ROLES,
      query: FaqReportTableQuery,
      async handle({ query: { days, table } }) {
        const { head, rows } = TABLES[table](await faqReports.read(Number(days)));
        const body = Buffer.from(
          toCsv(
            head,
            rows.map((cells) => cells.map(String)),
          ),
        );
        const headers = {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="faq-${table}.csv"`,
        };
        return { status: 200, body, headers };
      },
    }),
  ];
}

const TABLES: Record<'entries' | 'weeks' | 'topics', (report: FaqReport) => Table> = {
  entries: ({ entries }) => ({
    head: [
      'entry',
      'language',
      'question',
      'topic',
      'asked',
      'answered',
      'offered',
      'chosen',
      'shown',
      'helped',
      'not helped',
      'escalated',
      'contained',
    ],
    rows: entries.map((one) => [
      one.id,
      one.locale,
      one.question ?? '',
      one.topic ?? '',
      one.asked,
      one.answered,
      one.offered,
      one.chosen,
      one.shown,
      one.helped,
      one.notHelped,
      one.escalated,
      one.contained,
    ]),
  }),
  weeks: ({ weeks }) => ({
    head: ['week', 'channel', 'answered', 'offered', 'missed', 'contained'],
    rows: weeks.map((one) => [
      dayOf(one.weekMs),
      one.platform,
      one.answer,
      one.offer,
      one.miss,
      one.contained,
    ]),
  }),
  topics: ({ topics }) => ({
    head: ['topic', 'week', 'said', 'contained'],
    rows: topics.flatMap(({ topic, weeks }) =>
      weeks.map(({ weekMs, said, contained }) => [topic, dayOf(weekMs), said, contained]),
    ),
  }),
};

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
