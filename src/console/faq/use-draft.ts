/** One entry in one language on its way from the fingers to the server; mount anew for another. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FaqChange, FaqDraftOutcome, FaqEntryView } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserClock } from '../ambient/clock.ts';
import { browserKept, type Kept } from '../ambient/kept.ts';
import { serverNow } from '../ambient/server-time.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useSession } from '../session/use-session.ts';
import {
  createDraftSaver,
  type DraftSaver,
  type Known,
  type SaverDeps,
  type SaverState,
} from './draft-saver.ts';

/** Savers with something unsaved outlive their page, so that whoever comes back goes on with the same one. */
const living = new Map<string, DraftSaver>();

/** Forgets what is unsaved of an entry in one language: its draft was taken back. */
export function forgetDraft(
  kept: Kept,
  { operator, id, locale }: { operator: string; id: string; locale: ApiLocale },
): void {
  const key = keyOf(operator, id, locale);
  living.get(key)?.forget();
  living.delete(key);
  kept.remove(key);
}

const keyOf = (operator: string, id: string, locale: ApiLocale): string => `faq.${operator}.${id}.${locale}`;

export interface DraftBox extends SaverState {
  saver: DraftSaver;
}

export function useDraft(view: FaqEntryView, locale: ApiLocale): DraftBox {
  const api = useApi();
  const cache = useQueryClient();
  const { operator } = useSession();
  const { id, topic } = view;
  const known = knownOf(view, locale);
  const key = keyOf(operator.id, id, locale);
  const [saver] = useState(() => {
    const one = living.get(key) ?? createDraftSaver(depsOf(), known);
    living.set(key, one);
    return one;
  });
  const state = useSyncExternalStore(saver.subscribe, saver.state);
  useEffect(() => saver.learn(known));
  useEffect(() => {
    const retry = (): void => saver.retry();
    window.addEventListener('online', retry);
    window.addEventListener('pagehide', retry);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('pagehide', retry);
      saver.leave();
      if (saver.state().save === 'saved') living.delete(key);
    };
  }, [saver, key]);
  return { ...state, saver };

  function depsOf(): SaverDeps {
    return {
      about: { id, locale, topic },
      key,
      save: api.draftFaq,
      saved(change, outcome) {
        void cache.cancelQueries({ queryKey: keys.faqEntry(id) });
        cache.setQueryData<FaqEntryView | null>(keys.faqEntry(id), (before) =>
          drafted(before ?? view, change, outcome, operator.name),
        );
        void cache.invalidateQueries({ queryKey: keys.faqTree });
        void cache.invalidateQueries({ queryKey: keys.faqTries });
      },
      kept: browserKept,
      clock: browserClock,
    };
  }
}

function knownOf(view: FaqEntryView, locale: ApiLocale): Known {
  const written = view.languages[locale];
  return {
    live: written?.live ?? null,
    draft: written?.draft ?? null,
    isDrafted: written !== undefined && written.draftedBy !== null,
    version: written?.version ?? '',
    draftVersion: written?.draftVersion ?? '',
  };
}

/** The entry as the server has it after a save, until it is read anew. */
function drafted(
  view: FaqEntryView,
  { locale, version, parts }: FaqChange,
  { draftVersion, problems }: Extract<FaqDraftOutcome, { ok: true }>,
  name: string,
): FaqEntryView {
  const before = view.languages[locale] ?? { file: '', line: 0, live: null, version, conflict: null };
  const draftedBy = draftVersion === '' ? null : { name, atMs: serverNow() };
  const draft = draftVersion === '' ? null : parts;
  return {
    ...view,
    languages: { ...view.languages, [locale]: { ...before, draft, draftedBy, draftVersion, problems } },
  };
}
