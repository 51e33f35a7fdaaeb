/** What customers asked in vain, gathered by likeness: the list, and one of them with everything that helps to answer it. */
import { Button, Loader, NativeSelect } from '@mantine/core';
import { API_LOCALES } from '../../api/bounds.ts';
import type { UnansweredList } from '../../api/unanswered.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../ambient/use-now.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { platformTitle } from '../ui/platform.tsx';
import { ClusterList } from './cluster-list.tsx';
import { ClusterView } from './cluster-view.tsx';
import '../faq/faq.css';
import '../faq/faq-editor.css';
import '../faq/report.css';
import './unanswered.css';
import { useUnanswered } from './use-unanswered.ts';

export function UnansweredPage({ id }: { id: string | null }) {
  const words = useWords();
  const failureText = useFailureText();
  const locale = useQueryValue('locale');
  const platform = useQueryValue('platform');
  const query = useUnanswered(filters({ locale, platform }));
  const list = query.data;
  return (
    <main className={`fa fa--unanswered${id === null ? '' : ' fa--deep'}`}>
      <header className="fa-head">
        <h1>{words('unanswered.title')}</h1>
        <p className="un-lead">{words('unanswered.lead')}</p>
        {list !== undefined && <Filters list={list} locale={locale} platform={platform} />}
      </header>
      {query.isPending && <Loader className="fa-wait" aria-label={words('loading')} />}
      {query.isError && list === undefined && (
        <Empty icon="alert" title={words('unanswered.failed')}>
          <p>{failureText(query.error)}</p>
          <Button variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
        </Empty>
      )}
      {list !== undefined && <Found list={list} id={id} isFiltered={locale !== '' || platform !== ''} />}
    </main>
  );
}

function Found({ list, id, isFiltered }: { list: UnansweredList; id: string | null; isFiltered: boolean }) {
  const words = useWords();
  if (list.clusters.length === 0 && id === null) {
    const isDone = list.waiting === 0;
    if (list.isWorking && !isDone)
      return (
        <Empty icon="clock" title={words('unanswered.working')}>
          <p>{words('unanswered.working-hint')}</p>
        </Empty>
      );
    return isFiltered ? (
      <Empty icon="search" title={words('faq.none-found')}>
        <Button variant="light" onClick={() => go('/unanswered', { locale: '', platform: '' })}>
          {words('unanswered.all')}
        </Button>
      </Empty>
    ) : (
      <Empty icon="check" title={words('unanswered.none')}>
        <p>{words('unanswered.none-hint')}</p>
        <Button variant="light" onClick={() => go('/answers')}>
          {words('unanswered.to-answers')}
        </Button>
      </Empty>
    );
  }
  return (
    <div className="fa-desk un-desk">
      <section className="fa-tree un-list" aria-label={words('unanswered.list')}>
        <Status list={list} />
        <ClusterList list={list} current={id} />
      </section>
      {id === null ? (
        <section className="fa-pane fa-pane--none" aria-label={words('unanswered.cluster')}>
          <Empty icon="unanswered" title={words('unanswered.choose')}>
            <p>{words('unanswered.choose-hint')}</p>
          </Empty>
        </section>
      ) : (
        <ClusterView key={id} id={id} />
      )}
    </div>
  );
}

function Status({ list: { waiting, gathered, asOfMs, isWorking } }: { list: UnansweredList }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  return (
    <p className="un-status">
      <strong>{words('unanswered.waiting', { count: waiting })}</strong>
      <span>
        {isWorking
          ? words('unanswered.renewing')
          : words('unanswered.as-of', { when: format.moment(asOfMs, now) })}
      </span>
      {gathered < waiting && <span>{words('unanswered.gathered', { count: gathered })}</span>}
    </p>
  );
}

function Filters({ list, locale, platform }: { list: UnansweredList; locale: string; platform: string }) {
  const words = useWords();
  const platforms = [
    ...new Set([...list.clusters.flatMap(({ byPlatform }) => Object.keys(byPlatform)), platform]),
  ].filter((name) => name !== '');
  return (
    <span className="fa-head-acts">
      <NativeSelect
        size="sm"
        aria-label={words('language')}
        value={locale}
        data={[
          { value: '', label: words('unanswered.languages') },
          ...API_LOCALES.map((one) => ({ value: one, label: words(`language.own-${one}`) })),
        ]}
        onChange={(event) => go(location.pathname, { locale: event.currentTarget.value }, 'replace')}
      />
      <NativeSelect
        size="sm"
        aria-label={words('faq.channels')}
        value={platform}
        data={[
          { value: '', label: words('unanswered.platforms') },
          ...platforms.map((name) => ({ value: name, label: platformTitle(words, name) })),
        ]}
        onChange={(event) => go(location.pathname, { platform: event.currentTarget.value }, 'replace')}
      />
    </span>
  );
}

function filters(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
