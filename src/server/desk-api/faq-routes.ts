/** The page of answers, for those who write them: what is there, drafts, tries, the gate, publishing, history, tables. */
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import {
  DiscardQuery,
  FaqChange,
  FaqHistoryQuery,
  ImportQuery,
  PreviewFaq,
  PublishFaq,
  TryFaq,
  type FaqDraftOutcome,
  type FaqEntryView,
  type FaqGateRun,
  type FaqHistory,
  type FaqImported,
  type FaqInsertable,
  type FaqPreview,
  type FaqPublished,
  type FaqTree,
  type FaqTry,
  type FaqWaiting,
} from '../../api/faq.ts';
import type { Role } from '../../core/ports/desk-store.ts';
import type { FaqDesk, FaqEditor } from '../../core/ports/faq-desk.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, refuse, type Answer, type Route } from './route.ts';

const WRITERS: readonly Role[] = ['admin', 'supervisor', 'editor'];
const roles = WRITERS;
const NO_ENTRY = refuse('not-found', 'There is no such entry or draft');
const NO_GATE = refuse('not-found', 'There is no such report, or it is too old');

/** None without a desk of answers. */
export function faqRoutes({ answers, log }: ApiDeps): Route[] {
  if (!answers) return [];
  return [
    ...readRoutes(answers),
    ...draftRoutes(answers),
    ...publishRoutes(answers, log),
    ...tableRoutes(answers),
  ];
}

function readRoutes(answers: FaqDesk): Route[] {
  return [
    deskRoute({
      method: 'GET',
      path: '/faq',
      roles,
      handle: async () => ok((await answers.tree()) satisfies FaqTree),
    }),
    deskRoute({
      method: 'GET',
      path: '/faq/waiting',
      roles,
      handle: async () => ok((await answers.waiting()) satisfies FaqWaiting),
    }),
    deskRoute({
      method: 'GET',
      path: '/faq/entries/:id',
      roles,
      async handle({ param }) {
        const entry = await answers.entry(param('id'));
        return entry ? ok(entry satisfies FaqEntryView) : NO_ENTRY;
      },
    }),
    deskRoute({
      method: 'GET',
      path: '/faq/insertable',
      roles,
      handle: async () => ok((await answers.insertable()) satisfies FaqInsertable),
    }),
    deskRoute({
      method: 'POST',
      path: '/faq/try',
      roles,
      body: TryFaq,
      handle: async ({ body: { text, locale, platform } }) =>
        ok((await answers.tryOut(text, locale, platform)) satisfies FaqTry),
    }),
    deskRoute({
      method: 'POST',
      path: '/faq/preview',
      roles,
      body: PreviewFaq,
      handle: async ({ body }) => ok((await answers.preview(body)) satisfies FaqPreview),
    }),
    deskRoute({
      method: 'GET',
      path: '/faq/history',
      roles,
      query: FaqHistoryQuery,
      async handle({ query: { id, before, limit } }) {
        const place = { ...(id === undefined ? {} : { id }), ...(before === undefined ? {} : { before }) };
        return ok({ revisions: await answers.history({ ...place, limit }) } satisfies FaqHistory);
      },
    }),
  ];
}

function draftRoutes(answers: FaqDesk): Route[] {
  return [
    deskRoute({
      method: 'PUT',
      path: '/faq/drafts',
      roles,
      body: FaqChange,
      handle: async ({ body, me }) => ok((await answers.draft(body, editorOf(me))) satisfies FaqDraftOutcome),
    }),
    deskRoute({
      method: 'DELETE',
      path: '/faq/drafts',
      roles,
      async handle({ me }) {
        await answers.discard('all', editorOf(me));
        return DONE;
      },
    }),
    deskRoute({
      method: 'DELETE',
      path: '/faq/drafts/:id',
      roles,
      query: DiscardQuery,
      async handle({ me, param, query: { locale } }) {
        await answers.discard({ id: param('id'), ...(locale ? { locale } : {}) }, editorOf(me));
        return DONE;
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/faq/history/:n/undo',
      roles,
      async handle({ me, param }) {
        const number = /^\d{1,15}$/.test(param('n')) ? Number(param('n')) : 0;
        return ok((await answers.undo(number, editorOf(me))) satisfies FaqDraftOutcome);
      },
    }),
  ];
}

function publishRoutes(answers: FaqDesk, log: ApiDeps['log']): Route[] {
  return [
    deskRoute({
      method: 'POST',
      path: '/faq/gates',
      roles,
      handle: async ({ me }) => ok((await answers.beginGate(editorOf(me))) satisfies FaqGateRun),
    }),
    deskRoute({
      method: 'GET',
      path: '/faq/gates/:id',
      roles,
      async handle({ param }) {
        const run = await answers.gate(param('id'));
        return run ? ok(run satisfies FaqGateRun) : NO_GATE;
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/faq/gates/:id/seen',
      roles,
      async handle({ param }) {
        await answers.seenGate(param('id'));
        return DONE;
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/faq/publish',
      roles,
      body: PublishFaq,
      async handle({ body, me }) {
        const outcome = await answers.publish(body, editorOf(me));
        log.info(
          { by: me.operator.id, ok: outcome.ok, code: outcome.ok ? null : outcome.code },
          'answers published',
        );
        return ok(outcome satisfies FaqPublished);
      },
    }),
  ];
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function tableRoutes(answers: FaqDesk): Route[] {
  const file = (format: 'csv' | 'xlsx'): Route =>
    deskRoute({
      method: 'GET',
      path: `/faq/export.${format}`,
      roles,
      async handle(): Promise<Answer> {
        const headers = {
          'Content-Type': TYPES[format],
          'Content-Disposition': `attachment; filename="answers.${format}"`,
        };
        return { status: 200, body: await answers.exportTable(format), headers };
      },
    });
  return [
    file('csv'),
    file('xlsx'),
    deskRoute<Uint8Array, ImportQuery>({
      method: 'POST',
      path: '/faq/import',
      roles,
      query: ImportQuery,
      bytesUpTo: FAQ_LIMITS.tableBytes,
      handle: async ({ body, query, me }) =>
        ok((await answers.importTable(body, query.format, editorOf(me))) satisfies FaqImported),
    }),
  ];
}

function editorOf({ operator: { id, name, role } }: SignedIn): FaqEditor {
  return { id: String(id), name, mayOverride: role !== 'editor' };
}
