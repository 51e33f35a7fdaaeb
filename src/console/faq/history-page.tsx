/** What was published or saved by hand, newest first: who, when, what; each can be undone. The address may name one entry. */
import { Button, Loader } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqRevision, FaqTree } from '../../api/faq.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { EntryChange } from './entry-change.tsx';
import { questionOf } from './use-faq.ts';
import { useUndo } from './use-undo.ts';

export function HistoryPage({ tree }: { tree: FaqTree }) {
  const words = useWords();
  const failureText = useFailureText();
  const entry = useQueryValue('entry');
  const query = useHistory(entry);
  const revisions = query.data?.pages.flatMap((page) => page.revisions) ?? [];
  return (
    <div className="sheet fa-sheet">
      <div className="sheet-inner">
        {entry !== '' && <OfEntry tree={tree} id={entry} />}
        {query.isPending && <Loader aria-label={words('loading')} />}
        {query.isError && query.data === undefined && (
          <Empty icon="alert" title={words('faq.history-failed')}>
            <p>{failureText(query.error)}</p>
            <Button variant="light" onClick={() => void query.refetch()}>
              {words('again')}
            </Button>
          </Empty>
        )}
        {query.data !== undefined && revisions.length === 0 && (
          <Empty icon="clock" title={words('faq.history-none')}>
            <p>{words('faq.history-none-hint')}</p>
          </Empty>
        )}
        {revisions.length > 0 && (
          <ol className="fa-revisions">
            {revisions.map((revision, at) => (
              <Revision key={revision.number} revision={revision} isOpen={at === 0} />
            ))}
          </ol>
        )}
        {query.hasNextPage && (
          <Button
            variant="light"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {words('faq.history-more')}
          </Button>
        )}
      </div>
    </div>
  );
}

function useHistory(entry: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.faqHistory(entry),
    queryFn: ({ pageParam }) =>
      api.faqHistory({
        ...(entry === '' ? {} : { id: entry }),
        ...(pageParam === 0 ? {} : { before: String(pageParam) }),
        limit: String(PAGE),
      }),
    initialPageParam: 0,
    getNextPageParam: ({ revisions }) =>
      revisions.length < PAGE ? null : (revisions.at(-1)?.number ?? null),
    staleTime: 0,
  });
}

const PAGE = Math.min(20, FAQ_LIMITS.historyPage);

function OfEntry({ tree, id }: { tree: FaqTree; id: string }) {
  const words = useWords();
  const { locale } = useLanguage();
  const row = tree.topics.flatMap(({ entries }) => entries).find((one) => one.id === id);
  const shown = row === undefined ? null : questionOf(row.question, locale);
  return (
    <p className="fa-filter">
      <span>
        {words('faq.history-of')} <strong lang={shown?.lang}>{shown?.text ?? id}</strong>
      </span>
      <button type="button" className="fa-link" onClick={() => go('/answers/history', { entry: '' })}>
        {words('faq.history-all')}
      </button>
    </p>
  );
}

function Revision({ revision, isOpen }: { revision: FaqRevision; isOpen: boolean }) {
  const words = useWords();
  const format = useFormat();
  const [open, setOpen] = useState(isOpen);
  const { undo, isUndoing } = useUndo(() => undefined);
  const { number, atMs, by, note, commit, changes } = revision;
  const toggle = { type: 'button' as const, 'aria-expanded': open, onClick: () => setOpen(!open) };
  return (
    <li className="plate fa-revision">
      <div className="fa-revision-head">
        <button {...toggle} className="fa-revision-open">
          <Icon name={open ? 'up' : 'down'} size={17} />
          <span>
            <strong>{by ?? words('faq.by-hand')}</strong>{' '}
            <span className="p-soft">
              {format.full(atMs)} · {words('faq.revision-changes', { count: changes.length })}
            </span>
            {note !== '' && <span className="fa-revision-note">{note}</span>}
          </span>
        </button>
        {commit !== null && <code title={commit}>{commit.slice(0, 8)}</code>}
        <Button
          size="xs"
          variant="default"
          loading={isUndoing}
          leftSection={<Icon name="undo" size={15} />}
          onClick={() => undo(number)}
        >
          {words('faq.undo')}
        </Button>
      </div>
      {open &&
        changes.map((change) => (
          <EntryChange
            key={`${change.locale} ${change.id}`}
            change={change}
            names={{ before: words('faq.change-before'), after: words('faq.history-after') }}
          />
        ))}
    </li>
  );
}
