/** All drafts, each with what it changes. Any of them can be opened or taken back by itself. */
import { Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaqEntryView, FaqRow, FaqTree, FaqWritten } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserKept } from '../ambient/kept.ts';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useNow } from '../ambient/use-now.ts';
import { useSession } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';
import { PartsDiff } from './parts-diff.tsx';
import { FieldProblems } from './field-problems.tsx';
import { forgetDraft } from './use-draft.ts';
import { questionOf, useFaqChanged, useFaqEntries } from './use-faq.ts';

/** More drafts than this are shown by name only until they are asked for: an import may bring hundreds. */
const SHOWN = 30;

export function DraftSheet({ tree }: { tree: FaqTree }) {
  const words = useWords();
  const [most, setMost] = useState(SHOWN);
  const rows = tree.topics
    .flatMap(({ entries }) => entries)
    .filter(({ state }) => state === 'draft' || state === 'new' || state === 'removed');
  const shown = rows.slice(0, most);
  const queries = useFaqEntries(shown.map(({ id }) => id));
  return (
    <section className="plate fa-drafts" aria-labelledby="fa-drafts">
      <h2 id="fa-drafts">
        {words('faq.drafts-title')} <span className="p-soft p-number">{tree.drafts}</span>
      </h2>
      {shown.map((row, at) => {
        const query = queries[at];
        return (
          <DraftCard
            key={row.id}
            row={row}
            view={query?.data ?? null}
            isPending={query?.isPending === true}
            error={query?.error ?? null}
          />
        );
      })}
      {rows.length > most && (
        <Button variant="light" onClick={() => setMost(most + SHOWN)}>
          {words('faq.drafts-more', { count: rows.length - most })}
        </Button>
      )}
    </section>
  );
}

interface CardProps {
  row: FaqRow;
  view: FaqEntryView | null;
  isPending: boolean;
  error: unknown;
}

function DraftCard({ row, view, isPending, error }: CardProps) {
  const words = useWords();
  const failureText = useFailureText();
  const { locale } = useLanguage();
  const shown = questionOf(row.question, locale);
  const drafted = draftedOf(view);
  return (
    <article className="fa-draft" id={`draft-${row.id}`}>
      <header>
        <h3>
          <a
            href={`/answers/entry/${row.id}`}
            lang={shown?.lang}
            onClick={(event) => {
              event.preventDefault();
              go(`/answers/entry/${encodeURIComponent(row.id)}`, { gate: '' });
            }}
          >
            {shown?.text ?? row.id}
          </a>
        </h3>
        <span className={`tag fa-state--${row.state}`}>{words(`faq.state.${row.state}`)}</span>
      </header>
      {isPending && <Loader size="sm" aria-label={words('loading')} />}
      {error !== null && <p role="alert">{failureText(error)}</p>}
      {drafted.map(({ lang, written }) => (
        <Drafted key={lang} id={row.id} lang={lang} written={written} />
      ))}
    </article>
  );
}

function Drafted({ id, lang, written }: { id: string; lang: ApiLocale; written: FaqWritten }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { draftedBy } = written;
  return (
    <div className="fa-drafted">
      <p className="fa-drafted-head">
        <strong>{words(`language.own-${lang}`)}</strong>
        {draftedBy !== null && (
          <span className="p-soft">
            {words('faq.drafted-by', { name: draftedBy.name, when: format.moment(draftedBy.atMs, now) })}
          </span>
        )}
        <TakeBack id={id} lang={lang} />
      </p>
      {written.conflict !== null && <p className="fa-fault">{words('faq.conflict-here')}</p>}
      <FieldProblems problems={written.problems} />
      {written.draft === null ? (
        <p className="fa-plain">{words('faq.removed')}</p>
      ) : (
        <PartsDiff
          before={written.live}
          after={written.draft}
          names={{ before: words('faq.diff-live'), after: words('faq.diff-draft') }}
        />
      )}
    </div>
  );
}

function TakeBack({ id, lang }: { id: string; lang: ApiLocale }) {
  const words = useWords();
  const api = useApi();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const { operator } = useSession();
  const mutation = useMutation({
    mutationFn: () => api.discardFaq({ id, locale: lang }),
    onSuccess() {
      forgetDraft(browserKept, { operator: operator.id, id, locale: lang });
      tell('good', words('faq.discard-done'));
      changed();
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  return (
    <Button
      size="xs"
      variant="subtle"
      color="red"
      loading={mutation.isPending}
      onClick={() => mutation.mutate()}
    >
      {words('faq.discard')}
    </Button>
  );
}

function draftedOf(view: FaqEntryView | null): { lang: ApiLocale; written: FaqWritten }[] {
  const found: { lang: ApiLocale; written: FaqWritten }[] = [];
  for (const lang of ['ru', 'uk', 'en'] as const) {
    const written = view?.languages[lang];
    if (written !== undefined && written.draftedBy !== null) found.push({ lang, written });
  }
  return found;
}
