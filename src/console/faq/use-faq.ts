/** The answers as the server has them now; looked at again every few seconds, so that colleagues and files saved by hand show by themselves. */
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FaqEntryView, FaqParts, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { ApiFailure } from '../http/http.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

const LOOK_MS = 4_000;

export function useFaqTree() {
  const api = useApi();
  return useQuery({ queryKey: keys.faqTree, queryFn: api.faq, staleTime: 0, refetchInterval: LOOK_MS });
}

/** Null: there is no such entry yet. */
export function useFaqEntry(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.faqEntry(id),
    queryFn: () => api.faqEntry(id).catch(nullWhenNone),
    staleTime: 0,
    refetchInterval: LOOK_MS,
  });
}

export function useFaqEntries(ids: readonly string[]) {
  const api = useApi();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: keys.faqEntry(id),
      queryFn: () => api.faqEntry(id).catch(nullWhenNone),
      staleTime: 0,
    })),
  });
}

/** What files saved by hand would change. */
export function useFaqWaiting() {
  const api = useApi();
  return useQuery({
    queryKey: keys.faqWaiting,
    queryFn: api.faqWaiting,
    staleTime: 0,
    refetchInterval: LOOK_MS,
  });
}

export function useInsertable() {
  const api = useApi();
  return useQuery({ queryKey: keys.faqInsertable, queryFn: api.faqInsertable, staleTime: 60_000 });
}

export function useFaqPreview(id: string, locale: ApiLocale, parts: FaqParts, on: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.faqPreview({ id, locale, parts }),
    queryFn: () => api.previewFaq({ id, locale, parts }),
    placeholderData: keepPreviousData,
    enabled: on,
    staleTime: 10_000,
    gcTime: 0,
  });
}

/** What the bot makes of these words; asked anew when drafts have changed. */
export function useFaqTry(text: string, locale: ApiLocale, platform: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: keys.faqTry({ text, locale, platform }),
    queryFn: () => api.tryFaq({ text, locale, platform }),
    placeholderData: keepPreviousData,
    enabled: text !== '',
    staleTime: 0,
    gcTime: 0,
  });
}

/** Reads everything about the answers anew. */
export function useFaqChanged(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: keys.faq });
}

/** The question of an entry in the reader's language, or in the first that has one. */
export function questionOf(
  question: FaqTree['topics'][number]['entries'][number]['question'],
  locale: ApiLocale,
): { text: string; lang: ApiLocale } | null {
  for (const lang of [locale, 'ru', 'uk', 'en'] as const) {
    const text = question[lang];
    if (text !== undefined && text !== '') return { text, lang };
  }
  return null;
}

function nullWhenNone(error: unknown): FaqEntryView | null {
  if (error instanceof ApiFailure && error.code === 'not-found') return null;
  throw error;
}
