/** Files that somebody saved while the drafts were looked at: for each entry both states, and the choice. The files are not touched before it. */
import { Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FaqParts } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';
import { ClashPanel } from './clash-panel.tsx';
import { useFaqChanged, useFaqEntry } from './use-faq.ts';

interface Conflict {
  id: string;
  locale: ApiLocale;
  theirs: FaqParts | null;
}

export function ConflictList({ conflicts, settled }: { conflicts: readonly Conflict[]; settled(): void }) {
  const words = useWords();
  return (
    <div className="fa-conflicts" role="alert">
      <h3>{words('faq.conflicts')}</h3>
      {conflicts.map((conflict) => (
        <One key={`${conflict.locale} ${conflict.id}`} conflict={conflict} settled={settled} />
      ))}
    </div>
  );
}

function One({ conflict: { id, locale, theirs }, settled }: { conflict: Conflict; settled(): void }) {
  const words = useWords();
  const api = useApi();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const view = useFaqEntry(id).data ?? null;
  const written = view?.languages[locale];
  const choose = useMutation({
    mutationFn: async (mine: boolean) => {
      if (!mine) {
        await api.discardFaq({ id, locale });
        return true;
      }
      if (view === null || written === undefined) return false;
      const { version, draftVersion, draft: parts } = written;
      return (await api.draftFaq({ id, locale, topic: view.topic, version, draftVersion, parts })).ok;
    },
    onSuccess(isDone) {
      if (!isDone) tell('bad', words('faq.changed-meanwhile'));
      changed();
      settled();
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  if (written === undefined) return <Loader size="sm" aria-label={words('loading')} />;
  if (written.conflict === null && written.draftedBy === null) return null;
  return (
    <ClashPanel
      clash={{ kind: 'changed', theirs, version: written.version }}
      mine={written.draft}
      keepMine={() => choose.mutate(true)}
      takeTheirs={() => choose.mutate(false)}
    />
  );
}
