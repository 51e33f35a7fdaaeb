/** The questions of the pages for those who write the answers. The shapes are those of src/api; nothing is cached here. */
import type {
  FaqChange,
  FaqDraftOutcome,
  FaqEntryView,
  FaqGateRun,
  FaqHistory,
  FaqImported,
  FaqInsertable,
  FaqPreview,
  FaqPublished,
  FaqTree,
  FaqTry,
  FaqWaiting,
  PreviewFaq,
  TryFaq,
} from '../../api/faq.ts';
import type { FaqReport } from '../../api/faq-reports.ts';
import type { ClusterDetail, PutAside, Settle, UnansweredList } from '../../api/unanswered.ts';
import type { ApiLocale } from '../../api/words.ts';
import type { Http } from './http.ts';

/** The doors of answers over `http`. */
export function createFaqEndpoints(http: Http) {
  const atGate = (id: string): string => `/api/faq/gates/${encodeURIComponent(id)}`;
  const atCluster = (id: string): string => `/api/unanswered/${encodeURIComponent(id)}`;
  const atDraft = (id: string): string => `/api/faq/drafts/${encodeURIComponent(id)}`;
  return {
    faq: () => http.get<FaqTree>('/api/faq'),
    faqWaiting: () => http.get<FaqWaiting>('/api/faq/waiting'),
    faqEntry: (id: string) => http.get<FaqEntryView>(`/api/faq/entries/${encodeURIComponent(id)}`),
    faqInsertable: () => http.get<FaqInsertable>('/api/faq/insertable'),
    draftFaq: (body: FaqChange) => http.send<FaqDraftOutcome>('PUT', '/api/faq/drafts', body),
    discardFaq: (which: { id: string; locale?: ApiLocale } | 'all') =>
      http.send<void>('DELETE', which === 'all' ? '/api/faq/drafts' : atDraft(which.id) + inLocale(which)),
    tryFaq: (body: TryFaq) => http.send<FaqTry>('POST', '/api/faq/try', body),
    previewFaq: (body: PreviewFaq) => http.send<FaqPreview>('POST', '/api/faq/preview', body),
    beginGate: () => http.send<FaqGateRun>('POST', '/api/faq/gates'),
    gate: (id: string) => http.get<FaqGateRun>(atGate(id)),
    seenGate: (id: string) => http.send<void>('POST', `${atGate(id)}/seen`),
    publishFaq: (gateId: string) => http.send<FaqPublished>('POST', '/api/faq/publish', { gateId }),
    faqHistory: (query: Record<string, string>) =>
      http.get<FaqHistory>(`/api/faq/history?${new URLSearchParams(query).toString()}`),
    undoFaq: (revision: number) =>
      http.send<FaqDraftOutcome>('POST', `/api/faq/history/${String(revision)}/undo`),
    importFaq: (format: string, file: Blob) =>
      http.upload<FaqImported>(`/api/faq/import?format=${encodeURIComponent(format)}`, file),
    faqReport: (days: string) =>
      http.get<FaqReport>(`/api/faq-reports?${new URLSearchParams({ days }).toString()}`),

    unanswered: (query: Record<string, string>) =>
      http.get<UnansweredList>(`/api/unanswered?${new URLSearchParams(query).toString()}`),
    cluster: (id: string) => http.get<ClusterDetail>(atCluster(id)),
    putAside: (id: string, body: PutAside) => http.send<void>('POST', `${atCluster(id)}/aside`, body),
    settle: (id: string, body: Settle) => http.send<void>('POST', `${atCluster(id)}/settle`, body),
  };
}

function inLocale({ locale }: { locale?: ApiLocale }): string {
  return locale === undefined ? '' : `?locale=${locale}`;
}
